import { describe, expect, test } from "vitest";

import { LANGUAGES } from "../../../src/core/language.js";
import type { Program } from "../../../src/core/solution.js";
import { createJudge } from "../../../src/judge/create-judge.js";
import { given, type Judging, never, report, results } from "../judging.js";
import { SOURCES } from "./sources.js";

const CALLED = ["cpp", "java", "rust", "go"] as const;
const { languages } = await createJudge().probe(never);

function program(language: (typeof CALLED)[number], source: string, entry: string): Program {
  const fileName = `solution${LANGUAGES[language].extension}`;
  return { language, fileName, source, shape: "call", entry };
}

const VALUES = [
  ["ints", "[1, -2147483648, 2147483647]"],
  ["small", "-9223372036854775808"],
  ["large", "18446744073709551615"],
  ["fractions", "[0.1, 0.30000000000000004, 1.7976931348623157e308, -2.5e-7, 3]"],
  ["truth", "true"],
  ["letter", '"x"'],
  ["words", String.raw`"é😀 \ud83d\ude00 \u00e9 \"\\\/ \b\f\n\r\t \u0000\u001f"`],
  ["rows", "[[], [1], [2, 3]]"],
  ["members", String.raw`{"é\"": [], "a": [1]}`],
  ["perhaps", "null"],
  ["both", '[7, "seven"]'],
] as const;

/** All values, but for one that is given otherwise. */
function valuesWith(name: string, text: string): string {
  return `[${VALUES.map(([own, usual]) => (own === name ? text : usual)).join(", ")}]`;
}

const MISFITS = [
  ["ints", "[1, 2147483648]"],
  ["ints", "[1.5]"],
  ["ints", '"1"'],
  ["small", "9223372036854775808"],
  ["small", "true"],
  ["fractions", "[null]"],
  ["truth", "1"],
  ["letter", '"xy"'],
  ["words", "[]"],
  ["rows", "[1]"],
  ["members", "[]"],
] as const;

const exact: Judging = { comparison: { kind: "exact" } };

test("of a language that nothing here can call is not the program's fault", async () => {
  const source = "int f(int x) { return x; }";
  const cases = [given("1", "[1]", "1")];
  const inC: Program = { language: "c", fileName: "f.c", source, shape: "call", entry: "f" };

  expect(await results(inC, { cases })).toMatchObject({
    1: { verdict: "JE", note: "Functions in C cannot be called here." },
  });
});

describe.each(CALLED.filter((language) => languages[language] !== null))(
  "a %s function",
  (language) => {
    const { handBack, behave, sortInPlace, nodes } = SOURCES[language];
    const handing = program(language, handBack, "hand_back");
    const behaving = program(language, behave, "behave");

    test("takes and returns values of every kind, exactly", async () => {
      const values = valuesWith("", "");
      const others = [
        ["rows", "[]"],
        ["ints", " [ ]\n"],
        ["words", '""'],
        ["members", "{}"],
        ["perhaps", "-5"],
      ].map(([name = "", text = ""]) => valuesWith(name, text));
      const texts = [values, ...others];
      const cases = texts.map((text, at) => given(String(at), text, text));
      const all = await results(handing, { ...exact, cases });

      expect(texts.map((_, at) => [all[at]?.verdict, all[at]?.note])).toEqual(
        texts.map(() => ["AC", ""]),
      );
    });

    test("says which argument does not fit its type", async () => {
      const cases = MISFITS.map(([name, text], at) =>
        given(String(at), valuesWith(name, text), "0"),
      );
      const all = await results(handing, { cases });
      const said = MISFITS.map((_, at) => `${all[at]?.verdict}: ${all[at]?.note}`);

      expect(said).toEqual(
        MISFITS.map(([name]) => {
          const number = VALUES.findIndex(([other]) => other === name) + 1;
          const word = name === "rows" ? "\\w+" : name;
          return expect.stringMatching(
            new RegExp(
              `^RE: Argument ${number}, ${word}, does not fit the type .+: .+ is needed\\.$`,
            ),
          );
        }),
      );
    });

    test("is called with as many arguments as it takes", async () => {
      const cases = [
        given("fewer", "[[1], 2]", null),
        given("more", valuesWith("both", '[7, ""], 1'), null),
      ];
      const { fewer, more } = await results(handing, { cases });

      expect(fewer?.note).toBe("The function takes 11 arguments, and the case has fewer.");
      expect(more?.note).toBe("The function takes 11 arguments, and the case has more.");
    });

    test("is judged by what it returns, however it behaves", async () => {
      const deeds = ["well", "noise", "throws", "exits", "recurses", "forges"];
      const cases = deeds.map((deed) => given(deed, JSON.stringify([deed]), "42"));
      const { well, noise, throws, exits, recurses, forges } = await results(behaving, {
        cases,
        timeLimitMs: 5000,
        memoryLimitMb: 1024,
      });

      expect(well).toMatchObject({ verdict: "AC", note: "", output: "42" });
      expect(noise).toMatchObject({ verdict: "AC", output: "42", stderr: "noise" });
      expect(throws?.verdict).toBe("RE");
      expect(throws?.stderr).toContain("of its own");
      expect(exits).toMatchObject({
        verdict: "RE",
        note: "It ended before the function returned.",
      });
      expect(recurses?.verdict).toBe("RE");
      expect(forges?.verdict).not.toBe("AC");
    });

    test("that returns nothing is judged by what it changes", async () => {
      const cases = [given("1", '["up", ["b", "c", "a"]]', '["a", "b", "c"]')];
      const changing = program(language, sortInPlace, "sortInPlace");

      expect(await results(changing, { cases })).toMatchObject({ 1: { verdict: "AC", note: "" } });
    });

    test("of types that JSON has no place for is a run-time error in one sentence", async () => {
      const cases = [given("1", "[[1, 2]]", "2")];
      const { 1: result } = await results(program(language, nodes, "length"), { cases });

      expect(result?.verdict).toBe("RE");
      expect(result?.note).toMatch(
        /^Parameter 1, head, is of the type .*ListNode.*, which cannot be made from JSON here\.$/,
      );
    });

    test("with a slip is shown the compiler's words about its own lines", async () => {
      const slip = sortInPlace.replace("letters", "lettres");
      const { compile, cases } = await report(program(language, slip, "sortInPlace"), {
        cases: [given("1", "[]", null)],
      });

      expect(cases[0]?.verdict).toBe("CE");
      expect(compile?.log).toMatch(/solution\.\w+:[12]\b/);
    });
  },
);
