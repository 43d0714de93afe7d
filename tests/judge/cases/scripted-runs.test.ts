import { describe, expect, test } from "vitest";

import type { Validator } from "../../../src/core/comparison.js";
import type { Ending } from "../../../src/core/verdict.js";
import type { CaseContext } from "../../../src/judge/cases/case-context.js";
import { judgeInteractive } from "../../../src/judge/cases/judge-interactive.js";
import { runValidator } from "../../../src/judge/compare/validator.js";
import type { Compilation } from "../../../src/judge/compile/compilation.js";
import {
  type Execution,
  notStarted,
  type RunRequest,
} from "../../../src/judge/sandbox/execution.js";
import type { PairExecution } from "../../../src/judge/sandbox/runner.js";
import { given, python, request } from "../judging.js";

const tool = { path: "/usr/bin/python3", version: "3", readable: [] };
const toolchain: CaseContext["toolchain"] = {
  interpreters: { python: tool, javascript: tool },
  runAs: "ourselves",
  find: async () => ({ compiler: null, runtime: tool }),
};

const program = python("print()");
const validator: Validator = {
  protocol: "kattis",
  program: python("", { fileName: "validator.py" }),
  flags: ["one", "two"],
};
const ready = {
  kind: "ready",
  program,
  tools: { compiler: null, runtime: tool },
  artifact: null,
  main: "main.py",
  log: null,
} as const;

const code = (value: number, rest: Partial<Execution> = {}): Execution => {
  const ending: Ending = { kind: "exited", code: value };
  return { ...notStarted(""), ending, ...rest };
};
const hung: Execution = { ...notStarted(""), ending: { kind: "wall-limit" } };
const pair = (one: Execution, other: Execution, firstToEnd: "program" | "partner" = "program") =>
  ({ program: one, partner: other, firstToEnd }) satisfies PairExecution;

/** A context whose crew answers from a list, and what it was asked for. */
function scripted(
  answers: { readonly runs?: readonly Execution[]; readonly pairs?: readonly PairExecution[] },
  compilation: Compilation = ready,
) {
  const [runs, pairs] = [[...(answers.runs ?? [])], [...(answers.pairs ?? [])]];
  const asked: (readonly RunRequest[])[] = [];
  const context: CaseContext = {
    request: request(program, { timeLimitMs: 1000 }),
    ready,
    compiler: { compile: async () => compilation },
    toolchain,
    crew: {
      run: async (one) => {
        asked.push([one]);
        return runs.shift() ?? notStarted("no more runs");
      },
      runPair: async (one, other) => {
        asked.push([one, other]);
        return pairs.shift() ?? pair(notStarted("no more runs"), notStarted("no more runs"));
      },
    },
    seed: 0,
  };
  return { context, asked };
}

const test1 = given("1", "the input\n", "the answer\n");

describe("a talk", () => {
  test("gives the validator its files, its flags and more time, and the program nothing", async () => {
    const { context, asked } = scripted({ pairs: [pair(code(0), code(42))] });

    expect(await judgeInteractive(context, test1, validator)).toMatchObject({ verdict: "AC" });
    const [[forProgram, forValidator] = []] = asked;
    if (forProgram === undefined || forValidator === undefined) throw new Error("nothing ran");
    expect(forProgram).toMatchObject({ stdin: "", prepare: null, collect: null });
    expect(forValidator.command.slice(-5)).toEqual([
      "input.txt",
      "answer.txt",
      "feedback/",
      "one",
      "two",
    ]);
    expect(forValidator.limits.wallMs).toBeGreaterThan(forProgram.limits.wallMs);
    expect(JSON.stringify(forProgram)).not.toContain("the answer");
  });

  test("is held again when the validator fails, and only once", async () => {
    const failing = pair(code(0), code(1));
    const saved = scripted({ pairs: [failing, pair(code(0), code(43))] });
    const lost = scripted({ pairs: [failing, failing, pair(code(0), code(42))] });

    expect((await judgeInteractive(saved.context, test1, validator)).verdict).toBe("WA");
    expect((await judgeInteractive(lost.context, test1, validator)).verdict).toBe("JE");
    expect([saved.asked.length, lost.asked.length]).toEqual([2, 2]);
  });

  test("is measured again a little over the limit, and after waiting in vain", async () => {
    const slow = pair(code(0, { cpuMs: 1200 }), code(42));
    const { context } = scripted({ pairs: [slow, slow, pair(code(0, { cpuMs: 900 }), code(42))] });
    const silent = scripted({ pairs: [pair(hung, hung), pair(code(0), code(42))] });
    const deadlock = scripted({ pairs: [pair(hung, code(43)), pair(hung, hung)] });

    expect(await judgeInteractive(context, test1, validator)).toMatchObject({
      verdict: "AC",
      cpuMs: 900,
    });
    expect((await judgeInteractive(silent.context, test1, validator)).verdict).toBe("AC");
    expect((await judgeInteractive(deadlock.context, test1, validator)).verdict).toBe("TLE");
  });

  test("is not held when the validator does not compile", async () => {
    const { context, asked } = scripted({}, { kind: "refused", log: "v.cpp:1: no\nmore" });

    expect(await judgeInteractive(context, test1, validator)).toMatchObject({
      verdict: "JE",
      note: "The validator does not compile: v.cpp:1: no.",
    });
    expect(asked).toEqual([]);
  });
});

describe("a validator", () => {
  const files = { input: "i", answer: "a", output: Buffer.from([0xff]) };

  test.each([
    ["breaks once", [code(1), code(42)], "AC"],
    ["hangs, and is not waited for twice", [hung, code(42)], "JE"],
    ["cannot be started", [notStarted("x"), notStarted("x"), code(42)], "JE"],
    ["decides at once", [code(43), code(42)], "WA"],
  ] as const)("that %s", async (_, runs, verdict) => {
    const { context } = scripted({ runs });

    expect((await runValidator(context, validator, files)).verdict).toBe(verdict);
  });

  test("reads the bytes of the output as they are", async () => {
    const { context, asked } = scripted({ runs: [code(42)] });
    await runValidator(context, validator, files);

    expect(asked[0]?.[0]?.stdin).toEqual(Buffer.from([0xff]));
  });

  test("of testlib is given the output as a file", async () => {
    const { context, asked } = scripted({ runs: [code(0)] });
    await runValidator(context, { ...validator, protocol: "testlib", flags: [] }, files);

    expect(asked[0]?.[0]?.stdin).toBe("");
    expect(asked[0]?.[0]?.command.slice(-3)).toEqual(["input.txt", "output.txt", "answer.txt"]);
  });
});
