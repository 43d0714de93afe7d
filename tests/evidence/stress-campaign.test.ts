import { describe, expect, test } from "vitest";

import { DEFAULT_COMPARISON } from "../../src/core/comparison.js";
import { NO_LIMITS } from "../../src/core/limits.js";
import { phasesOf, stressCampaign } from "../../src/evidence/stress-campaign.js";
import type { Deed } from "./fake-bench.js";
import { FakeStressor } from "./fake-stressor.js";
import { modelOracle, named } from "./model-bench.js";

const { signal } = new AbortController();

/** The input is the seed and the size, and the right answer their sum. */
const RIGHT: Readonly<Record<string, Deed>> = {
  generator: ([seed, size]) => ({ output: `${seed} ${size}` }),
  validator: () => ({}),
  brute: (_words, input) => ({ output: sumOf(input) }),
  program: (_words, input) => ({ output: sumOf(input) }),
};

function sumOf(input: string): string {
  const [seed = 0, size = 0] = input.split(" ").map(Number);
  return `${seed + size}`;
}

const wrongFrom =
  (first: number): Deed =>
  (_words, input) => ({
    output: Number(input.split(" ")[0]) >= first ? "?" : sumOf(input),
  });

async function campaign(deeds: Readonly<Record<string, Deed>>, cases = 100) {
  const stressor = new FakeStressor({ ...RIGHT, ...deeds });
  const work = {
    program: named("program"),
    examined: modelOracle(1000),
    limits: NO_LIMITS,
    comparison: DEFAULT_COMPARISON,
    seconds: 60,
    cases,
  };
  const report = await stressCampaign(work, stressor, signal);
  return { report, requests: stressor.requests };
}

describe("the phases of a campaign", () => {
  test.each([
    { answered: 320, ranges: ["1-4", "4-10", "11-320"] },
    { answered: 10, ranges: ["1-4", "4-10"] },
    { answered: 3, ranges: ["1-3"] },
    { answered: 0, ranges: ["1-1"] },
  ])("grow up to the size that the brute force answers: $answered", ({ answered, ranges }) => {
    const phases = phasesOf({ smallest: 1, largest: answered }, { seconds: 10, cases: 1000 });

    expect(phases.map(({ sizes }) => `${sizes.smallest}-${sizes.largest}`)).toEqual(ranges);
    expect(phases.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
    expect(phases.at(-1)?.endsAtMs).toBeCloseTo(10_000);
  });

  test("have seeds one behind the other, most of them for small inputs", () => {
    const phases = phasesOf({ smallest: 1, largest: 320 }, { seconds: 10, cases: 1000 });
    const seeds = phases.map(({ firstSeed, count }) => [firstSeed, count]);

    expect(seeds).toEqual([
      [1, 450],
      [451, 350],
      [801, 200],
    ]);
  });

  test("that have no input are left out", () => {
    expect(phasesOf({ smallest: 1, largest: 320 }, { seconds: 1, cases: 1 })).toHaveLength(1);
  });
});

describe("a program that is held against an oracle", () => {
  test("is tried on every input when it is right", async () => {
    const { report } = await campaign({});

    expect(report).toMatchObject({
      tried: 100,
      failure: null,
      skipped: { count: 0, reason: null },
    });
  });

  test("is tried no further after the first failure", async () => {
    const { report, requests } = await campaign({ program: wrongFrom(60) });

    expect(report.failure).toMatchObject({
      seed: 60,
      expected: sumOf(report.failure?.input ?? ""),
    });
    expect(report.tried).toBe(60);
    expect(requests).toHaveLength(2);
  });

  test("does not fail on an input that the validator refuses, and the sizes behind it stay the same", async () => {
    const refused = (_words: readonly string[], input: string) =>
      input.startsWith("7 ") ? { exitCode: 1 } : {};
    const without = await campaign({ program: wrongFrom(30) });
    const { report } = await campaign({
      validator: refused,
      program: (words, input) =>
        input.startsWith("7 ") ? { output: "?" } : wrongFrom(30)(words, input),
    });

    expect(report.failure).toMatchObject(without.report.failure ?? {});
    expect(report).toMatchObject({ tried: 29, skipped: { count: 1 } });
    expect(report.skipped.reason).toMatch(/^Seed 7: The validator does not accept the input/);
  });

  test("does not fail where the brute force does not stand by its answer", async () => {
    let asked = 0;
    const { report } = await campaign({
      brute: (_words, input) => {
        asked += input.startsWith("5 ") ? 1 : 0;
        return { output: input.startsWith("5 ") && asked === 1 ? "0" : sumOf(input) };
      },
    });

    expect(report).toMatchObject({ tried: 99, failure: null, skipped: { count: 1 } });
    expect(report.skipped.reason).toMatch(/^Seed 5: The brute force does not stand by its answer/);
  });

  test("that answers otherwise the second time has failed, and the result says so", async () => {
    let asked = 0;
    const { report } = await campaign({
      program: (_words, input) => {
        asked += input.startsWith("5 ") ? 1 : 0;
        return { output: input.startsWith("5 ") && asked === 1 ? "0" : sumOf(input) };
      },
    });

    expect(report.failure).toMatchObject({
      seed: 5,
      result: { verdict: "WA", disagreement: { verdicts: ["WA", "AC"], of: "program" } },
    });
  });

  test("is not blamed for a generator that mostly fails, and the report says so", async () => {
    const { report } = await campaign({
      generator: ([seed = ""]) =>
        Number(seed) % 4 === 0 ? { output: `${seed} 1` } : { exitCode: 1 },
    });

    expect(report).toMatchObject({ tried: 25, failure: null, skipped: { count: 75 } });
    expect(report.skipped.reason).toMatch(/^More than half of the inputs came to nothing\./);
  });

  test("is given up where no failure ever counts", async () => {
    const { report } = await campaign({
      validator: () => ({ exitCode: 1 }),
      program: () => ({ output: "?" }),
    });

    expect(report).toMatchObject({ tried: 0, failure: null });
    expect(report.skipped.count).toBeLessThanOrEqual(60);
  });
});
