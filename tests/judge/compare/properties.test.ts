import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compareOutput, type PureComparison } from "../../../src/judge/compare/compare.js";
import { compareDecimals, isWithin, readDecimal } from "../../../src/judge/compare/decimal.js";

const RUNS = { numRuns: 60 };

const kattis = {
  kind: "kattis",
  caseSensitive: false,
  spaceSensitive: false,
  absoluteTolerance: null,
  relativeTolerance: null,
} as const;

const tolerant = (absoluteTolerance: number | null, relativeTolerance: number | null = null) =>
  ({ ...kattis, absoluteTolerance, relativeTolerance }) as const;

const ALL: readonly PureComparison[] = [
  { kind: "exact" },
  { kind: "lines" },
  { kind: "tokens" },
  { kind: "float", epsilon: 1e-6 },
  { kind: "unordered-lines" },
  kattis,
  tolerant(0.5, 0.1),
  { ...kattis, caseSensitive: true, spaceSensitive: true },
];

const accepts = (comparison: PureComparison, expected: Uint8Array, output: Uint8Array) =>
  compareOutput(comparison, expected, output) === null;
const acceptsText = (comparison: PureComparison, expected: string, output: string) =>
  accepts(comparison, Buffer.from(expected), Buffer.from(output));

const token = fc.string({
  unit: fc.constantFrom(..."abAB01.-eE".split("")),
  minLength: 1,
  maxLength: 5,
});
const space = fc.string({
  unit: fc.constantFrom(..." \n\t\r\v\f".split("")),
  minLength: 1,
  maxLength: 3,
});
/** Bytes among which white space, digits and letters are frequent. */
const bytes = fc
  .uint8Array({ maxLength: 40 })
  .map((raw) =>
    raw.map((byte) => (byte < 128 ? (Buffer.from("a A1.e-\n\t 0")[byte % 11] ?? 0) : byte)),
  );
const decimal = fc
  .tuple(fc.bigInt(-(10n ** 25n), 10n ** 25n), fc.integer({ min: -30, max: 30 }))
  .map(([digits, exponent]) => `${digits}e${exponent}`);

describe("every comparison", () => {
  test("accepts what is the same, whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom(...ALL), (text, comparison) => {
        expect(compareOutput(comparison, text, Buffer.from(text))).toBeNull();
      }),
      RUNS,
    );
  });

  test("says something printable where it does not accept, and never throws", () => {
    fc.assert(
      fc.property(bytes, bytes, fc.constantFrom(...ALL), (expected, output, comparison) => {
        const difference = compareOutput(comparison, expected, output);
        expect(difference ?? "Accepted.").toMatch(/^[A-Z][^\p{Cc}]*\.$/u);
      }),
      RUNS,
    );
  });

  test("accepts what exact accepts, and unordered lines what lines accept", () => {
    fc.assert(
      fc.property(bytes, bytes, (expected, output) => {
        fc.pre(accepts({ kind: "lines" }, expected, output));
        expect(accepts({ kind: "unordered-lines" }, expected, output)).toBe(true);
        expect(accepts({ kind: "tokens" }, expected, output)).toBe(true);
      }),
      { ...RUNS, maxSkipsPerRun: 1000 },
    );
  });
});

describe("comparing word for word", () => {
  test("does not see how much white space there is, unless it is told to", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(token, space, space), { minLength: 1 }),
        space,
        (parts, before) => {
          const left = parts.map(([word, gap]) => word + gap).join("");
          const right = before + parts.map(([word, , gap]) => word + gap).join("");
          for (const comparison of [kattis, tolerant(0.1), { kind: "tokens" } as const]) {
            expect(acceptsText(comparison, left, right)).toBe(true);
          }
          expect(acceptsText({ ...kattis, spaceSensitive: true }, left, right)).toBe(false);
        },
      ),
      RUNS,
    );
  });

  test("refuses where one word is another, is missing or too much", () => {
    fc.assert(
      fc.property(fc.array(token, { minLength: 1 }), token, fc.nat(), (words, other, place) => {
        const at = place % words.length;
        fc.pre(words[at]?.toLowerCase() !== other.toLowerCase());
        const expected = words.join(" ");
        for (const comparison of [kattis, { kind: "tokens" } as const]) {
          expect(acceptsText(comparison, expected, words.with(at, other).join(" "))).toBe(false);
          expect(acceptsText(comparison, expected, words.toSpliced(at, 1).join(" "))).toBe(false);
          expect(acceptsText(comparison, expected, `${expected} ${other}`)).toBe(false);
        }
      }),
      RUNS,
    );
  });

  test("by the rules of Kattis accepts all that is accepted with letter case", () => {
    fc.assert(
      fc.property(bytes, bytes, (expected, output) => {
        const strict = accepts({ kind: "tokens" }, expected, output);
        expect(strict && !accepts(kattis, expected, output)).toBe(false);
        const upper = Buffer.from(
          Buffer.from(expected)
            .toString("latin1")
            .replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()),
          "latin1",
        );
        expect(accepts(kattis, expected, upper)).toBe(true);
      }),
      RUNS,
    );
  });

  test("accepts more the more tolerant it is", () => {
    fc.assert(
      fc.property(
        decimal,
        decimal,
        fc.double({ min: 0, max: 1e30, noNaN: true }),
        (left, right, epsilon) => {
          const strict = acceptsText(tolerant(epsilon), left, right);
          expect(strict && !acceptsText(tolerant(epsilon * 2 + 1), left, right)).toBe(false);
          expect(strict && !acceptsText(tolerant(epsilon, 0.5), left, right)).toBe(false);
        },
      ),
      RUNS,
    );
  });
});

describe("unordered lines", () => {
  const lines = fc.array(token, { minLength: 1, maxLength: 20 });

  test("may stand in any order, each as often", () => {
    fc.assert(
      fc.property(lines, fc.array(fc.nat(), { maxLength: 20 }), (all, keys) => {
        const shuffled = all
          .map((line, at) => ({ line, key: keys[at] ?? 0 }))
          .toSorted((one, other) => one.key - other.key)
          .map(({ line }) => line);
        const comparison = { kind: "unordered-lines" } as const;
        expect(acceptsText(comparison, all.join("\n"), `${shuffled.join("\n")}\n`)).toBe(true);
        expect(acceptsText(comparison, all.join("\n"), [...all, all[0]].join("\n"))).toBe(false);
        expect(acceptsText(comparison, all.join("\n"), all.slice(1).join("\n"))).toBe(false);
      }),
      RUNS,
    );
  });
});

describe("decimal numbers", () => {
  test("lie within an absolute tolerance of each other either way round", () => {
    fc.assert(
      fc.property(
        decimal,
        decimal,
        fc.double({ min: 0, max: 1e40, noNaN: true }),
        (left, right, absolute) => {
          const tolerance = { absolute, relative: null };
          expect(isWithin(left, right, tolerance)).toBe(isWithin(right, left, tolerance));
        },
      ),
      RUNS,
    );
  });

  test("lie within a tolerance exactly where the same sum in fractions of whole numbers does", () => {
    const digits = fc.bigInt(-(10n ** 20n), 10n ** 20n);
    fc.assert(
      fc.property(
        digits,
        fc.bigInt(-20n, 20n),
        fc.integer({ min: 0, max: 20 }),
        (want, off, most) => {
          const size = off < 0n ? -off : off;
          // All as thousandths, and the tolerance as well.
          const [answer, output] = [`${want}e-3`, `${want + off}e-3`];
          const tolerance = { absolute: most / 1000, relative: null };
          expect(isWithin(answer, output, tolerance)).toBe(size <= BigInt(most));
        },
      ),
      RUNS,
    );
  });

  test("are in the order of what they mean, however they are written", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), fc.nat(30), (left, right, zeros) => {
        const one = readDecimal(`${left}${"0".repeat(zeros)}e-${zeros}`);
        const other = readDecimal(`${right}.${"0".repeat(zeros)}`);
        if (one === null || other === null) throw new Error("no numbers");
        expect(Math.sign(compareDecimals(one, other))).toBe(
          left < right ? -1 : Number(left > right),
        );
      }),
      RUNS,
    );
  });

  test("are what C reads as one whole word", () => {
    const word = fc.string({ unit: fc.constantFrom(..."01.+-eE".split("")), maxLength: 6 });
    fc.assert(
      fc.property(word, (text) => {
        const pattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
        expect(readDecimal(text) !== null).toBe(pattern.test(text));
      }),
      { numRuns: 300 },
    );
  });
});

test("long outputs of every hostile kind are decided without a stack or time of their own", () => {
  const long = 2 ** 20;
  const hostile = [
    Buffer.alloc(long, "1"),
    Buffer.concat([Buffer.alloc(long, "1"), Buffer.from("x")]),
    Buffer.concat([Buffer.from("1."), Buffer.alloc(long, "0"), Buffer.from("1")]),
    Buffer.alloc(long, "a "),
    Buffer.alloc(long, " \n"),
    Buffer.alloc(long, 0xff),
    Buffer.concat([Buffer.from("1e"), Buffer.alloc(long, "9")]),
  ];
  for (const comparison of [...ALL, tolerant(1e-6, 1e-6)]) {
    for (const output of hostile)
      expect(accepts(comparison, Buffer.from("1 2"), output)).toBe(false);
  }
});
