import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { printable, printableJson } from "../../src/core/printable.js";

const ACTING = /(?![\t\n])[\p{Cc}\u{61c}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]/u;

describe("text that is printed", () => {
  test.each([
    ["plain text", "a b\tc\nd", "a b\tc\nd"],
    ["letters of all scripts", "größer 入力例 🎉 שלום", "größer 入力例 🎉 שלום"],
    ["joined characters", "👩\u200d👩\u200d👧 e\u0301", "👩\u200d👩\u200d👧 e\u0301"],
    ["colours", "\u001b[31mred\u001b[0m", "red"],
    ["colours of 24 bits", "\u001b[38:2::255:0:0mred", "red"],
    ["a cleared screen", "\u001b[2J\u001b[Hx", "x"],
    ["a private mode", "\u001b[?1049hx\u001b[?25l", "x"],
    ["a short sequence", "\u001bcx\u001b7y\u001b(Bz", "xyz"],
    ["a title that ends with BEL", "\u001b]0;owned\u0007x", "x"],
    ["a title that ends with ST", "\u001b]0;owned\u001b\\x", "x"],
    ["a title that ends with ST in one character", "\u001b]0;owned\u009cx", "x"],
    ["the clipboard", "\u001b]52;c;aGk=\u0007x", "x"],
    ["a link", "\u001b]8;;http://x\u0007text\u001b]8;;\u0007", "text"],
    ["a device string", "\u001bP+q544e\u001b\\x", "x"],
    ["a private message and an application command", "\u001b^a\u001b\\x\u001b_b\u001b\\y", "xy"],
    [
      "sequences that begin with one character",
      "\u009b31mred\u009d0;t\u0007x\u0090q\u009cy",
      "redxy",
    ],
    ["a title without end, which must not swallow the rest", "a\u001b]0;b\nc", "a0;b\nc"],
    ["an introducer at the very end", "a\u001b", "a"],
    ["a sequence that is cut off", "a\u001b[31", "a"],
    ["an escape within a sequence", "a\u001b[3\u001b[1mb", "ab"],
    ["carriage returns, backspaces and bells", "a\rb\bc\u0007d\u007fe", "abcde"],
    ["NUL", "a\u0000b", "ab"],
    ["characters that turn the direction", "a\u202eb\u2066c\u2069d\u200fe\u061cf", "abcdef"],
    ["C1", "a\u0085b\u0080c", "abc"],
  ])("%s", (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test("may keep colours, and nothing else", () => {
    const text = "\u001b[31mred\u001b[0m\u001b[2J\u001b]0;t\u0007\u009b31m\r\u202e!";

    expect(printable(text, "colours")).toBe("\u001b[31mred\u001b[0m!");
  });

  test("holds nothing that acts, is the same again, and of harmless text all is left", () => {
    const unit = fc.constantFrom(
      ..."a[]0;m\\P".split(""),
      "\u001b",
      "\u009b",
      "\u009d",
      "\u0007",
      "\r",
      "\n",
      "\t",
      "\u202e",
      "é",
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        const shown = printable(text);
        expect(shown).not.toMatch(ACTING);
        expect(printable(shown)).toBe(shown);
        expect(printable(text.replaceAll(new RegExp(ACTING, "gu"), ""))).toBe(
          text.replaceAll(new RegExp(ACTING, "gu"), ""),
        );
      }),
    );
  });

  test("is made of long hostile text at once", () => {
    const length = 500_000;
    for (const piece of ["\u001b]", "\u001b[", "\u009d", "\u001b]0;a", "\u202e", "\u001bP1"]) {
      expect(printable(piece.repeat(length)).length).toBeLessThanOrEqual(3 * length);
    }
    expect(printable(`\u001b]${"a".repeat(length)}`)).toBe("a".repeat(length));
  });
});

test("JSON means the same with everything that acts escaped", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const json = printableJson(JSON.stringify({ [text]: [text] }));
      expect(json).not.toMatch(ACTING);
      expect(JSON.parse(json)).toEqual({ [text]: [text] });
    }),
  );
});
