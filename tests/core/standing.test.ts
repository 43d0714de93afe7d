import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Scorecard } from "../../src/core/scorecard.js";
import { chooseFinal, compareStandings, standingOf } from "../../src/core/standing.js";

const card: fc.Arbitrary<Scorecard> = fc.record({
  version: fc.nat(20),
  file: fc.constant("solution.py"),
  agent: fc.constant(null),
  parent: fc.constant(null),
  checks: fc.record({
    sample: fc.nat(4).map((passed) => ({ passed, total: 4 })),
    stress: fc.nat(3).map((passed) => ({ passed, total: 3 })),
  }),
  confirmed: fc.record({ critical: fc.nat(3), major: fc.nat(3) }),
  claimed: fc.nat(2),
  unproven: fc.nat(2),
  reviewed: fc.boolean(),
  flaky: fc.constant([]),
  withinLimits: fc.boolean(),
  maxCpuMs: fc.double({ min: 0, max: 5000, noNaN: true }),
  totalCpuMs: fc.double({ min: 0, max: 5000, noNaN: true }),
  busyCpuMs: fc.double({ min: 0, max: 5000, noNaN: true }),
  maxMemoryKb: fc.nat(100_000),
  dropped: fc.boolean(),
});

describe("the order of versions", () => {
  test("the final one is never worse than any other, for any scorecards", () => {
    fc.assert(
      fc.property(fc.array(card, { minLength: 1, maxLength: 7 }), (cards) => {
        const final = chooseFinal(cards);
        if (final === null) throw new Error("there is always a final among some");
        for (const other of cards) {
          expect(compareStandings(standingOf(final), standingOf(other))).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test("it does not depend on the order in which versions are looked at", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(card, { minLength: 1, selector: ({ version }) => version }),
        (cards) => {
          expect(chooseFinal(cards.toReversed())?.version).toBe(chooseFinal(cards)?.version);
        },
      ),
    );
  });

  test("it is an order: transitive and the same both ways", () => {
    fc.assert(
      fc.property(card, card, card, (first, second, third) => {
        const [a, b, c] = [first, second, third].map(standingOf);
        if (a === undefined || b === undefined || c === undefined) throw new Error("three cards");
        expect(Math.sign(compareStandings(a, b))).toBe(-Math.sign(compareStandings(b, a)) + 0);
        const [low, , high] = [a, b, c].toSorted(compareStandings);
        expect(compareStandings(high ?? [], low ?? [])).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  const base: Scorecard = {
    version: 1,
    file: "",
    agent: null,
    parent: null,
    checks: { sample: { passed: 3, total: 3 } },
    confirmed: { critical: 0, major: 0 },
    claimed: 0,
    unproven: 0,
    reviewed: true,
    flaky: [],
    withinLimits: true,
    maxCpuMs: 10,
    totalCpuMs: 30,
    busyCpuMs: 0,
    maxMemoryKb: 9000,
    dropped: false,
  };

  test.each<[string, Partial<Scorecard>, Partial<Scorecard>]>([
    [
      "more anchors beat fewer findings",
      { confirmed: { critical: 1, major: 1 } },
      { checks: { sample: { passed: 2, total: 3 } } },
    ],
    [
      "a critical finding weighs more than major ones",
      { confirmed: { critical: 0, major: 3 } },
      { confirmed: { critical: 1, major: 0 } },
    ],
    ["within limits beats faster", { busyCpuMs: 900 }, { withinLimits: false }],
    ["much faster beats newer", { busyCpuMs: 100 }, { busyCpuMs: 1000, version: 2 }],
    [
      "where there is no anchor, a version that passes its own tests beats one that does not",
      { checks: { own: { passed: 2, total: 2 } } },
      { checks: { own: { passed: 3, total: 4 } }, version: 2 },
    ],
    ["noise does not: the newer one wins", { version: 2, busyCpuMs: 45 }, { busyCpuMs: 0 }],
  ])("%s", (_name, better, worse) => {
    const [left, right] = [
      { ...base, ...better },
      { ...base, ...worse },
    ];

    expect(chooseFinal([right, left])).toBe(left);
  });

  test("there is no final among none", () => {
    expect(chooseFinal([])).toBeNull();
  });
});
