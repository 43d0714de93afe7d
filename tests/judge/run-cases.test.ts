import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import type { Case } from "../../src/core/case.js";
import type { CaseResult } from "../../src/core/report.js";
import type { Verdict } from "../../src/core/verdict.js";
import { runCases } from "../../src/judge/run-cases.js";

const cases: readonly Case[] = Array.from({ length: 8 }, (_, index) => ({
  kind: "data",
  id: String(index + 1),
  origin: "given",
  input: "",
  expected: "",
}));

function resultOf({ id, origin }: Case, verdict: Verdict): CaseResult {
  const measured = {
    cpuMs: 1,
    wallMs: 1,
    memoryKb: 1,
    ending: { kind: "exited", code: 0 },
  } as const;
  return {
    id,
    origin,
    verdict,
    ...measured,
    note: "",
    input: "",
    expected: "",
    output: "",
    stderr: "",
  };
}

/** The higher the number, the sooner it is done; the third case fails. */
async function judgeCase(one: Case): Promise<readonly CaseResult[]> {
  await sleep(one.id === "3" ? 0 : 20 - Number(one.id));
  return [resultOf(one, one.id === "3" ? "WA" : "AC")];
}

test("every case is run, and the results stand in the order of the cases", async () => {
  const results = await runCases(cases, { judgeCase, atOnce: 3, stopAtFirstFailure: false });

  expect([...results.keys()]).toEqual(["1", "2", "3", "4", "5", "6", "7", "8"]);
});

test("after a failure nothing new is started, and what is under way comes to its end", async () => {
  const results = await runCases(cases, { judgeCase, atOnce: 3, stopAtFirstFailure: true });

  expect([...results.keys()]).toEqual(["1", "2", "3"]);
});

test("what is thrown comes out after all that is under way has ended", async () => {
  const ended: string[] = [];
  const run = runCases(cases, {
    judgeCase: async (one) => {
      if (one.id === "1") throw new Error("no more");
      await sleep(5);
      ended.push(one.id);
      return [resultOf(one, "AC")];
    },
    atOnce: 2,
    stopAtFirstFailure: false,
  });

  await expect(run).rejects.toThrow("no more");
  expect(ended).toEqual(["2"]);
});
