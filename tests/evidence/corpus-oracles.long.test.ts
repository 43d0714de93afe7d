import { expect, test } from "vitest";

import { certify, faultsToMend } from "../../src/evidence/certify.js";
import { createJudge } from "../../src/judge/create-judge.js";
import { readCorpus } from "../corpus/read-corpus.js";

const judge = createJudge();
const never = new AbortController().signal;

test("no oracle that is right is found fault with", { timeout: 600_000 }, async () => {
  for (const { name, problem, oracle } of await readCorpus()) {
    const samples = problem.samples.map(({ test: sample }) => sample);
    const examination = { oracle, samples, comparison: { kind: "lines" } } as const;
    const certification = await judge.withBench((bench) => certify(examination, bench), never);
    const status = samples.length > 0 ? "certified" : "inputs-only";

    expect([name, faultsToMend(certification)]).toEqual([name, []]);
    expect([name, certification.status]).toEqual([name, status]);
    expect(certification.largestSize).toBe(oracle.largestSize);
    expect(certification.answeredSize).toBeGreaterThanOrEqual(10);
  }
});
