import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { parseKattisFlags } from "../../src/core/kattis-flags.js";

const plain = {
  caseSensitive: false,
  spaceSensitive: false,
  absoluteTolerance: null,
  relativeTolerance: null,
};

describe("flags of the default validator", () => {
  test.each([
    ["", {}],
    [" \n\t", {}],
    ["case_sensitive", { caseSensitive: true }],
    ["  space_change_sensitive\n", { spaceSensitive: true }],
    ["case_sensitive case_sensitive", { caseSensitive: true }],
    ["float_tolerance 1e-6", { absoluteTolerance: 1e-6, relativeTolerance: 1e-6 }],
    ["float_absolute_tolerance 0.5", { absoluteTolerance: 0.5 }],
    ["float_relative_tolerance .5", { relativeTolerance: 0.5 }],
    ["float_tolerance 0", { absoluteTolerance: 0, relativeTolerance: 0 }],
    ["float_tolerance 1.", { absoluteTolerance: 1, relativeTolerance: 1 }],
    [
      "float_tolerance 1e-4 float_absolute_tolerance 1E-5",
      { absoluteTolerance: 1e-5, relativeTolerance: 1e-4 },
    ],
    [
      "float_absolute_tolerance 1 float_tolerance 2 case_sensitive",
      { caseSensitive: true, absoluteTolerance: 2, relativeTolerance: 2 },
    ],
  ])("%j", (text, flags) => {
    expect(parseKattisFlags(text)).toEqual({ ...plain, ...flags });
  });

  test.each([
    ["case-sensitive", /^"case-sensitive" is no flag of the default validator: it knows case_sen/],
    ["CASE_SENSITIVE", /^"CASE_SENSITIVE" is no flag/],
    ["1e-6", /^"1e-6" is no flag/],
    ["constructor", /^"constructor" is no flag/],
    ["__proto__", /^"__proto__" is no flag/],
    ["case_sensitive 1", /^"1" is no flag/],
    ["float_tolerance", /^float_tolerance needs a number after it$/],
    ["float_tolerance case_sensitive", /"case_sensitive" is none$/],
    [
      "float_tolerance -1",
      /^float_tolerance needs a number that is not negative, and "-1" is none$/,
    ],
    ["float_tolerance nan", /"nan" is none$/],
    ["float_tolerance inf", /"inf" is none$/],
    ["float_tolerance 1e999", /"1e999" is none$/],
    ["float_tolerance 0x1", /"0x1" is none$/],
    ["float_tolerance 1e", /"1e" is none$/],
    ["float_tolerance .", /"\." is none$/],
    ["float_tolerance 1,5", /"1,5" is none$/],
  ])("%j is refused", (text, why) => {
    expect(parseKattisFlags(text)).toEqual({ refused: expect.stringMatching(why) });
  });

  test("are read or refused, whatever they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const read = parseKattisFlags(text);
        expect("refused" in read || "caseSensitive" in read).toBe(true);
      }),
    );
  });
});
