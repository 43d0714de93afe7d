import { array, assert, integer, jsonValue, oneof, property, stringMatching } from "fast-check";
import { describe, expect, test } from "vitest";

import { isSmaller, smallerInputs, tokenCount } from "../../src/core/shrink.js";

/** Follows the first smaller form that a rule allows for as long as there is one. */
function smallest(
  input: string,
  shape: "stdio" | "call",
  fails: (input: string) => boolean,
): string {
  for (const smaller of smallerInputs(input, shape)) {
    if (fails(smaller)) return smallest(smaller, shape, fails);
  }
  return input;
}

const line = array(oneof(integer().map(String), stringMatching(/^[a-c]{1,5}$/)), {
  maxLength: 6,
});
const text = array(line, { minLength: 1, maxLength: 5 }).map((lines) =>
  lines.map((tokens) => `${tokens.join(" ")}\n`).join(""),
);
const json = array(jsonValue({ maxDepth: 2 }), { minLength: 1, maxLength: 3 }).map(
  (value) => `${JSON.stringify(value)}\n`,
);

describe("smaller forms of an input", () => {
  test.each([
    { shape: "stdio", inputs: text },
    { shape: "call", inputs: json },
  ] as const)("are smaller, and there is an end to them ($shape)", ({ shape, inputs }) => {
    assert(
      property(inputs, (input) => {
        const proposed = [...smallerInputs(input, shape)];
        const isFit = (smaller: string): boolean =>
          isSmaller(smaller, input) &&
          !isSmaller(input, smaller) &&
          (shape === "stdio" || Array.isArray(JSON.parse(smaller)));

        expect(proposed.filter((smaller) => !isFit(smaller))).toEqual([]);
        expect(proposed.length).toBeLessThan(20_000);
      }),
      { numRuns: 40 },
    );
  });

  test("lead to an end from everything that is followed", () => {
    assert(
      property(text, (input) => {
        const end = smallest(input, "stdio", () => true);
        expect(tokenCount(end)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 25 },
    );
  });
});

/** Inputs under a rule that says what is legal and fails, and the smallest of them. */
const CASES: readonly {
  readonly what: string;
  readonly shape: "stdio" | "call";
  readonly from: string;
  readonly fails: (input: string) => boolean;
  readonly to: string;
}[] = [
  {
    what: "a list with its count",
    shape: "stdio",
    from: "6\n31 7 -8 55 7 2\n",
    fails: (input) => {
      const [count, ...items] = numbersOf(input);
      return count === items.length && items.some((item) => item < 0);
    },
    to: "1\n-1\n",
  },
  {
    what: "lines with their count",
    shape: "stdio",
    from: "4\n1 2\n9 9\n5 6\n7 8\n",
    fails: (input) => {
      const [count, ...items] = numbersOf(input);
      return (
        items.length === 2 * (count ?? 0) &&
        items.some((item, at) => at % 2 === 0 && item === items[at + 1])
      );
    },
    to: "1\n0 0\n",
  },
  {
    what: "two lists of one length",
    shape: "stdio",
    from: "4\n1 2 3 4\n5 2 7 9\n",
    fails: (input) => {
      const [[count] = [], left = [], right = []] = input.split("\n").map(numbersOf);
      if (left.length !== count || right.length !== count) return false;
      return left.some((item, at) => item === right[at]);
    },
    to: "1\n0\n0\n",
  },
  {
    what: "cases of several lines with their number",
    shape: "stdio",
    from: "3\n2\n4 4\n3\n1 9 2\n1\n5\n",
    fails: (input) => {
      const lines = input.trimEnd().split("\n").map(numbersOf);
      const cases = lines.slice(1).filter((_line, at) => at % 2 === 1);
      const counts = lines.slice(1).filter((_line, at) => at % 2 === 0);
      const isLegal =
        lines[0]?.[0] === cases.length &&
        counts.length === cases.length &&
        cases.every((items, at) => items.length === counts[at]?.[0] && items.length > 0);
      return isLegal && cases.some((items) => items.includes(9));
    },
    to: "1\n1\n9\n",
  },
  {
    what: "a graph whose vertices are numbered",
    shape: "stdio",
    from: "6 3\n1 2\n2 5\n5 6\n",
    fails: (input) => {
      const [[vertices = 0, edges] = [], ...rows] = input.trimEnd().split("\n").map(numbersOf);
      const isLegal =
        rows.length === edges &&
        rows.every((row) => row.length === 2 && row.every((end) => end >= 1 && end <= vertices));
      return isLegal && rows.some(([a = 0, b = 0]) => Math.abs(a - b) >= 1);
    },
    to: "2 1\n1 2\n",
  },
  {
    what: "a grid, row by row and column by column",
    shape: "stdio",
    from: "3 4\n..#.\n.##.\n....\n",
    fails: (input) => {
      const [first = "", ...rows] = input.trimEnd().split("\n");
      const [height, width] = numbersOf(first);
      return (
        rows.length === height &&
        rows.every((row) => row.length === width) &&
        rows.join("").includes("##")
      );
    },
    to: "1 2\n##\n",
  },
  {
    what: "brackets that open and close",
    shape: "stdio",
    from: "(()(()))\n",
    fails: (input) => {
      const word = input.trim();
      let depth = 0;
      for (const letter of word) {
        depth += letter === "(" ? 1 : -1;
        if (depth < 0) return false;
      }
      return depth === 0 && word.includes("((");
    },
    to: "(())\n",
  },
  {
    what: "the arguments of a call",
    shape: "call",
    from: '[4,[7,3,9,3],"abcab"]\n',
    fails: (input) => {
      const found = /^\[(\d+),\[([\d,]+)\],"(\w*b\w*)"\]$/.exec(input.trim());
      const items = (found?.[2] ?? "").split(",").map(Number);
      return items.length === Number(found?.[1]) && items.some((item) => item >= 3);
    },
    to: '[1,[3],"b"]\n',
  },
  {
    what: "decimal numbers",
    shape: "stdio",
    from: "17.3482\n",
    fails: (input) => Number(input) >= 1 && /^\d+(?:\.\d+)?\n$/.test(input),
    to: "1\n",
  },
];

function numbersOf(input: string): readonly number[] {
  return input
    .split(/\s+/)
    .filter((token) => token !== "")
    .map(Number);
}

test.each(CASES)("$what become as small as they can", ({ shape, from, fails, to }) => {
  expect(fails(from)).toBe(true);
  expect(smallest(from, shape, fails)).toBe(to);
});
