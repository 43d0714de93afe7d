import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { GROWTH_CLASSES, type GrowthClass } from "../../src/core/growth.js";
import { fitGrowth, growthWord, predict } from "../../src/core/growth-fit.js";

const FORMS: Readonly<Record<GrowthClass, (size: number) => number>> = {
  "1": () => 0,
  "log n": (size) => Math.log2(size + 1),
  n: (size) => size,
  "n log n": (size) => size * Math.log2(size + 1),
  "n^2": (size) => size ** 2,
  "n^3": (size) => size ** 3,
  "2^n": (size) => 2 ** size,
};

/** Kinds whose exponent is the same. */
const SAME_EXPONENT: readonly (readonly GrowthClass[])[] = [
  ["1", "log n"],
  ["n", "n log n"],
  ["n^2"],
  ["n^3"],
  ["2^n"],
];

const LARGEST: Readonly<Record<GrowthClass, number>> = {
  "1": 200_000,
  "log n": 200_000,
  n: 200_000,
  "n log n": 200_000,
  "n^2": 5000,
  "n^3": 400,
  "2^n": 24,
};

function sizesFor(kind: GrowthClass): readonly number[] {
  const largest = LARGEST[kind];
  if (kind === "2^n") return [1, 2, 4, 8, ...[8, 6, 5, 4, 3, 2, 1, 0].map((less) => 24 - less)];
  const halved = Array.from({ length: Math.floor(Math.log2(largest)) + 1 }, (_, step) =>
    Math.floor(largest / 2 ** step),
  );
  return [...halved, ...[0.85, 0.75, 0.6, 0.35].map((part) => Math.floor(part * largest))];
}

/** Normally distributed numbers, the same for the same seed. */
function noiseOf(seed: number): () => number {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
}

interface Made {
  readonly kind: GrowthClass;
  readonly seed: number;
  readonly mostMs: number;
}

/** Times with a start of 20 ms and noise of 5 % and half a millisecond. */
function pointsOf({ kind, seed, mostMs }: Made) {
  const noise = noiseOf(seed);
  const form = FORMS[kind];
  const slope = kind === "1" ? 0 : (mostMs - 20) / form(LARGEST[kind]);
  return sizesFor(kind).map((size) => {
    const exact = 20 + slope * form(size);
    return { size, cpuMs: Math.max(0.1, exact * (1 + 0.05 * noise()) + 0.5 * noise()) };
  });
}

function exponentGroup(kind: GrowthClass | undefined): readonly GrowthClass[] {
  return SAME_EXPONENT.find((kinds) => kind !== undefined && kinds.includes(kind)) ?? [];
}

describe("how times grow with sizes", () => {
  test.each(GROWTH_CLASSES.flatMap((kind) => [200, 1000].map((mostMs) => ({ kind, mostMs }))))(
    "$kind up to $mostMs ms is told from the others in 95 % of noisy measurements",
    (made) => {
      const seeds = Array.from({ length: 40 }, (_, index) => 7919 * (index + 1));
      const right = seeds.filter((seed) => {
        const fit = fitGrowth(pointsOf({ ...made, seed }));
        const isNear = exponentGroup(made.kind).includes(fit?.fits[0] ?? "n");
        return fit !== null && isNear && fit.fits.includes(made.kind);
      });

      expect(right.length).toBeGreaterThanOrEqual(38);
    },
  );

  test("the interval holds the exponent, and the words name what fits", () => {
    const fit = fitGrowth(pointsOf({ kind: "n^2", seed: 1, mostMs: 1000 }));

    expect(fit?.low).toBeLessThanOrEqual(2);
    expect(fit?.high).toBeGreaterThanOrEqual(2);
    expect(fit?.words).toMatch(/^~ n\^(?:1\.9\d|2\.0\d), n\^2 fits$/);
  });

  test("a power between the kinds has an exponent and no kind", () => {
    const points = sizesFor("n").map((size) => ({ size, cpuMs: 20 + 1e-5 * size ** 1.5 }));
    const fit = fitGrowth(points);

    expect(fit?.exponent).toBeCloseTo(1.5, 1);
    expect(fit?.fits).toEqual([]);
    expect(fit === null ? null : growthWord(fit)).toBe("n^1.5");
  });

  test("what hardly stands out from the start of a process says nothing", () => {
    const points = sizesFor("n").map((size) => ({ size, cpuMs: 20 + (12 * size) / 200_000 }));

    expect(fitGrowth(points)).toBeNull();
    expect(predict(points, 1e6)).toBeNull();
  });

  test("a level line over a narrow range says nothing, over a wide one that there is no growth", () => {
    const level = (sizes: readonly number[]) => sizes.map((size) => ({ size, cpuMs: 20 }));

    expect(fitGrowth(level([10, 11, 12, 13, 14]))).toBeNull();
    expect(fitGrowth(level([10, 100, 1000, 10_000]))).toMatchObject({
      exponent: 0,
      fits: ["1", "log n"],
    });
  });
});

describe("what is foretold", () => {
  test.each(["1", "log n", "n", "n^2"] as const)("twice the size, growing like %s", (kind) => {
    const seeds = Array.from({ length: 20 }, (_, index) => 104_729 * (index + 1));
    const held = seeds.filter((seed) => {
      const size = 2 * LARGEST[kind];
      const slope = kind === "1" ? 0 : 980 / FORMS[kind](LARGEST[kind]);
      const exact = 20 + slope * FORMS[kind](size);
      const found = predict(pointsOf({ kind, seed, mostMs: 1000 }), size);
      return found !== null && found.low <= exact && exact <= found.high;
    });

    expect(held.length).toBeGreaterThanOrEqual(18);
  });

  test("its ends hold what is likeliest, whatever the points are", () => {
    const point = fc.record({
      size: fc.integer({ min: 1, max: 1e6 }),
      cpuMs: fc.double({ min: 1, max: 5000, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 4, maxLength: 12 }), (points) => {
        const found = predict(points, 2e6);
        const fit = fitGrowth(points);
        expect(found === null).toBe(fit === null);
        if (found === null || fit === null) return;
        expect(found.low).toBeLessThanOrEqual(found.cpuMs);
        expect(found.high).toBeGreaterThanOrEqual(found.cpuMs);
        expect(Number.isFinite(found.high)).toBe(true);
        expect(fit.low === null).toBe(fit.exponent === null);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });
});
