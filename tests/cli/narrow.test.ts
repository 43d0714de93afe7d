import { describe, expect, test } from "vitest";

import { hung, widthOf } from "../../src/cli/hang.js";
import { PLAIN, type StoryLine } from "../../src/cli/story-line.js";
import { humanLines } from "../../src/cli/story-text.js";

const JUDGED: StoryLine = {
  ...PLAIN,
  mark: "bad",
  who: "solution-improver",
  what: "solution_v2.py",
  size: "+12 -6",
  checks: "samples 2/3, own 14/14, stress 3/4",
  seconds: 125,
  usd: 0.0521,
  details: [
    "samples/3  WA  line 1 is 3, and it should be 4, as the statement says of its third sample",
  ],
};
const SHORT: StoryLine = { ...JUDGED, checks: "samples 2/3", details: [] };
const DROPPED: StoryLine = {
  ...PLAIN,
  mark: "note",
  who: "judge",
  what: "dropped solution_v2.py, goes on with solution_v1.py: it passes fewer samples than the one before",
};

function told(line: StoryLine, columns: number | null): readonly string[] {
  return humanLines(line, { live: true, color: false, unicode: true, columns });
}

describe("the story on a terminal", () => {
  test.each([60, 72, 80, 92, 100])("of %i columns has no line that is wider", (columns) => {
    for (const line of [JUDGED, SHORT, DROPPED]) {
      const lines = told(line, columns);
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
    }
  });

  test("of 80 columns tells a usual step in one line, with its time and price", () => {
    const usual = { ...SHORT, checks: "samples 2/3, own 3/3", seconds: 12.3 };
    expect(told(usual, 80)).toEqual([
      "  ✗ solution-improver solution_v2.py +12 -6   samples 2/3 own 3/3  12.3 s $0.052",
    ]);
  });

  test("of 60 columns leaves the price to the end, and goes on below the file", () => {
    expect(told(SHORT, 60)).toEqual([
      "  ✗ solution-improver solution_v2.py +12 -6        2 min 5 s",
      "                      samples 2/3",
    ]);
  });

  test("without a known width is broken nowhere", () => {
    expect(told(DROPPED, null)).toEqual([`  ! judge                ${DROPPED.what}`]);
    expect(told(JUDGED, null)).toHaveLength(2);
  });
});

describe("a long text", () => {
  test("goes on below its beginning, and keeps a word whole that is wider than the terminal", () => {
    const path = `output/${"x".repeat(40)}.py`;
    expect(hung("Passed   ", `3/3 samples and more of them · ${path} · $0.1`, 36)).toEqual([
      "Passed   3/3 samples and more of",
      "         them ·",
      `         ${path}`,
      "         · $0.1",
    ]);
  });

  test("is not counted by its colours", () => {
    const green = "\u001B[32mPassed\u001B[39m   ";
    expect(hung(green, "a b", 80)).toEqual([`${green}a b`]);
    expect(widthOf(green)).toBe(9);
  });
});
