import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  allowCall,
  type BudgetLimits,
  type PlannedCall,
  reservedBy,
} from "../../src/core/budget.js";
import { NO_USAGE } from "../../src/core/usage.js";

const none: BudgetLimits = { usd: null, minutes: null, calls: null, tokens: null };
const call: PlannedCall = {
  model: "claude-sonnet-5-5",
  maxOutputTokens: 32_000,
  inputTokens: 500,
  worstCaseUsd: (output) => 0.01 + output * 0.00001,
};
const spent = (usd: number | null, calls = 0, inputTokens = 0) => ({
  usage: { ...NO_USAGE, usd, calls, inputTokens },
  seconds: 60,
});

describe("the budget before a call", () => {
  test.each<[string, BudgetLimits, ReturnType<typeof spent>, object]>([
    ["no limit", none, spent(9), { kind: "go", maxOutputTokens: 32_000 }],
    ["room enough", { ...none, usd: 1 }, spent(0), { kind: "go", maxOutputTokens: 32_000 }],
    [
      "less room: less output",
      { ...none, usd: 0.2 },
      spent(0),
      { kind: "go", maxOutputTokens: 19_000 },
    ],
    ["too little room", { ...none, usd: 0.1 }, spent(0.08), { kind: "stop" }],
    ["calls used up", { ...none, calls: 2 }, spent(0, 2), { kind: "stop" }],
    ["minutes used up", { ...none, minutes: 1 }, spent(0), { kind: "stop" }],
    ["tokens used up", { ...none, tokens: 1000 }, spent(0, 0, 1000), { kind: "stop" }],
    [
      "tokens nearly used up",
      { ...none, tokens: 6500 },
      spent(0, 0, 1000),
      { kind: "go", maxOutputTokens: 5000 },
    ],
    ["an unknown price earlier", { ...none, usd: 1 }, spent(null), { kind: "unknown-price" }],
  ])("%s", (_name, limits, used, decision) => {
    expect(allowCall(limits, used, call)).toMatchObject(decision);
  });

  test("a model without a price is never taken for free", () => {
    const unpriced = { ...call, worstCaseUsd: () => null };

    expect(allowCall({ ...none, usd: 1 }, spent(0), unpriced)).toEqual({
      kind: "unknown-price",
      model: "claude-sonnet-5-5",
    });
  });

  test("whatever the model answers, the limit holds", () => {
    const amount = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(amount, amount, (limit, used) => {
        const decision = allowCall({ ...none, usd: limit }, spent(used), call);
        if (decision.kind !== "go") return;
        const worst = call.worstCaseUsd(decision.maxOutputTokens) ?? Infinity;
        expect(used + worst).toBeLessThanOrEqual(limit + 1e-9);
      }),
    );
  });
});

test("a limit of tokens says nothing about a call whose tokens nobody counts", () => {
  const quest = { ...call, isUncounted: true } as const;
  const limits = { ...none, tokens: 10 };
  expect(allowCall(limits, spent(0), quest)).toEqual({ kind: "go", maxOutputTokens: 32_000 });
  expect(allowCall(limits, spent(0), call)).toMatchObject({ kind: "stop", limit: "tokens" });
  expect(reservedBy(quest, 32_000).tokens).toBe(0);
});
