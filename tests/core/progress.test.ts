import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { RunEvent } from "../../src/core/events.js";
import { mayStartFresh, noProgress, roundsAllowed } from "../../src/core/progress.js";
import { stateOf } from "../../src/core/run-state.js";
import { judged, result, round, wrote } from "./run-maker.js";

const CASES = 4;

/** A version that passes so many cases. */
const measured = (version: number, passed: number): readonly RunEvent[] => [
  wrote(version),
  judged(
    version,
    Array.from({ length: CASES }, (_, at) => result(`s/${at}`, at < passed ? "AC" : "WA")),
  ),
];
const turn = (number: number, passed: number): readonly RunEvent[] => [
  round(number),
  ...measured(number + 1, passed),
];
const fresh: RunEvent = { type: "fresh.started", key: "fresh", at: "", why: "no progress" };

const anyPassed = fc.integer({ min: 0, max: CASES });
const anyRounds = fc.array(anyPassed, { maxLength: 5 });

describe("progress after a fresh start", () => {
  test("counts anew: what was before does not matter", () => {
    fc.assert(
      fc.property(anyRounds, anyPassed, anyRounds, (before, start, after) => {
        const old = before.flatMap((passed, at) => turn(at + 1, passed));
        const rounds = (from: number) => after.flatMap((passed, at) => turn(from + at, passed));
        const whole = stateOf([
          ...measured(1, 0),
          ...old,
          fresh,
          ...measured(20, start),
          ...rounds(20),
        ]);
        const alone = stateOf([...measured(20, start), ...rounds(20)]);

        expect(noProgress(whole)).toBe(noProgress(alone));
      }),
      { numRuns: 200 },
    );
  });

  test("is had by nobody twice, and needs a round that is left", () => {
    const stalled = [...measured(1, 2), ...turn(1, 0), ...turn(2, 0)];
    const again = [...stalled, fresh, ...measured(9, 2), ...turn(9, 0), ...turn(10, 0)];

    expect(mayStartFresh(stateOf(stalled), 3)).toBe(true);
    expect(mayStartFresh(stateOf(stalled), 0)).toBe(false);
    expect(noProgress(stateOf(again))).toBe(true);
    expect(mayStartFresh(stateOf(again), 1)).toBe(false);
  });

  test("brings no round more than a run may have", () => {
    const state = stateOf([...measured(1, 2), ...turn(1, 0), ...turn(2, 0), fresh]);

    expect(roundsAllowed(state, 5)).toBe(3);
  });
});

test("the same journal gives the same decision, and a round that passes more is always progress", () => {
  fc.assert(
    fc.property(anyRounds, (rounds) => {
      const events = [...measured(1, 0), ...rounds.flatMap((passed, at) => turn(at + 1, passed))];
      const best = Math.max(0, ...rounds.slice(0, -1));
      const last = rounds.at(-1) ?? 0;

      expect(noProgress(stateOf(events))).toBe(noProgress(stateOf(events)));
      expect(last > best && noProgress(stateOf(events))).toBe(false);
    }),
    { numRuns: 200 },
  );
});
