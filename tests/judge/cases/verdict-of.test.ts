import { describe, expect, test } from "vitest";

import type { Ending, Verdict } from "../../../src/core/verdict.js";
import { errorLine, faultOf } from "../../../src/judge/cases/verdict-of.js";
import { type Execution, notStarted } from "../../../src/judge/sandbox/execution.js";

const ALLOWED = { timeLimitMs: 1000, memoryLimitMb: 100 };
const FINE: Execution = {
  ...notStarted(""),
  ending: { kind: "exited", code: 0 },
  cpuMs: 10,
  memoryKb: 5000,
};

const failed: Ending = { kind: "exited", code: 1 };
const killed: Ending = { kind: "signalled", signal: "SIGSEGV" };

const TABLE: readonly (readonly [what: string, Partial<Execution>, Verdict | null])[] = [
  ["a clean exit", {}, null],
  ["a clean exit at the very limits", { cpuMs: 1000, memoryKb: 102_400 }, null],
  ["a clean exit with warnings", { stderr: "MemoryError: no, only a text" }, null],
  ["a clean exit that took too long", { cpuMs: 1000.5 }, "TLE"],
  ["a clean exit with too much memory", { memoryKb: 102_401 }, "MLE"],
  ["too long and too much", { cpuMs: 2000, memoryKb: 200_000 }, "TLE"],
  ["the CPU limit", { ending: { kind: "cpu-limit" } }, "TLE"],
  ["the wall limit", { ending: { kind: "wall-limit" } }, "TLE"],
  ["the memory limit", { ending: { kind: "memory-limit" } }, "MLE"],
  ["the output limit", { ending: { kind: "output-limit" } }, "OLE"],
  [
    "the output limit with too much memory",
    { ending: { kind: "output-limit" }, memoryKb: 200_000 },
    "MLE",
  ],
  ["an exit code", { ending: failed }, "RE"],
  ["a signal", { ending: killed }, "RE"],
  ["a signal with nearly all memory in use", { ending: killed, memoryKb: 95_000 }, "MLE"],
  ["an exit code with nearly all memory in use", { ending: failed, memoryKb: 95_000 }, "RE"],
  ["Python out of memory", { ending: failed, stderr: "Traceback\nMemoryError\n" }, "MLE"],
  [
    "Node out of memory",
    { ending: killed, stderr: "FATAL ERROR: JavaScript heap out of memory" },
    "MLE",
  ],
  ["no start", notStarted("no disk"), "JE"],
];

describe("a run", () => {
  test.each(TABLE)("with %s", (_, rest, verdict) => {
    const fault = faultOf({ ...FINE, ...rest }, ALLOWED);

    expect(fault?.verdict ?? null).toBe(verdict);
    expect(fault?.note ?? "").toMatch(verdict === null ? /^$/ : /^[A-Z].*\.$/);
  });
});

test.each([
  ["", ""],
  ["noise\n", "noise"],
  ["Traceback:\n  File x\nValueError: bad\nvalue\n", "ValueError: bad"],
  [
    "json.decoder.JSONDecodeError: Expecting value\n",
    "json.decoder.JSONDecodeError: Expecting value",
  ],
  ["KeyError: 1\n\nDuring handling\n\nTypeError: 2\n", "TypeError: 2"],
  [
    "a.js:1\nx\n^\n\nReferenceError: x is not defined\n    at a.js:1\n\nNode.js v20\n",
    "ReferenceError: x is not defined",
  ],
  ["AssertionError [ERR_ASSERTION]: no\n    at x\n", "AssertionError [ERR_ASSERTION]: no"],
])("of %j the line that tells is %j", (stderr, line) => {
  expect(errorLine(stderr)).toBe(line);
});
