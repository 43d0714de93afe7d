import { describe, expect, test } from "vitest";

import { runFairly } from "../../../src/judge/cases/run-fairly.js";
import { type Execution, notStarted } from "../../../src/judge/sandbox/execution.js";

const allowed = { timeLimitMs: 1000, memoryLimitMb: 512 };

function ended(kind: "wall-limit" | "cpu-limit" | "exited", cpuMs: number): Execution {
  const ending = kind === "exited" ? ({ kind, code: 0 } as const) : { kind };
  return { ...notStarted(""), ending, cpuMs };
}

/** What counts in the end, and how often it was run. */
async function fairly(...executions: readonly [Execution, ...Execution[]]) {
  const left = [...executions];
  const run = async () => left.shift() ?? executions[0];
  const counted = await runFairly({ run, executionOf: (done) => done, allowed });
  return { counted, runs: executions.length - left.length };
}

describe("a program that the clock alone has stopped", () => {
  test.each([0, 499, 501, 1000])("after %d ms of its time is run again", async (cpuMs) => {
    const good = ended("exited", 900);

    expect(await fairly(ended("wall-limit", cpuMs), good)).toEqual({ counted: good, runs: 2 });
  });

  test("is stopped for good when that happens twice", async () => {
    const [first, second] = [ended("wall-limit", 10), ended("wall-limit", 20)];

    expect(await fairly(first, second, ended("exited", 1))).toEqual({ counted: second, runs: 2 });
  });

  test("is not run again when it had its time", async () => {
    const late = ended("wall-limit", 1200);

    expect(await fairly(late, ended("exited", 1))).toEqual({ counted: late, runs: 1 });
  });
});

describe("a program a little over its time", () => {
  test("is measured three times, of which the best counts", async () => {
    const best = ended("exited", 1050);

    expect(await fairly(ended("exited", 1200), ended("exited", 1100), best)).toEqual({
      counted: best,
      runs: 3,
    });
  });

  test("is measured no more once it was in time", async () => {
    const good = ended("exited", 990);

    expect(await fairly(ended("exited", 1200), good, ended("exited", 1))).toEqual({
      counted: good,
      runs: 2,
    });
  });

  test.each([ended("exited", 1501), ended("cpu-limit", 1500), ended("exited", 1000)])(
    "and one that is not are measured once: %o",
    async (execution) => {
      expect(await fairly(execution, ended("exited", 1))).toEqual({ counted: execution, runs: 1 });
    },
  );
});
