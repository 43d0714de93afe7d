import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { literalToJson } from "../../src/statement/literal.js";

describe("literals of Python, JavaScript and JSON", () => {
  test.each([
    ["1", "1"],
    ["-7", "-7"],
    ["+7", "7"],
    ["−7", "-7"],
    ["-0", "0"],
    ["2.50", "2.50"],
    [".5", "0.5"],
    ["1e5", "1e5"],
    ["1E-9", "1e-9"],
    ["1_000_000", "1000000"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
    ["True", "true"],
    ["false", "false"],
    ["None", "null"],
    ["null", "null"],
    ['"a"', '"a"'],
    ["'a'", '"a"'],
    ["“a”", '"a"'],
    [`'say "hi"'`, '"say \\"hi\\""'],
    [`"it's"`, `"it's"`],
    [`'it\\'s'`, `"it's"`],
    ['"a\\tb\\n"', '"a\\tb\\n"'],
    ['"\\x41\\u00e9"', '"Aé"'],
    ['"a, b] -> (c)"', '"a, b] -> (c)"'],
    ["[]", "[]"],
    ["[ ]", "[]"],
    ["[1, [2, [3]], []]", "[1,[2,[3]],[]]"],
    ["[1, 2, ]", "[1,2]"],
    ["()", "[]"],
    ["(1,)", "[1]"],
    ["(1, 2)", "[1,2]"],
    ["(1)", "1"],
    ["{}", "{}"],
    ["{'a': 1, \"b\": [True]}", '{"a":1,"b":[true]}'],
    ["{a: 1, $b: 2}", '{"a":1,"$b":2}'],
    ["[\n  [1],\n  [2]\n]", "[[1],[2]]"],
  ])("reads %s", (source, json) => {
    expect(literalToJson(source)).toBe(json);
  });

  test.each([
    "",
    "x",
    "abc",
    "007",
    "0x1F",
    "10n",
    "5.",
    "1.2.3",
    "nan",
    "inf",
    "undefined",
    "[1 2]",
    "[1,,2]",
    "[,]",
    "[1, 2",
    "[1, 2, ..., 9]",
    "[1, _]",
    "{1, 2}",
    "{1: 2}",
    "{'a': 1, 'a': 2}",
    "'a",
    "'a'b",
    `"a" "b"`,
    '"""a"""',
    "r'a\\d'",
    '"\\d"',
    "1, 2",
    "[1] [2]",
    "constructor",
    `${"[".repeat(500)}${"]".repeat(500)}`,
  ])("does not take %j for a literal", (source) => {
    expect(literalToJson(source)).toBeNull();
  });
});

const WORDS = new Map([
  ["true", "True"],
  ["false", "False"],
  ["null", "None"],
]);

/** A value as Python shows it. */
function asPython(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asPython).join(", ")}]`;
  if (typeof value === "string")
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(
      ([key, item]) => `${asPython(key)}: ${asPython(item)}`,
    );
    return `{${members.join(", ")}}`;
  }
  const json = JSON.stringify(value);
  return WORDS.get(json) ?? json;
}

describe("literals make the round trip", () => {
  test("from JSON, with or without white space", () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ noUnicodeString: false }),
        fc.constantFrom(0, 1, 2),
        (value, space) => {
          const json = literalToJson(JSON.stringify(value, null, space));
          expect(JSON.parse(json ?? "nothing")).toEqual(JSON.parse(JSON.stringify(value)));
        },
      ),
    );
  });

  test("from Python", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = literalToJson(asPython(value));
        expect(JSON.parse(json ?? "nothing")).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test("integers of any length keep their digits", () => {
    fc.assert(
      fc.property(fc.bigInt(), (value) => {
        expect(literalToJson(String(value))).toBe(String(value));
      }),
    );
  });
});
