import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compareOutput, type PureComparison } from "../../../src/judge/compare/compare.js";
import { compareValues } from "../../../src/judge/compare/compare-values.js";
import { parseJson } from "../../../src/judge/compare/json-value.js";

const exact = { kind: "exact" } as const;
const lines = { kind: "lines" } as const;
const tokens = { kind: "tokens" } as const;
const unordered = { kind: "unordered-lines" } as const;
const float = (epsilon: number) => ({ kind: "float", epsilon }) as const;

const plainKattis = {
  kind: "kattis",
  caseSensitive: false,
  spaceSensitive: false,
  absoluteTolerance: null,
  relativeTolerance: null,
} as const;

const compareText = (comparison: PureComparison, expected: string, output: string) =>
  compareOutput(comparison, Buffer.from(expected), Buffer.from(output));

type Row = readonly [comparison: PureComparison, expected: string, output: string];

const SAME: readonly Row[] = [
  [exact, "1\n", "1\n"],
  [exact, "", ""],
  [lines, "1\n", "1"],
  [lines, "1 \r\n2\n\n\n", "1\n2"],
  [lines, "", "\n \n"],
  [lines, "\n1", "\n1\n"],
  [tokens, "1 2\n3", "1\n\t2   3\n"],
  [tokens, "", " \n"],
  [float(1e-6), "0.5", "5e-1"],
  [float(1e-6), "1", "1.0000001"],
  [float(1e-6), "1000000", "1000000.9"],
  [float(1e-6), "yes 1", "yes 1.0"],
  [float(0.1), ".5", "+0.55"],
  [float(1e-6), "nan", "nan"],
  [float(0), "2", "2.0"],
  [unordered, "a\nb\n", "b\na"],
  [unordered, "a\na\nb", "a\nb\na\n\n"],
];

const DIFFERENT: readonly (readonly [...Row, note: string])[] = [
  [exact, "1\n", "1", "Only white space differs. The lines are the same but for their ends."],
  [exact, "1", "2", 'Line 1: expected "1", got "2".'],
  [lines, "1", "", "The output is empty."],
  [lines, "1\n2", "1\n3", 'Line 2: expected "2", got "3".'],
  [lines, "1\n2\n3", "1\n2", 'The output ends after line 2; line 3 is expected: "3".'],
  [lines, "1", "1\n2", 'Line 2 is not expected: "2".'],
  [lines, "1 2", "1  2", 'Only white space differs. Line 1: expected "1 2", got "1  2".'],
  [lines, "1", " 1", 'Only white space differs. Line 1: expected "1", got " 1".'],
  [lines, "Yes", "YES", 'Only letter case differs. Line 1: expected "Yes", got "YES".'],
  [
    lines,
    "Yes 1",
    "YES  1",
    'Only white space and letter case differ. Line 1: expected "Yes 1", got "YES  1".',
  ],
  [lines, "\u00e4", "\u00c4", 'Line 1: expected "\u00e4", got "\u00c4".'],
  [lines, "a", "\u0085a", 'Line 1: expected "a", got "\\u0085a".'],
  [lines, "a", "\u202ea", 'Line 1: expected "a", got "\\u202ea".'],
  [exact, "a", "A", 'Only letter case differs. Line 1: expected "a", got "A".'],
  [tokens, "Yes", "yes", 'Only letter case differs. Word 1: expected "Yes", got "yes".'],
  [tokens, "a b", "ab", 'Only white space differs. Word 1: expected "a", got "ab".'],
  [float(0.1), "a 1", "A 1.01", 'Only letter case differs. Word 1: expected "a", got "A".'],
  [float(0.1), "1", "1.2", 'Word 1: expected "1", got "1.2".'],
  [unordered, "a b\nc", "C\na b", 'Only letter case differs. No line of the output is "c".'],
  [unordered, "a b\nc", "c\n\nab", 'Only white space differs. No line of the output is "a b".'],
  [
    { ...plainKattis, spaceSensitive: true },
    "a b",
    "a\tb",
    "Only white space differs. The white space before word 2 is not what is expected.",
  ],
  [
    { ...plainKattis, spaceSensitive: true, absoluteTolerance: 1 },
    "1 2",
    "2  2",
    "Only white space differs. The white space before word 2 is not what is expected.",
  ],
  [
    { ...plainKattis, caseSensitive: true },
    "a",
    "A",
    'Only letter case differs. Word 1: expected "a", got "A".',
  ],
  [lines, "a", "\u001b[31ma", 'Line 1: expected "a", got "\\u001b[31ma".'],
  [lines, "a", "b".repeat(100), `Line 1: expected "a", got "${"b".repeat(57)}...".`],
  [tokens, "1 2", "1 2 3", 'Word 3 is not expected: "3".'],
  [tokens, "1 2 3", "1 2", 'The output ends after word 2; word 3 is expected: "3".'],
  [tokens, "1", "1.0", 'Word 1: expected "1", got "1.0".'],
  [tokens, "1", " ", "The output is empty."],
  [float(1e-6), "0.5", "0.50001", 'Word 1: expected "0.5", got "0.50001".'],
  [float(1e-6), "0", "0.1", 'Word 1: expected "0", got "0.1".'],
  [float(1e-6), "1", "one", 'Word 1: expected "1", got "one".'],
  [float(1e-6), "one", "1", 'Word 1: expected "one", got "1".'],
  [float(1e-6), "1", "nan", 'Word 1: expected "1", got "nan".'],
  [float(1e-6), "1", "inf", 'Word 1: expected "1", got "inf".'],
  [float(1e-6), "1", "0x1", 'Word 1: expected "1", got "0x1".'],
  [float(1), "1e400", "1e500", 'Word 1: expected "1e400", got "1e500".'],
  [float(1e-6), "1 2", "1", 'The output ends after word 1; word 2 is expected: "2".'],
  [unordered, "a\nb", "a\nc", 'No line of the output is "b".'],
  [unordered, "a", "a\nc", 'A line is not expected: "c".'],
  [
    unordered,
    "a\na\nb",
    "a\nb\nb",
    "Some lines stand there more often or less often than expected.",
  ],
];

describe("text output", () => {
  test.each(SAME)("under %o %j accepts %j", (comparison, expected, output) => {
    expect(compareText(comparison, expected, output)).toBeNull();
  });

  test.each(DIFFERENT)("under %o %j does not accept %j", (comparison, expected, output, note) => {
    expect(compareText(comparison, expected, output)).toBe(note);
  });

  const all: readonly PureComparison[] = [
    exact,
    lines,
    tokens,
    unordered,
    float(1e-9),
    plainKattis,
    { ...plainKattis, spaceSensitive: true, caseSensitive: true, relativeTolerance: 0.1 },
  ];
  const anyText = fc.string({ unit: fc.constantFrom("a", "1", ".", " ", "\n", "\r", "-", "e") });

  test("is accepted by every comparison where it is the same, and what exact accepts all do", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const comparison of all) expect(compareText(comparison, text, text)).toBeNull();
      }),
    );
  });

  test("is accepted by tokens wherever lines accept it, and by unordered lines too", () => {
    fc.assert(
      fc.property(anyText, anyText, (expected, output) => {
        fc.pre(compareText(lines, expected, output) === null);
        expect(compareText(tokens, expected, output)).toBeNull();
        expect(compareText(unordered, expected, output)).toBeNull();
      }),
    );
  });

  test("has a note exactly where it is not accepted", () => {
    fc.assert(
      fc.property(anyText, anyText, fc.constantFrom(...all), (expected, output, comparison) => {
        expect(compareText(comparison, expected, output)).not.toBe("");
      }),
    );
  });
});

const values = (comparison: PureComparison, expected: string, output: string) =>
  compareValues(comparison, parseJson(expected), output);

const SAME_VALUES: readonly Row[] = [
  [lines, "[1,2]", "[1, 2]"],
  [lines, '{"a":1,"b":[null]}', '{"b": [null], "a": 1}'],
  [lines, "2", "2.0"],
  [lines, "0.3", "0.30000000000000004"],
  [lines, "12345678901234567890", "12345678901234567890"],
  [lines, "0", "-0"],
  [lines, "NaN", "NaN"],
  [lines, "-Infinity", "-Infinity"],
  [lines, '"\\u0041"', '"A"'],
  [exact, "2", "2.0"],
  [float(0.1), '[1, {"a": 2}]', '[1.05, {"a": 2.1}]'],
  [unordered, "[[1], [2], [1]]", "[[1], [1], [2]]"],
  [tokens, "true", " true\n"],
];

const DIFFERENT_VALUES: readonly Row[] = [
  [lines, "[1,2]", "[2,1]"],
  [lines, "12345678901234567890", "12345678901234567891"],
  [lines, "1", "true"],
  [lines, "1", '"1"'],
  [lines, "null", "0"],
  [lines, "[]", "{}"],
  [lines, "[1]", "[1, 2]"],
  [lines, '{"a": 1}', '{"a": 1, "b": 2}'],
  [lines, '{"a": 1}', '{"b": 1}'],
  [lines, '{"a": null}', "{}"],
  [lines, "0.3", "0.3001"],
  [lines, "Infinity", "1e300"],
  [exact, "0.3", "0.30000000000000004"],
  [float(0.01), "[1]", "[1.1]"],
  [unordered, "[1, 1, 2]", "[1, 2, 2]"],
  [unordered, "[[1, 2]]", "[[2, 1]]"],
  [lines, "1", ""],
  [lines, "1", "1 2"],
  [lines, "1", "[1"],
  [lines, "1", "[".repeat(100_000)],
];

describe("a value", () => {
  test.each(SAME_VALUES)("under %o %s accepts %s", (comparison, expected, output) => {
    expect(values(comparison, expected, output)).toBeNull();
  });

  test.each(DIFFERENT_VALUES)("under %o %s does not accept %s", (comparison, expected, output) => {
    expect(values(comparison, expected, output)).toMatch(/\.$/);
  });

  test("is the same as itself however it is written", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(values(exact, JSON.stringify(value), JSON.stringify(value, null, 2))).toBeNull();
      }),
    );
  });

  test("is told from every other", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
        const [one, other] = [JSON.stringify(left), JSON.stringify(right)];
        fc.pre(one.replaceAll("-0", "0") !== other.replaceAll("-0", "0"));
        const sorted = (text: string) => text.split("").toSorted().join("");
        fc.pre(sorted(one) !== sorted(other)); // The same members in another order are the same object.
        expect(values(exact, one, other)).not.toBeNull();
      }),
    );
  });

  test("may be long: a text, a number, a list in another order", () => {
    const text = JSON.stringify(`"\\${"a".repeat(2_000_000)}\n`);
    const items = Array.from({ length: 30_000 }, (_, at) => [at, `${at}`]);
    const digits = "1".repeat(2_000_000);

    expect(values(lines, text, text)).toBeNull();
    expect(values(lines, text, text.slice(0, -1))).toMatch(/^The result cannot be read: /);
    expect(values(lines, digits, `${digits}.0`)).toBeNull();
    expect(values(lines, digits, `${digits.slice(1)}2`)).not.toBeNull();
    expect(values(unordered, JSON.stringify(items), JSON.stringify(items.toReversed()))).toBeNull();
    expect(
      values(
        unordered,
        JSON.stringify([...items, [0.1]]),
        JSON.stringify([[0.1 + 1e-12], ...items.toReversed()]),
      ),
    ).toBeNull();
    expect(
      values(unordered, JSON.stringify([...items, [1], [1]]), JSON.stringify([[1], [2], ...items])),
    ).not.toBeNull();
  });
});

test("a difference is counted from the beginning, however much comes before it", () => {
  const before = "1 2\n".repeat(50_000);

  expect(compareText(lines, `${before}a b`, `${before}a c`)).toBe(
    'Line 50001: expected "a b", got "a c".',
  );
  expect(compareText(tokens, `${before}a b`, `${before}a c`)).toBe(
    'Word 100002: expected "b", got "c".',
  );
  expect(compareText(tokens, `${before}ab`, `${before}a`)).toBe(
    'Word 100001: expected "ab", got "a".',
  );
  expect(compareText(lines, `${before}a`, before)).toBe(
    'The output ends after line 50000; line 50001 is expected: "a".',
  );
  expect(compareText(lines, before, `${before}\n \n`)).toBeNull();
  expect(compareText(tokens, `${before}a b`, before.replaceAll("\n", "\r\n"))).toBe(
    'The output ends after word 100000; word 100001 is expected: "a".',
  );
});
