import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { stitch } from "../../src/agents/stitch.js";

/** Every line is another one, so that only what is repeated can overlap. */
const PROGRAM = Array.from({ length: 60 }, (_none, line) => {
  const indent = "    ".repeat(line % 4);
  return line % 7 === 6 ? "\n" : `${indent}value_${line} = step(${line * 31}, "${line}")\n`;
}).join("");

const few = fc.string({ unit: fc.constantFrom("a", "b", "\n", " ", "}"), maxLength: 40 });
const any = fc.oneof(few, fc.string({ maxLength: 60 }));
const cuts = fc.nat(PROGRAM.length);

describe("two parts of a text", () => {
  test("the first is kept whole, and of the second only a beginning can go", () => {
    fc.assert(
      fc.property(any, any, (head, tail) => {
        const whole = stitch(head, tail);
        expect(whole.startsWith(head)).toBe(true);
        expect(tail.endsWith(whole.slice(head.length))).toBe(true);
        expect(whole.length).toBeLessThanOrEqual(head.length + tail.length);
      }),
    );
  });

  test("what goes on exactly comes out whole, wherever it was cut", () => {
    for (let cut = 0; cut <= PROGRAM.length; cut += 1) {
      expect(stitch(PROGRAM.slice(0, cut), PROGRAM.slice(cut))).toBe(PROGRAM);
    }
  });

  test("what repeats whole lines before it goes on comes out whole", () => {
    fc.assert(
      fc.property(cuts, fc.integer({ min: 1, max: 30 }), (cut, lines) => {
        const head = PROGRAM.slice(0, cut);
        const from = head.split("\n").slice(0, -lines).join("\n");
        const start = from === "" ? 0 : from.length + 1;
        // Of a line of which no more than its indentation was written nothing can be told.
        fc.pre(/\S/.test(head.slice(start)) && head.length - start >= 4);
        expect(stitch(head, PROGRAM.slice(start))).toBe(PROGRAM);
      }),
    );
  });

  test("what repeats eight letters or more comes out whole, also from the middle of a line", () => {
    fc.assert(
      fc.property(cuts, fc.integer({ min: 8, max: 900 }), (cut, repeated) => {
        const start = Math.max(0, cut - repeated);
        fc.pre((PROGRAM.slice(start, cut).match(/\w/g) ?? []).length >= 8);
        expect(stitch(PROGRAM.slice(0, cut), PROGRAM.slice(start))).toBe(PROGRAM);
      }),
    );
  });

  test.each([
    ["a line break", "a = 1\n", "\nb = 2\n", "a = 1\n\nb = 2\n"],
    ["a brace", "    }\n", "}\n", "    }\n}\n"],
    ["closing brackets", "  });\n", "});\n", "  });\n});\n"],
    ["an indentation", "if x:\n    ", "        y()", "if x:\n            y()"],
    ["a letter", "x = a", "and b", "x = aand b"],
    ["a short word", "    return in", "in_order(x)", "    return inin_order(x)"],
  ])("%s at both sides of the cut is chance", (_, head, tail, whole) => {
    expect(stitch(head, tail)).toBe(whole);
  });

  test.each([
    ["the line that was cut", "def f(x):\n    retu", "    return x\n", "def f(x):\n    return x\n"],
    ["the same without its indentation", "f:\n    retu", "return x\n", "f:\n    return x\n"],
    ["a short line with its indentation", "f:\n  x", "  x = 1\n", "f:\n  x = 1\n"],
    ["the line before the cut", "a = 1\nb = 2\n", "b = 2\nc = 3\n", "a = 1\nb = 2\nc = 3\n"],
    ["a beginning of a marker", "x\n<<<END id", '<<<END id="K7">>>', 'x\n<<<END id="K7">>>'],
    ["all there is", "answer = 42\n", "answer = 42\n", "answer = 42\n"],
  ])("%s is a repetition", (_, head, tail, whole) => {
    expect(stitch(head, tail)).toBe(whole);
  });

  test("of several overlaps the longest counts", () => {
    const head = "step(1)\nelse:\n    done()\nelse:\n    step(2)\nelse:\n";
    const again = "else:\n    step(2)\nelse:\n";
    expect(stitch(head, `${again}    end()\n`)).toBe(`${head}    end()\n`);
  });

  test.each([
    ["rows of a table", `GRID = [\n${"    [0, 0, 0, 0],\n".repeat(6)}]\nprint(GRID)\n`],
    ["a long constant", `MASK = '${"1010".repeat(20)}'\nprint(MASK)\n`],
    ["three lines", `import sys\n${"sys.stdin.readline()\n".repeat(3)}x = 1\n`],
    ["blocks", `${"if read():\n    total += 1\n".repeat(4)}print(total)\n`],
  ])("%s that repeat themselves come out whole when they go on exactly", (_, text) => {
    const wrong = Array.from(text, (_letter, cut) => cut).filter(
      (cut) => stitch(text.slice(0, cut), text.slice(cut)) !== text,
    );
    expect(wrong).toEqual([]);
  });

  test("what stood twice in a row before may do so again", () => {
    const twice = "    total += 1\n    total += 1\n";
    const head = `if a:\n${twice}if b:\n    total += 1\n`;
    expect(stitch(head, "    total += 1\nend()\n")).toBe(`${head}    total += 1\nend()\n`);
  });

  test("closing lines of other depths are no such row", () => {
    const head = "  f(() => {\n  });\n});\ng(() => {\n});\n";
    expect(stitch(head, "});\nend();\n")).toBe(`${head}end();\n`);
  });

  test("what stood elsewhere before is a repetition all the same", () => {
    const head = "if a:\n    total += 1\nif b:\n    total += 1\n";
    expect(stitch(head, "    total += 1\nend()\n")).toBe(`${head}end()\n`);
  });

  test("long texts that nearly overlap everywhere take no time worth speaking of", () => {
    const head = `${"a".repeat(400_000)}b`;
    expect(stitch(head, "a".repeat(400_000))).toHaveLength(800_001);
  });
});
