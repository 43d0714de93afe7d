import { describe, expect, test } from "vitest";

import type { Sample } from "../../src/core/problem.js";
import { readStatement } from "../../src/statement/read-statement.js";
import {
  numberedRefusals,
  sampleLinesSchema,
  samplesFromLines,
  withSamples,
} from "../../src/statement/sample-lines.js";

const RUN_TOGETHER = `Demolition

Print the answer.

Sample Input 1\tSample Output 1
2
1 10
33
4
1

Sample Input 2\tSample Output 2
7
8
`;

const STICKY = `Stones

Print the answer.

Sample Input 1
4
2 1 3 5
Sample Output 1
2
Choose stones 1 and 2.

Sample Input 2
1
9
Sample Output 2
0
`;

function point(
  statement: string,
  ...tests: readonly unknown[]
): ReturnType<typeof samplesFromLines> {
  return samplesFromLines(readStatement(statement, "none"), { tests });
}

describe("numberedRefusals", () => {
  test("shows the doubtful lines with their numbers, and nothing else", () => {
    expect(numberedRefusals(readStatement(STICKY, "none"))).toBe(
      [
        "Lines 5 to 10. The output holds a line that reads like a sentence.",
        " 5| Sample Input 1",
        " 6| 4",
        " 7| 2 1 3 5",
        " 8| Sample Output 1",
        " 9| 2",
        "10| Choose stones 1 and 2.",
      ].join("\n"),
    );
  });

  test("is empty when nothing was refused", () => {
    expect(numberedRefusals(readStatement("Sum\n\n[1] -> 1\n", "none"))).toBe("");
  });

  test.each([
    ["a contradiction", "Sample Input\n1\nSample Output\n2\nSample Input\n1\nSample Output\n3\n"],
    ["a dialogue", "This is an interactive problem.\n\nSample Input\n1\nSample Output\n2\n"],
    ["a call without one result", "Return k.\n\nInput: nums = [1]\nOutput: 1, nums = [1]\n"],
  ])("leaves out what pointing cannot mend: %s", (_, text) => {
    const problem = readStatement(`Sum\n\n${text}`, "none");
    expect(problem.refused.length).toBeGreaterThan(0);
    expect(numberedRefusals(problem)).toBe("");
  });
});

describe("samplesFromLines", () => {
  test("takes the bytes of the lines that were pointed at", () => {
    const { samples, refused } = point(RUN_TOGETHER, { input: [6, 8], output: [9, 10] });
    expect(refused).toEqual([]);
    expect(samples).toEqual([
      {
        test: {
          kind: "data",
          id: "sample/2",
          origin: "sample",
          input: "2\n1 10\n33\n",
          expected: "4\n1\n",
        },
        lines: [6, 10],
      },
    ]);
  });

  test("leaves an explanation out when it was not pointed at", () => {
    const { samples, refused } = point(STICKY, { input: [6, 7], output: [9, 9] });
    expect(refused).toEqual([]);
    expect(samples.map(({ test: { input, expected } }) => [input, expected])).toEqual([
      ["4\n2 1 3 5\n", "2\n"],
    ]);
  });

  test("reads a value beside its heading", () => {
    const statement = "Sum\n\nPrint it.\n\nInput: 3 4\nOutput: 7\nBecause 3 and 4 make 7.\n";
    const { samples } = point(statement, { input: [5, 5], output: [6, 6] });
    expect(samples.map(({ test: { input, expected } }) => [input, expected])).toEqual([
      ["3 4\n", "7\n"],
    ]);
  });

  test.each([
    [
      "a sentence",
      STICKY,
      { input: [6, 7], output: [9, 10] },
      "The output holds a line that reads like a sentence.",
    ],
    [
      "lines in the wrong order",
      RUN_TOGETHER,
      { input: [9, 10], output: [6, 8] },
      "The lines of the input must come before those of the output.",
    ],
    [
      "a range that runs backwards",
      RUN_TOGETHER,
      { input: [8, 6], output: [9, 10] },
      "The lines of the input must come before those of the output.",
    ],
    [
      "input and output that overlap",
      RUN_TOGETHER,
      { input: [6, 9], output: [9, 10] },
      "The lines of the input must come before those of the output.",
    ],
    [
      "lines beyond the end",
      RUN_TOGETHER,
      { input: [6, 8], output: [9, 99] },
      "The statement has only 15 lines.",
    ],
    [
      "lines of prose",
      RUN_TOGETHER,
      { input: [1, 1], output: [3, 3] },
      "The lines do not stand in one doubtful part of the statement.",
    ],
    [
      "lines of a sample that was read",
      STICKY,
      { input: [13, 14], output: [16, 16] },
      "The lines do not stand in one doubtful part of the statement.",
    ],
    [
      "lines of two parts",
      STICKY,
      { input: [6, 7], output: [16, 16] },
      "The lines do not stand in one doubtful part of the statement.",
    ],
    ["a heading", STICKY, { input: [5, 7], output: [9, 9] }, "Line 5 is a heading, not data."],
    [
      "an input that leaves a line out",
      RUN_TOGETHER,
      { input: [7, 8], output: [9, 10] },
      "Line 6 beside them looks like data, too.",
    ],
    [
      "an output that leaves a line out",
      RUN_TOGETHER,
      { input: [6, 8], output: [9, 9] },
      "Line 10 beside them looks like data, too.",
    ],
    [
      "a line between both",
      RUN_TOGETHER,
      { input: [6, 7], output: [9, 10] },
      "Line 8 beside them looks like data, too.",
    ],
  ])("refuses %s", (_, statement, pointed, why) => {
    const { samples, refused } = point(statement, pointed);
    expect(samples).toEqual([]);
    expect(refused.map((block) => block.why)).toEqual([why]);
  });

  test("refuses an empty line", () => {
    const statement = "Sum\n\nSample Input\n```\n\n```\nSample Output\n```\n3\n```\n";
    const { samples, refused } = point(statement, { input: [5, 5], output: [9, 9] });
    expect(samples).toEqual([]);
    expect(refused.map(({ why }) => why)).toEqual(["The input is empty."]);
  });

  test("refuses both of two tests that share a line", () => {
    const { samples, refused } = point(
      RUN_TOGETHER,
      { input: [6, 8], output: [9, 10] },
      { input: [6, 9], output: [10, 10] },
    );
    expect(samples).toEqual([]);
    expect(refused.map(({ why }) => why)).toEqual([
      "Two tests share a line.",
      "Two tests share a line.",
    ]);
  });

  test("refuses what contradicts a sample that was read", () => {
    const statement = STICKY.replace("4\n2 1 3 5", "1\n9");
    const { samples, refused } = point(statement, { input: [6, 7], output: [9, 9] });
    expect(samples).toEqual([]);
    expect(refused.map(({ why }) => why)).toEqual([
      "The samples on lines 6 to 9 and lines 13 to 16 have the same input and different outputs.",
    ]);
  });

  test("refuses text beside samples that are calls", () => {
    const statement =
      "Return it.\n\nInput: nums = [1], k = 2\nOutput: 3\n\nSample Input\n4\nSample Output\n2\nTake 2 and 2.\n";
    const { samples, refused } = point(statement, { input: [7, 7], output: [9, 9] });
    expect(samples).toEqual([]);
    expect(refused).toHaveLength(1);
  });

  test.each([
    ["nothing", undefined],
    ["text", "lines 3 to 5"],
    ["another form", { tests: [{ input: "1 2", output: "3" }] }],
    ["one number", { tests: [{ input: [1], output: [2] }] }],
    ["line 0", { tests: [{ input: [0, 1], output: [2, 2] }] }],
    ["half a line", { tests: [{ input: [1.5, 2], output: [3, 3] }] }],
  ])("says that a reply of %s cannot be read", (_, reply) => {
    expect(() => samplesFromLines(readStatement(STICKY, "none"), reply)).toThrow(
      expect.objectContaining({ kind: "unreadable_reply" }),
    );
  });

  test("an answer without tests is an answer", () => {
    expect(sampleLinesSchema.parse({ tests: [] })).toEqual({ tests: [] });
    expect(point(STICKY)).toEqual({ samples: [], refused: [] });
  });
});

describe("withSamples", () => {
  test("puts samples in the order of the statement, numbers them anew and clears what was mended", () => {
    const problem = readStatement(STICKY, "none");
    const { samples } = point(STICKY, { input: [6, 7], output: [9, 9] });
    const fromFile: Sample = {
      test: { kind: "data", id: "sample/9", origin: "sample", input: "5\n", expected: "6\n" },
      lines: null,
    };
    const whole = withSamples(problem, [fromFile, ...samples]);
    expect(whole.samples.map(({ test: { id }, lines }) => [id, lines])).toEqual([
      ["sample/1", [6, 9]],
      ["sample/2", [13, 16]],
      ["sample/3", null],
    ]);
    expect(whole.refused).toEqual([]);
    expect(whole.shape).toBe("stdio");
  });

  test("keeps the refusals that nothing mended", () => {
    const problem = readStatement(`${RUN_TOGETHER}\n${STICKY}`, "none");
    const { samples } = samplesFromLines(problem, {
      tests: [{ input: [6, 8], output: [9, 10] }],
    });
    expect(withSamples(problem, samples).refused).toHaveLength(problem.refused.length - 1);
  });
});
