import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { composeRequest } from "../../src/agents/request.js";
import { triedText } from "../../src/agents/tried-text.js";
import { stateOf } from "../../src/core/run-state.js";
import { type Tried, type TriedInput, type TriedVersion, triedOf } from "../../src/core/tried.js";
import { finding, judged, result, reviewed, wrote } from "../core/run-maker.js";
import { CHOICE, context, LEDGER } from "./fixtures.js";

const version = (number: number, change: Partial<TriedVersion> = {}): TriedVersion => ({
  version: number,
  agent: "solution-fixer",
  approach: `way ${number}`,
  passed: { passed: 1, total: 2 },
  growth: null,
  whyDropped: null,
  ...change,
});
const input = (id: string, change: Partial<TriedInput> = {}): TriedInput => ({
  id,
  text: "3\n1 2 3\n",
  expected: "6\n",
  broke: [1, 2],
  ...change,
});
const NOTHING: Tried = { versions: [], inputs: [], refuted: [] };

const long = fc.string({ maxLength: 6000 });
const anyTried: fc.Arbitrary<Tried> = fc.record({
  versions: fc.array(
    fc.record({
      version: fc.nat(99),
      agent: fc.option(long),
      approach: fc.option(long),
      passed: fc.record({ passed: fc.nat(9), total: fc.nat(9) }),
      growth: fc.option(fc.constantFrom("n", "n^2")),
      whyDropped: fc.option(long),
    }),
    { maxLength: 12 },
  ),
  inputs: fc.array(
    fc.record({
      id: long,
      text: long,
      expected: fc.option(long),
      broke: fc.array(fc.nat(9), { maxLength: 9 }),
    }),
    { maxLength: 12 },
  ),
  refuted: fc.array(long, { maxLength: 20 }),
});

describe("what was tried, in short", () => {
  test("is all there where it is short", () => {
    const text = triedText({
      versions: [
        version(1, { agent: "problem-solver", growth: "n^2" }),
        version(2, { whyDropped: "it passes 1 checks, not 2" }),
      ],
      inputs: [
        input("stress/1"),
        input("proof/2.1", { text: "7".repeat(5000), expected: null, broke: [1] }),
      ],
      refuted: ["Empty input crashes"],
    });

    expect(text).toContain("- v1, problem-solver: 1 of 2 checks passed; time grows like n^2");
    expect(text).toContain(
      "- v2, solution-fixer: 1 of 2 checks passed; dropped: it passes 1 checks, not 2",
    );
    expect(text).toContain("\nv1: way 1\nv2: way 2\n");
    expect(text).toContain("- stress/1 broke v1, v2\n<<<DATA");
    expect(text).toContain("\n3\n1 2 3\n<<<END DATA");
    expect(text).toContain("\n6\n<<<END DATA");
    expect(text).toContain("- proof/2.1 broke v1: 5000 characters, not shown here");
    expect(text).toMatch(
      /do not raise them again\n\n<<<DATA .*\n- Empty input crashes\n<<<END DATA/,
    );
  });

  test("is nothing before there is a version", () => {
    expect(triedText(NOTHING)).toBeNull();
  });

  test("leaves the oldest out", () => {
    const numbers = Array.from({ length: 40 }, (_, at) => at + 1);
    const text = triedText({
      versions: numbers.map((number) => version(number, { approach: "x".repeat(300) })),
      inputs: numbers.map((number) => input(`stress/${number}`)),
      refuted: numbers.map((number) => `claim ${number} ${"y".repeat(50)}`),
    });

    for (const newest of ["- v40,", "\nv40: ", "stress/40", "claim 40 "])
      expect(text).toContain(newest);
    for (const oldest of ["- v1,", "\nv1: ", "stress/1 ", "claim 1 "])
      expect(text).not.toContain(oldest);
    expect(text?.match(/\(\d+ older left out\)/g)).toHaveLength(3);
  });

  test("is short, and whatever others wrote stands inside blocks", () => {
    fc.assert(
      fc.property(anyTried, (tried) => {
        const text = triedText(tried) ?? "";

        expect(text.length).toBeLessThan(4000);
        // Outside of the blocks there are lines of ours only.
        const ours = text.replaceAll(
          /<<<DATA name="[^"\n]*" id="([A-Z0-9]+)">>>\n[\s\S]*?<<<END DATA id="\1">>>/g,
          "",
        );
        for (const line of ours.split("\n"))
          expect(line).toMatch(/^$|^#{2,3} |^- |^\(\d+ older left out\)$/);
        expect(triedText(tried)).toBe(text === "" ? null : text);
      }),
      { numRuns: 60 },
    );
  });
});

test("it is built from the state alone", () => {
  const state = stateOf([
    wrote(1),
    judged(1, [result("s/1", "AC"), result("s/2", "WA")]),
    reviewed(1, 1, [
      { ...finding("1.1", "major", "confirmed"), answer: "18\n" },
      { ...finding("1.2", "major", "refuted"), title: "overflow" },
    ]),
    reviewed(1, 2, [{ ...finding("2.1", "minor", "refuted"), title: "overflow" }]),
    wrote(2),
    judged(2, [
      result("s/1", "AC"),
      result("s/2", "AC"),
      result("proof/1.1", "AC", { origin: "proof" }),
    ]),
  ]);

  expect(triedOf(state)).toEqual({
    versions: [
      version(1, { agent: "problem-solver", approach: null }),
      version(2, { agent: "problem-solver", approach: null, passed: { passed: 2, total: 2 } }),
    ],
    inputs: [{ id: "proof/1.1", text: "9\n", expected: "18\n", broke: [1] }],
    refuted: ["overflow"],
  });
});

describe("where it stands in a prompt", () => {
  const tried: Tried = { ...NOTHING, versions: [version(1)], refuted: ["overflow"] };
  const compose = (reads: ("history" | "problem")[], told: Tried | null) =>
    composeRequest(context({ reads, ledger: LEDGER, currentVersion: 2, tried: told }), CHOICE)
      .request;

  test("in the last block, so that the cached ones keep their bytes", () => {
    const told = compose(["problem", "history"], tried);

    expect(told.instruction).toContain("do not raise them again");
    expect(told.shared).toEqual(compose(["problem", "history"], null).shared);
    expect(told.system).toBe(compose(["problem"], null).system);
  });

  test("nowhere, where the step does not read the history", () => {
    expect(compose(["problem"], tried).instruction).not.toContain("overflow");
  });
});
