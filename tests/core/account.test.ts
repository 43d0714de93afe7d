import { describe, expect, test } from "vitest";

import { usdAtMost } from "../../src/core/account.js";
import type { AttemptFailed, AttemptStarted, CallAnswered } from "../../src/core/call-events.js";
import type { RunEvent } from "../../src/core/events.js";
import { reduce, stateBeforeSteps, stateOf } from "../../src/core/run-state.js";
import { NO_USAGE } from "../../src/core/usage.js";

const at = "2026-11-21T00:00:00.000Z";
const call = "solve/call-1";

function started(attempt: number, usd: number | null = 0.5): AttemptStarted {
  const reserved = { tokens: 40_000, usd };
  return { type: "attempt.started", at, attempt, call, agent: "problem-solver", reserved };
}

function failed(
  attempt: number,
  usd: number | null,
  billed?: NonNullable<AttemptFailed["billed"]>,
): AttemptFailed {
  const usage = { ...NO_USAGE, inputTokens: 100, usd };
  const how = billed === undefined ? {} : { billed };
  return { type: "attempt.failed", at, attempt, call, why: "cut", usage, ...how };
}

function answered(attempt: number, usd: number | null): CallAnswered {
  const answer = {
    status: "complete",
    text: "",
    model: "m",
    usage: { ...NO_USAGE, calls: 1, outputTokens: 7, usd },
  } as const;
  const of = { agent: "problem-solver", trace: "01-problem-solver", attempt, answer, seconds: 1 };
  return { type: "call.answered", key: call, at, ...of };
}

describe("what the budget counts", () => {
  test.each<[string, readonly RunEvent[], { usd: number; tokens: number; atMost: number | null }]>([
    ["known", [started(1), failed(1, 0.01, "known")], { usd: 0.01, tokens: 100, atMost: 0.01 }],
    ["of an old journal", [started(1), failed(1, 0.01)], { usd: 0.01, tokens: 100, atMost: 0.01 }],
    [
      "broken off",
      [started(1), failed(1, 0.01, "at-most-reserved")],
      { usd: 0.5, tokens: 40_000, atMost: 0.5 },
    ],
    [
      "broken off, and dearer than thought",
      [started(1), failed(1, 0.6, "at-most-reserved")],
      { usd: 0.6, tokens: 40_000, atMost: 0.6 },
    ],
    ["left open", [started(1)], { usd: 0, tokens: 0, atMost: 0.5 }],
    [
      "counted by nobody",
      [started(1), answered(1, null)],
      { usd: 0.5, tokens: 40_000, atMost: 0.5 },
    ],
    [
      "without a price",
      [started(1, null), answered(1, null)],
      { usd: 0, tokens: 40_000, atMost: null },
    ],
  ])("an attempt that is %s", (_name, events, { usd, tokens, atMost }) => {
    const state = stateOf(events);
    expect(state.spent).toEqual({ usd, tokens });
    expect(usdAtMost(state)).toBe(atMost);
  });

  test("the usage stays what the server is known to have billed", () => {
    const state = stateOf([started(1), failed(1, 0.01, "at-most-reserved")]);
    expect(state).toMatchObject({
      usage: { usd: 0.01, inputTokens: 100 },
      brokenAttempts: 1,
      openAttempts: [],
    });
  });

  test("is the same once an answer of which nobody told is read back by a later session", () => {
    const events = [started(1), answered(1, null)];
    const before = stateBeforeSteps(events);
    expect(before.openAttempts).toEqual([]);
    const after = events.filter((event) => "key" in event).reduce(reduce, before);
    expect(after).toEqual(stateOf(events));
  });
});
