import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { BudgetLimits } from "../../src/core/budget.js";
import { costRange, type Rates } from "../../src/core/cost-range.js";
import { type Pipeline, pipelineSchema } from "../../src/core/pipeline.js";
import {
  type AskingStep,
  fewestCalls,
  mostCalls,
  type StepSize,
  type StepSizes,
} from "../../src/core/planned-calls.js";

const SOLVE = { agent: "s", reads: ["problem"], writes: "solution" };
const REVIEW = { agent: "r", reads: ["problem", "solution", "history"], writes: "fix_plan" };
const FIX = { agent: "f", reads: ["solution", "fix_plan", "report"], writes: "solution" };
const ORACLE = { agent: "r", focus: "oracle", reads: ["problem"], writes: "oracle" };
const UNTIL = ["checks_pass", "no_major_findings"];

function pipelineOf(...steps: readonly object[]): Pipeline {
  return pipelineSchema.parse({ version: 1, name: "test", steps });
}

function loop(change: object = {}): object {
  const usual = { max: 3, until: UNTIL, stop_if: ["no_progress"], steps: [REVIEW, FIX] };
  return { repeat: { ...usual, ...change } };
}

const SIZE: Omit<StepSize, "agent" | "focus"> = {
  model: "m",
  promptTokens: { expected: 1000, worst: 2000 },
  keptTokens: 400,
  maxOutputTokens: 100,
  moreCalls: 1,
};

function sizesOf(change: (step: AskingStep) => Partial<StepSize> | null = () => ({})): StepSizes {
  return {
    pointing: null,
    of: (step) => {
      const changed = change(step);
      const { agent } = step;
      const focus = "focus" in step ? (step.focus ?? null) : null;
      return changed === null ? null : { ...SIZE, agent, focus, ...changed };
    },
  };
}

const RATES: Rates = {
  worstCaseUsd: (model, inputTokens, outputTokens) =>
    model === "free" ? null : (inputTokens * 2 + outputTokens * 10) / 1e6,
  costUsd: (model, { inputTokens, cacheReadTokens, outputTokens }) =>
    model === "free" ? null : (inputTokens + cacheReadTokens * 0.1 + outputTokens * 10) / 1e6,
};

const NO_BUDGET: BudgetLimits = { usd: null, minutes: null, calls: null, tokens: null };

describe("how many calls a pipeline can come to, with one repair each", () => {
  const rows: readonly [string, Pipeline, number, number][] = [
    ["one step", pipelineOf(SOLVE), 1, 2],
    ["an optional step is asked like any other", pipelineOf({ ...SOLVE, optional: true }), 1, 2],
    ["a step with `when` may not be needed", pipelineOf({ ...SOLVE, when: ["slow"] }), 0, 2],
    ["every try is a call", pipelineOf({ ...SOLVE, tries: 3 }), 3, 6],
    ["tries of a review are one", pipelineOf(SOLVE, { ...REVIEW, tries: 3 }), 2, 4],
    [
      "commands and questions ask no model",
      pipelineOf(SOLVE, { check: "x" }, { approve: "?" }),
      1,
      2,
    ],
    ["a loop can end after its first review", pipelineOf(SOLVE, loop()), 2, 14],
    [
      "a loop that needs no review can end after its first step",
      pipelineOf(SOLVE, loop({ until: ["checks_pass"], steps: [FIX, FIX] })),
      2,
      14,
    ],
    [
      "a loop without a review turns until a stop rule ends it",
      pipelineOf(SOLVE, loop({ steps: [FIX] })),
      2,
      8,
    ],
    [
      "and to its last round where nothing else can end it",
      pipelineOf(SOLVE, loop({ steps: [FIX], stop_if: undefined })),
      4,
      8,
    ],
    ["two loops share five rounds", pipelineOf(SOLVE, loop({ max: 4 }), loop({ max: 4 })), 2, 22],
    [
      "a fresh start comes once, with rounds left",
      pipelineOf(SOLVE, loop({ fresh_start: SOLVE })),
      2,
      16,
    ],
    [
      "and never where the rounds are over by then",
      pipelineOf(SOLVE, loop({ max: 2, fresh_start: SOLVE })),
      2,
      10,
    ],
    [
      "a second review of an unchanged version is left out",
      pipelineOf(SOLVE, loop(), REVIEW),
      2,
      16,
    ],
    [
      "one with another focus is not",
      pipelineOf(SOLVE, loop(), { ...REVIEW, focus: "speed" }),
      3,
      16,
    ],
  ];

  test.each(rows)("%s", (_name, pipeline, least, most) => {
    const sizes = sizesOf();

    expect([fewestCalls(pipeline, sizes).length, mostCalls(pipeline, sizes).length]).toEqual([
      least,
      most,
    ]);
  });

  test("a step that asks nobody costs nothing, and pointing at samples is one call", () => {
    const sizes = sizesOf(({ writes }) => (writes === "oracle" ? null : {}));
    const pipeline = pipelineOf(SOLVE, ORACLE);
    const pointing = { ...SIZE, agent: "sample-pointer", focus: null, moreCalls: 0 };
    const pointed = { ...sizes, pointing };

    expect(mostCalls(pipeline, sizes)).toHaveLength(2);
    expect(fewestCalls(pipeline, pointed)).toHaveLength(2);
    expect(mostCalls(pipeline, pointed)).toHaveLength(3);
  });

  test("prompts grow by what is read of what can have been written before", () => {
    const [solve = 0, , fix = 0] = mostCalls(
      pipelineOf(SOLVE, { ...FIX, reads: ["solution"] }),
      sizesOf(() => ({ moreCalls: 1 })),
    ).map(({ inputTokens }) => inputTokens);

    expect(solve).toBe(2000);
    // Another model may count more tokens for the same text.
    expect(fix).toBeGreaterThanOrEqual(2000 + 100);
  });
});

describe("what calls cost", () => {
  const rangeOf = (
    pipeline: Pipeline,
    budget: Partial<BudgetLimits> = {},
    rates: Rates = RATES,
  ) => {
    const sizes = sizesOf(({ model }) => (model === undefined ? {} : { model }));
    const calls = { least: fewestCalls(pipeline, sizes), most: mostCalls(pipeline, sizes) };
    return costRange(calls, { ...NO_BUDGET, ...budget }, rates);
  };

  test("the least takes short answers, and what a server may have kept at its price", () => {
    const { least, most } = rangeOf(pipelineOf(SOLVE));

    expect(least).toEqual({ calls: 1, inputTokens: 1000, outputTokens: 50, usd: 1140 / 1e6 });
    expect(most.usd).toBeCloseTo((2 * 2000 + 1000 + 2 * (2000 + 2000 + 100) + 1000) / 1e6, 12);
  });

  test("nobody bills: nothing", () => {
    const range = rangeOf(pipelineOf(SOLVE, loop()), {}, null);

    expect([range.least.usd, range.most.usd, range.unpriced]).toEqual([0, 0, []]);
  });

  test("a model without a price is named, and no sum is made up", () => {
    const range = rangeOf(pipelineOf(SOLVE, { ...SOLVE, model: "free" }), { usd: 1 });

    expect([range.least.usd, range.most.usd, range.unpriced]).toEqual([null, null, ["free"]]);
    expect(range.most.calls).toBe(4);
  });

  // A call of `SIZE` reserves $0.005 and 2,100 tokens, and comes to $0.00114 and 1,050 tokens at the least.
  const WORST = 0.005;
  const LEAST = 0.00114;

  test.each<[string, Partial<BudgetLimits>, number, object | null]>([
    ["dollars for the whole way", { usd: WORST + 2 * LEAST + 1e-9 }, 3, null],
    [
      "dollars that the third call may exceed",
      { usd: WORST + 2 * LEAST - 1e-6 },
      2,
      {
        call: 3,
        agent: "r",
        focus: "oracle",
        reason: "the next call may cost $0.005; $0.005 of $0.007 is left",
      },
    ],
    ["as many calls as it takes", { calls: 3 }, 3, null],
    [
      "one call fewer",
      { calls: 2 },
      2,
      { call: 3, agent: "r", focus: "oracle", reason: "all 2 calls of the budget are used" },
    ],
    [
      "tokens that the second call may exceed",
      { tokens: 1050 + 2100 - 1 },
      1,
      {
        call: 2,
        agent: "r",
        focus: null,
        reason: "too few of the 3,149 tokens are left for a call",
      },
    ],
  ])("the shortest way is gone as far as there are %s", (_what, budget, calls, stop) => {
    const { least, most, stopsBefore } = rangeOf(pipelineOf(SOLVE, REVIEW, ORACLE), budget);

    expect(least.calls).toBe(calls);
    expect([least.inputTokens, least.outputTokens]).toEqual([calls * 1000, calls * 50]);
    expect(least.usd).toBeCloseTo(calls * LEAST, 12);
    expect(most.calls).toBeGreaterThanOrEqual(calls);
    expect(stopsBefore).toEqual(stop);
  });

  test.each<Partial<BudgetLimits>>([{ usd: 0.004 }, { calls: 0 }, { tokens: 500 }])(
    "where no call has room there is nothing, with %j",
    (budget) => {
      const range = rangeOf(pipelineOf(SOLVE), budget);
      const nothing = { calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 };

      expect([range.least, range.most]).toEqual([nothing, nothing]);
      expect(range.stopsBefore).toMatchObject({ call: 1, agent: "s" });
      expect(range.unlimited.usd).toBeGreaterThan(0.004);
    },
  );

  test("a budget is tight where answers of some length would stop the run", () => {
    const pipeline = pipelineOf(SOLVE, REVIEW, ORACLE);
    const tightBefore = (usd: number) => rangeOf(pipeline, { usd }).tightBefore;
    // Answers of `SIZE` have 100 tokens at the most: a call without anything kept comes to $0.002.
    expect(tightBefore(2 * 0.002 + WORST - 1e-6)).toMatchObject({ call: 3, focus: "oracle" });
    expect(tightBefore(2 * 0.002 + WORST + 1e-9)).toBeNull();
  });

  test("dollars bound how many calls there can be, however cheap each is", () => {
    const { most, unlimited } = rangeOf(pipelineOf(SOLVE, loop()), { usd: WORST + 3 * LEAST });

    expect(unlimited.calls).toBe(14);
    expect([most.calls, most.usd]).toEqual([4, WORST + 3 * LEAST]);
  });

  const step = fc.constantFrom<object>(SOLVE, { ...SOLVE, tries: 2 }, REVIEW, ORACLE, FIX, {
    ...FIX,
    when: ["slow"],
  });
  const anyPipeline = fc
    .tuple(
      fc.array(step, { maxLength: 3 }),
      fc.array(step, { minLength: 1, maxLength: 3 }),
      fc.nat(4),
    )
    .map(([before, steps, max]) => pipelineOf(SOLVE, ...before, loop({ max: max + 1, steps })));
  const limit = (most: number): fc.Arbitrary<number | null> =>
    fc.option(fc.integer({ min: 1, max: most }));
  const anyBudget = fc.record({
    usd: fc.option(fc.double({ min: 1e-6, max: 1, noNaN: true })),
    minutes: fc.constant(null),
    calls: limit(20),
    tokens: limit(200_000),
  });

  test("the least is never above the most, and the most never above any limit", () => {
    fc.assert(
      fc.property(anyPipeline, anyBudget, (pipeline, budget) => {
        const { least, most, unlimited } = rangeOf(pipeline, budget);
        expect(least.usd).toBeLessThanOrEqual(most.usd ?? Number.NaN);
        expect(least.calls).toBeLessThanOrEqual(most.calls);
        expect(least.inputTokens).toBeLessThanOrEqual(most.inputTokens);
        expect(least.outputTokens).toBeLessThanOrEqual(most.outputTokens);
        expect(most.usd).toBeLessThanOrEqual(Math.min(unlimited.usd ?? 0, budget.usd ?? Infinity));
        expect(most.calls).toBeLessThanOrEqual(budget.calls ?? Infinity);
        expect(most.inputTokens + most.outputTokens).toBeLessThanOrEqual(budget.tokens ?? Infinity);
      }),
      { numRuns: 100 },
    );
  });
});
