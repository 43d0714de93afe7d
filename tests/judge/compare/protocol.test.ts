import { describe, expect, test } from "vitest";

import type { Ending } from "../../../src/core/verdict.js";
import {
  type Decision,
  decideTwice,
  outcomeOfDecision,
  readDecision,
} from "../../../src/judge/compare/protocol.js";
import { type Execution, notStarted } from "../../../src/judge/sandbox/execution.js";

function ended(ending: Ending, rest: Partial<Execution> = {}): Execution {
  return { ...notStarted(""), ending, ...rest };
}

const exited = (code: number, rest: Partial<Execution> = {}) =>
  ended({ kind: "exited", code }, rest);

function feedback(files: Readonly<Record<string, string>>): Partial<Execution> {
  const entries = Object.entries(files).map(
    ([name, text]) => [name, { bytes: Buffer.from(text), executable: false }] as const,
  );
  return { files: new Map(entries) };
}

const KILLED: readonly Ending[] = [
  { kind: "signalled", signal: "SIGSEGV" },
  { kind: "signalled", signal: "SIGPIPE" },
  { kind: "cpu-limit" },
  { kind: "wall-limit" },
  { kind: "memory-limit" },
  { kind: "output-limit" },
  { kind: "not-started", reason: "no" },
];

describe("a Kattis validator", () => {
  test.each([
    [42, "accepts"],
    [43, "refuses"],
    [0, "failed"],
    [1, "failed"],
    [41, "failed"],
    [44, "failed"],
    [255, "failed"],
  ] as const)("that ends with %i %s", (code, kind) => {
    expect(readDecision("kattis", exited(code)).kind).toBe(kind);
  });

  test.each([
    [feedback({ "judgemessage.txt": "\n\n wrong sum \nmore" }), "wrong sum"],
    [feedback({ "teammessage.txt": "try again", "judgemessage.txt": "" }), "try again"],
    [feedback({ "teammessage.txt": "b", "judgemessage.txt": "a" }), "a"],
    [{ stderr: "said on stderr" }, "said on stderr"],
    [{ stdout: Buffer.from("said to the program") }, ""],
    [{}, ""],
    [feedback({ "judgemessage.txt": "x".repeat(5000) }), "x".repeat(200)],
  ])("leaves its message: %#", (rest, said) => {
    expect(readDecision("kattis", exited(43, rest))).toEqual({ kind: "refuses", said });
  });
});

describe("a checker that speaks testlib", () => {
  test.each([
    [0, "", "accepts"],
    [1, "", "refuses"],
    [2, "", "refuses"],
    [3, "", "failed"],
    [4, "", "refuses"],
    [5, "", "failed"],
    [7, "", "failed"],
    [7, "points 1 all of them", "accepts"],
    [7, "points 100", "accepts"],
    [7, "points 0.99 nearly", "refuses"],
    [7, "points 0", "refuses"],
    [7, "points many", "failed"],
    [8, "", "refuses"],
    [15, "", "failed"],
    [16, "", "refuses"],
    [116, "", "refuses"],
    [117, "", "failed"],
    [126, "", "failed"],
    [127, "", "failed"],
    [1, "wrong answer expected 1, found 2", "refuses"],
    [1, "Traceback (most recent call last):\n  File x\nKeyError: 1", "failed"],
    [1, "throw new Error()\n\nError\n    at x\n\nNode.js v20.20.2", "failed"],
    [1, 'Exception in thread "main" java.lang.Error', "failed"],
  ] as const)("that ends with %i and says %j %s", (code, stderr, kind) => {
    expect(readDecision("testlib", exited(code, { stderr })).kind).toBe(kind);
  });
});

describe("what decides about outputs", () => {
  test.each(KILLED)("and ends so has decided nothing: %o", (ending) => {
    for (const protocol of ["kattis", "testlib"] as const) {
      expect(readDecision(protocol, ended(ending)).kind).toBe("failed");
    }
  });

  test("comes to a verdict with a note that names it", () => {
    expect(outcomeOfDecision({ kind: "accepts" }, "validator")).toEqual({
      verdict: "AC",
      note: "",
    });
    expect(outcomeOfDecision({ kind: "refuses", said: "" }, "checker")).toEqual({
      verdict: "WA",
      note: "The checker says: wrong.",
    });
    expect(
      outcomeOfDecision({ kind: "failed", why: "killed by SIGSEGV", canDiffer: true }, "validator"),
    ).toEqual({
      verdict: "JE",
      note: "The validator failed: killed by SIGSEGV.",
    });
  });

  test("is asked again once, and only when it failed", async () => {
    const failed: Decision = { kind: "failed", why: "", canDiffer: true };
    const answers = (list: readonly Decision[]) => {
      const left = [...list];
      return async () => left.shift() ?? { kind: "accepts" as const };
    };

    expect(await decideTwice(answers([failed, { kind: "refuses", said: "" }]))).toMatchObject({
      kind: "refuses",
    });
    expect(await decideTwice(answers([failed, failed]))).toEqual(failed);
    const stopped: Decision = { ...failed, why: "stopped", canDiffer: false };
    expect(await decideTwice(answers([stopped]))).toEqual(stopped);
    expect(await decideTwice(answers([{ kind: "refuses", said: "" }]))).toMatchObject({
      kind: "refuses",
    });
  });
});
