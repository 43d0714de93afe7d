import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { PipelineError } from "../../src/core/errors.js";
import { normaliseText } from "../../src/statement/normalise-text.js";
import { readStatement } from "../../src/statement/read-statement.js";

describe("what is not plain text is refused in one sentence", () => {
  test.each([
    ["nothing", ""],
    ["blank lines", " \n\t\r\n\u00a0\u200b\ufeff"],
    ["a NUL byte", "Sum\n\0"],
    ["bytes of a picture", "\ufffdPNG\r\n\u001a\n\ufffd\ufffd"],
    ["control characters", "\u0001\u0002 Sum"],
    ["text in another encoding", "\ufffd\ufffd\ufffd\ufffd na\ufffdve"],
  ])("%s", (_, text) => {
    expect(() => readStatement(text, "none")).toThrow(
      expect.objectContaining({ name: "PipelineError", kind: "bad_input" }),
    );
  });

  test("one character that was lost in a long text costs only the block that holds it", () => {
    const text = `${"A long story about sums. ".repeat(20)}\n\nSample Input\nna\ufffdve\n\nSample Output\n1\n`;
    const { samples, refused } = readStatement(text, "none");
    expect(samples).toEqual([]);
    expect(refused.map(({ why }) => why)).toEqual([
      "The input holds characters that cannot be read.",
    ]);
  });
});

describe("the text that everybody reads", () => {
  test.each([
    ["a\r\nb\rc", "a\nb\nc"],
    ["\ufeffa", "a"],
    ["a\u00a0b\u2009c\u202fd", "a b c d"],
    ["a\u200bb\u2060c\u00add", "abcd"],
    ["a\u200db", "ab"],
    ["👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"],
    ["a\u2028b", "a\nb"],
    ["tab\there", "tab\there"],
    [
      "long lone surrogate text \ud800 that goes on for more than fifty characters",
      "long lone surrogate text \ufffd that goes on for more than fifty characters",
    ],
  ])("%j becomes %j", (text, normal) => {
    expect(normaliseText(text)).toBe(normal);
  });

  test("is the same when it is read again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const long = `A text long enough to bear a strange character. ${"Words. ".repeat(60)}${text}`;
        fc.pre(!text.includes("\0"));
        const once = readOrNull(long);
        expect(once === null || readOrNull(once) === once).toBe(true);
      }),
    );
  });
});

function readOrNull(text: string): string | null {
  try {
    return readStatement(text, "none").statement;
  } catch (error) {
    if (error instanceof PipelineError) return null;
    throw error;
  }
}

const PIECES = [
  "Sample Input 1",
  "Sample Output 1",
  "Sample Input 1\tSample Output 1",
  "Input",
  "Output:",
  "Input: nums = [1, 2]",
  "Output: 3",
  "Input: [1] Output: 2",
  "Example 1:",
  "Examples",
  "Note",
  "Explanation: because.",
  "```",
  "---",
  "Copy",
  "1 2 3",
  "[1, 2] -> 3",
  "f(1) => 2",
  ">>> f(1)",
  "| Input | Output |",
  "|---|---|",
  "| 1 | [2] |",
  "STDIN      Function",
  "-----      --------",
  "5          n = 5",
  "A sentence, as people write it.",
  "",
  "",
  "    indented",
  "1\t2",
  "'",
  '"',
  "`1`",
  "**Input:**",
  "<pre>",
  "</pre>",
  "入力例 1",
  "出力例 1",
  "time limit per test1 second",
];

describe("nothing breaks the reader", () => {
  test("any lines of a statement in any order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }), (lines) => {
        const text = `Some task\n${lines.join("\n")}`;
        const { samples, refused, statement, shape } = readStatement(text, "none");
        const count = statement.split("\n").length;
        for (const place of [
          ...samples.map((sample) => sample.lines),
          ...refused.map((block) => block.lines),
        ]) {
          const [first, last] = place ?? [0, 0];
          expect(first).toBeGreaterThanOrEqual(1);
          expect(last).toBeGreaterThanOrEqual(first);
          expect(last).toBeLessThanOrEqual(count);
        }
        expect(samples.length === 0 || shape !== null).toBe(true);
        for (const { test: sample } of samples) {
          expect(sample.input.trim()).not.toBe("");
          expect(sample.expected?.trim()).not.toBe("");
          if (shape === "call") JSON.parse(`[${sample.input},${sample.expected ?? ""}]`);
        }
      }),
      { numRuns: 600 },
    );
  });

  test("any characters at all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (left, right) => {
        for (const text of [left, `${left} -> ${right}`, `Input: ${left}\nOutput: ${right}`]) {
          expect(() => readOrNull(text)).not.toThrow();
        }
      }),
      { numRuns: 400 },
    );
  });

  const size = 1_000_000;
  const fill = (piece: string): string => piece.repeat(Math.ceil(size / piece.length));
  test.each([
    ["opening brackets", fill("[")],
    ["a deep call", `f(${fill("(")}) -> 1`],
    ["a string that never ends", `f("${fill("a")} -> 1`],
    ["escaped quotes", `\`f(\` ${fill('\\"')} -> 1`],
    ["digits", `[${fill("1")}x] -> 1`],
    ["blanks before a letter", `Input:${fill(" ")}x`],
    ["blanks after a colon", `a:${fill(" ")}x\n[1] -> 1`],
    ["blanks inside a line of data", `Sample Input\n1${fill(" ")}2\nSample Output\n1\n`],
    ["stars", `Output: ${fill("*")}x`],
    ["dashes of a table", `| Input | Output |\n${fill("-")}x\n`],
    ["an unclosed remark", `[1] -> 1 (${fill("a")}`],
    ["many arrows", fill("1 -> ")],
    ["many arguments", `f(${fill("1, ")}1) -> 1`],
    ["words", fill("return the ")],
    ["joiners", fill("\u200d")],
    ["headings on every line", fill("Sample Input\n")],
    ["examples on every line", fill("Example\n")],
    ["pairs on every line", fill("Input: [1] Output: 2\n")],
    ["fences on every line", fill("```\n")],
    ["notes on every line", fill("1\nNote\n\n")],
    ["blank lines", `a${fill("\n")}b`],
    ["numbers on a line each", `Sample Input\n${fill("1\n")}Sample Output\n${fill("2\n")}`],
    ["columns on every line", `Sample Input 1\tSample Output 1\n${fill("1\t2\n")}`],
  ])("a megabyte of %s", (_, text) => {
    const { statement } = readStatement(text, "none");
    expect(statement.length).toBeGreaterThan(0);
  });
});
