import { expect, test } from "vitest";

import { growthText } from "../../src/agents/growth-text.js";
import type { Growth } from "../../src/core/growth.js";

const measured: Growth = {
  points: [{ size: 200_000, inputLength: 9, cpuMs: 700, memoryKb: 9000 }],
  fit: { exponent: 1.02, low: 0.9, high: 1.1, fits: ["n log n", "n"], words: "" },
  largest: { size: 200_000, from: "measured", cpuMs: 700, memoryKb: 9000 },
  failure: null,
  verdict: "within",
  timeLimitMs: 1000,
  memoryLimitMb: 256,
  note: "",
};

test.each<readonly [string, Partial<Growth>, string]>([
  [
    "inside",
    {},
    "it grows like n log n; at the largest legal size (200000) it stays inside the limits, with more than half of the time limit.",
  ],
  [
    "too slow",
    {
      verdict: "exceeds",
      failure: { size: 6452, seed: 2, inputLength: 9, verdict: "TLE", note: "It took 1024 ms." },
    },
    "it grows like n log n; at the largest legal size (200000) it exceeds the time limit of 1000 ms, first at about 6500.",
  ],
  [
    "unknown",
    { largest: null, fit: null, verdict: "unknown" },
    "size: whether the largest legal size is inside the limits is not known.",
  ],
])("a program that is %s", (_name, change, sentence) => {
  expect(growthText({ version: 2, growth: { ...measured, ...change } })).toContain(sentence);
});

test("measured again, the words are the same though the figures differ", () => {
  const largest = { size: 200_000, from: "measured", cpuMs: 655.3, memoryKb: 9120 } as const;
  const fit = { exponent: 1.07, low: 1, high: 1.2, fits: ["n log n"] as const, words: "other" };

  expect(growthText({ version: 2, growth: { ...measured, largest, fit } })).toBe(
    growthText({ version: 2, growth: measured }),
  );
});

test("what a crash says is data, without the measures in it", () => {
  const failure = {
    size: 10,
    seed: 1,
    inputLength: 2,
    verdict: "RE",
    note: "Exit code 1 after 12 ms.",
  } as const;
  const text = growthText({ version: 1, growth: { ...measured, verdict: "exceeds", failure } });

  expect(text).toContain("does not end in good order, first at about 10");
  expect(text).toContain("how it ends");
  expect(text).not.toContain("12 ms");
});
