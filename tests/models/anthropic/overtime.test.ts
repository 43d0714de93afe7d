import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { type Overtime, startOvertime } from "../../../src/models/anthropic/overtime.js";

const PATIENCE_MS = 180_000;
const MINUTE_MS = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Attempt {
  readonly overtime: Overtime;
  /** The moment at which no further attempt is begun. */
  readonly callEnds: () => void;
}

function anAttempt(maxOutputTokens = 64_000): Attempt {
  const call = new AbortController();
  const overtime = startOvertime(call.signal, { patienceMs: PATIENCE_MS, maxOutputTokens });
  return { overtime, callEnds: () => call.abort() };
}

test("an attempt that has brought nothing ends with its call", () => {
  const { overtime, callEnds } = anAttempt();
  overtime.hear({ begun: false, characters: 0 });
  vi.advanceTimersByTime(15 * MINUTE_MS);
  expect(overtime.signal.aborted).toBe(false);
  callEnds();
  expect(overtime.signal.aborted).toBe(true);
});

test("an answer of which nothing is shown has the time to write all that it may hold", () => {
  const { overtime, callEnds } = anAttempt();
  overtime.hear({ begun: true, characters: 0 });
  vi.advanceTimersByTime(15 * MINUTE_MS);
  callEnds();
  // 64,000 tokens at 20 a second.
  vi.advanceTimersByTime(38 * MINUTE_MS);
  expect(overtime.signal.aborted).toBe(false);
  vi.advanceTimersByTime(MINUTE_MS);
  expect(overtime.signal.aborted).toBe(true);
});

test("an answer that keeps arriving has no end, one that stands still has", () => {
  const { overtime, callEnds } = anAttempt();
  callEnds();
  expect(overtime.signal.aborted).toBe(true);

  const slow = anAttempt();
  for (let characters = 1; characters <= 120; characters += 1) {
    slow.overtime.hear({ begun: true, characters });
    if (characters === 15) slow.callEnds();
    vi.advanceTimersByTime(PATIENCE_MS - 1000);
    expect(slow.overtime.signal.aborted).toBe(false);
  }
  slow.overtime.hear({ begun: true, characters: 120 });
  vi.advanceTimersByTime(1000);
  expect(slow.overtime.signal.aborted).toBe(true);
});

test("what is far longer than it may be is no answer", () => {
  const { overtime, callEnds } = anAttempt(10);
  overtime.hear({ begun: true, characters: 1000 });
  vi.advanceTimersByTime(1000);
  callEnds();
  expect(overtime.signal.aborted).toBe(true);
});

test("nothing is left behind by an attempt that has ended", () => {
  const { overtime, callEnds } = anAttempt();
  overtime.hear({ begun: true, characters: 1 });
  callEnds();
  overtime.stop();
  expect(vi.getTimerCount()).toBe(0);
});
