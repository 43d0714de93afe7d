import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { expect, test } from "vitest";

import type { Problem } from "../../src/core/problem.js";
import { readStatement } from "../../src/statement/read-statement.js";

const FOLDER = path.join(import.meta.dirname, "pastes");
const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".txt"))
  .map((name) => name.slice(0, -".txt".length));

function read(name: string): Problem {
  return readStatement(readFileSync(path.join(FOLDER, `${name}.txt`), "utf8"), "FALLBACK");
}

function expected(name: string): unknown {
  return JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), "utf8"));
}

test("there are pastes of every format", () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(100);
});

test.each(NAMES)("reads %s", (name) => {
  const { title, limits, shape, entry, samples, refused } = read(name);
  const found = samples.map(({ test: { input, expected: output }, lines }) => ({
    lines,
    input,
    expected: output,
  }));
  expect({ title, limits, shape, entry, samples: found, refused }).toEqual(expected(name));
});

test.each(NAMES)("numbers the samples of %s and takes their bytes from the statement", (name) => {
  const { samples, statement, shape } = read(name);
  const lines = statement.split("\n");
  for (const [index, sample] of samples.entries()) {
    expect(sample.test).toMatchObject({
      kind: "data",
      id: `sample/${index + 1}`,
      origin: "sample",
    });
    const [first, last] = sample.lines ?? [0, 0];
    const region = lines.slice(first - 1, last);
    // The JSON of a call is written anew; its digits and letters are still those of the statement.
    const pieces =
      shape === "call"
        ? (sample.test.input.replaceAll("null", "").match(/[a-z]{2,}|\d+/gi) ?? [])
        : `${sample.test.input}${sample.test.expected ?? ""}`.split("\n");
    const isThere = (piece: string): boolean =>
      region.some((line) => line.toLowerCase().includes(piece.toLowerCase()));
    expect(pieces.filter((piece) => !isThere(piece))).toEqual([]);
  }
});
