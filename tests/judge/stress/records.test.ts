import { expect, test } from "vitest";

import { readRecords } from "../../../src/judge/stress/records.js";

const tasks = [5, 6, 7].map((seed) => ({ seed, words: [] }));
const FIFTH = "made 5 2 3\n12\u00e9\n";

function seedsIn(bytes: Buffer | string): readonly number[] {
  return readRecords(Buffer.from(bytes), tasks).map(({ seed }) => seed);
}

test("records are read one after the other, whatever their texts hold", () => {
  const records = readRecords(
    Buffer.from(`${FIFTH}skipped 6 3 0\nbadmade 7 9 0\nmade 8 1 `),
    tasks,
  );

  expect(records).toEqual([
    { kind: "made", seed: 5, input: "12", expected: "\u00e9\n" },
    { kind: "skipped", seed: 6, reason: "bad" },
    { kind: "made", seed: 7, input: "made 8 1 ", expected: "" },
  ]);
});

test.each([
  ["nothing", ""],
  ["no line", "made 6 1 1"],
  ["a seed that is not due", "made 7 1 1\nab"],
  ["a seed that was there", FIFTH],
  ["less than was announced", "made 6 2 2\nabc"],
  ["a length that is none", "made 6 -1 1\nabc"],
  ["another kind", "solved 6 1 1\nab"],
])("what follows is left out after %s", (_what, text) => {
  expect(seedsIn(`${FIFTH}${text}`)).toEqual([5]);
});

test("what is not text is no input", () => {
  const [record] = readRecords(Buffer.from("made 5 1 1\n\xffa", "latin1"), tasks);

  expect(record).toMatchObject({ kind: "skipped", seed: 5 });
});
