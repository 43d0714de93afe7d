import { expect, test } from "vitest";

import { sizeOfSeed } from "../../src/core/stress.js";

test("sizes grow with the seeds, each for as many of them", () => {
  const loop = { firstSeed: 100, count: 6, sizes: { smallest: 2, largest: 4 } };
  const seeds = [100, 101, 102, 103, 104, 105];

  expect(seeds.map((seed) => sizeOfSeed(seed, loop))).toEqual([2, 2, 3, 3, 4, 4]);
});

test("there is no size where the generator is given none", () => {
  expect(sizeOfSeed(3, { firstSeed: 1, count: 6, sizes: null })).toBeNull();
});
