import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Duel } from "../../src/core/duel.js";
import {
  type DuelTurn,
  decideDuel,
  type Measured,
  ratioOfTurns,
  speedVerdict,
} from "../../src/core/duel-verdict.js";
import type { Growth } from "../../src/core/growth.js";
import { EMPTY_RUN, reduce } from "../../src/core/run-state.js";
import { scorecardOf } from "../../src/core/scorecard.js";
import { judged, result, wrote } from "./run-maker.js";

/** Turns of two programs whose times scatter by up to a part of them. */
function turnsOf(ratio: number, scatter: readonly (readonly [number, number])[]): DuelTurn[] {
  return scatter.map(([parent, child]) => ({
    parentCpuMs: 200 * (1 + parent),
    childCpuMs: 200 * ratio * (1 + child),
  }));
}

const noise = (share: number) => fc.double({ min: -share, max: share, noNaN: true });
const scatter = (share: number) =>
  fc.array(fc.tuple(noise(share), noise(share)), { minLength: 3, maxLength: 15 });

describe("which of two versions is faster", () => {
  test("noise of 4 % of either makes no difference", () => {
    fc.assert(
      fc.property(scatter(0.04), (noises) => {
        expect(speedVerdict(turnsOf(1, noises))).toBe("level");
      }),
    );
  });

  test.each([
    [0.7, "faster"],
    [1.45, "slower"],
  ] as const)("a ratio of %d is %s through noise of 10 %", (ratio, verdict) => {
    fc.assert(
      fc.property(scatter(0.05), (noises) => {
        expect(speedVerdict(turnsOf(ratio, noises))).toBe(verdict);
      }),
    );
  });

  test("one turn that a busy machine slowed down decides nothing", () => {
    const turns = turnsOf(1, [...Array.from({ length: 8 }, () => [0, 0] as const), [0, 1]]);

    expect(speedVerdict(turns)).toBe("level");
    expect(ratioOfTurns(turns)?.high).toBe(1);
  });

  test("some milliseconds of a start are level, whatever their ratio", () => {
    const turns = Array.from({ length: 9 }, () => ({ parentCpuMs: 12, childCpuMs: 18 }));

    expect(speedVerdict(turns)).toBe("level");
  });

  test("without a turn there is no ratio", () => {
    expect(ratioOfTurns([])).toBeNull();
    expect(speedVerdict([])).toBe("level");
  });
});

describe("which version goes on", () => {
  const card = (memoryKb: number) => {
    const cases = [{ ...result("sample/1", "AC"), memoryKb }];
    const state = [wrote(1), judged(1, cases)].reduce(reduce, EMPTY_RUN);
    const [version] = state.versions;
    if (version === undefined) throw new Error("there is a version");
    return scorecardOf(state, version);
  };
  const growth = (change: Partial<Growth>): Growth => ({
    points: [],
    fit: null,
    largest: null,
    failure: null,
    verdict: "within",
    timeLimitMs: 1000,
    memoryLimitMb: 256,
    note: "n",
    ...change,
  });
  const plain: Measured = { card: card(9000), growth: null };
  const duel = (verdict: Duel["verdict"], accepted: Duel["accepted"] = null): Duel => ({
    parent: 1,
    child: 2,
    points: [],
    ratio: null,
    verdict,
    accepted,
    note: `They are ${verdict}.`,
  });
  const fit = (low: number, high: number) => ({
    exponent: (low + high) / 2,
    low,
    high,
    fits: [],
    words: `~ n^${low}`,
  });

  test.each<readonly [string, Duel, Measured, Measured, boolean]>([
    ["faster", duel("faster"), plain, plain, true],
    ["slower", duel("slower"), plain, plain, false],
    ["level and nothing worse", duel("level"), plain, plain, true],
    ["level, needing more memory", duel("level"), plain, { ...plain, card: card(90_000) }, false],
    [
      "level, its growth not known to be inside",
      duel("level"),
      { ...plain, growth: growth({}) },
      { ...plain, growth: growth({ verdict: "unknown" }) },
      false,
    ],
    [
      "level, growing faster",
      duel("level"),
      { ...plain, growth: growth({ fit: fit(0.9, 1.1) }) },
      { ...plain, growth: growth({ fit: fit(1.8, 2.1) }) },
      false,
    ],
    ["different, nobody knows", duel("differs"), plain, plain, false],
    ["different, its parent is right", duel("differs", "parent"), plain, plain, false],
    ["different and right", duel("differs", "child"), plain, plain, true],
  ])("a child that is %s", (_name, fought, parent, child, keepsChild) => {
    const decided = decideDuel(fought, parent, child);

    expect(decided.keepsChild).toBe(keepsChild);
    expect(decided.why).toContain(fought.note);
  });
});
