import { describe, expect, test } from "vitest";

import type { Bench } from "../../src/core/bench.js";
import type { DataCase } from "../../src/core/case.js";
import { DEFAULT_COMPARISON } from "../../src/core/comparison.js";
import { NO_LIMITS } from "../../src/core/limits.js";
import type { Oracle } from "../../src/core/oracle.js";
import { isSmaller } from "../../src/core/shrink.js";
import type { Program } from "../../src/core/solution.js";
import { minimise } from "../../src/evidence/minimise.js";
import { OracleBench } from "../../src/evidence/oracle-bench.js";
import { createJudge } from "../../src/judge/create-judge.js";
import { result } from "../core/run-maker.js";
import { type Deed, FakeBench } from "./fake-bench.js";
import { modelOracle, named } from "./model-bench.js";

/** A count, and as many numbers; the answer is their sum. */
const SUM: Readonly<Record<string, Deed>> = {
  generator: () => ({ exitCode: 1 }),
  validator: (_words, input) => ({ exitCode: isLegal(input) ? 0 : 1 }),
  brute: (_words, input) => ({ output: sumOf(input) }),
  program: (_words, input) => ({ output: input.includes("7") ? "0" : sumOf(input) }),
};

function numbersOf(input: string): readonly number[] {
  return input.trim().split(/\s+/).map(Number);
}

function isLegal(input: string): boolean {
  const [count, ...rest] = numbersOf(input);
  return count === rest.length && rest.every((number) => number >= 1 && number <= 99);
}

function sumOf(input: string): string {
  return `${numbersOf(input)
    .slice(1)
    .reduce((sum, number) => sum + number, 0)}`;
}

const LARGE = "8\n12 55 71 3 9 27 41 60\n";

interface Small {
  readonly oracle: Oracle;
  readonly program: Program;
  readonly test: DataCase;
  readonly disagreement?: "program";
}

async function small(bench: Bench, { oracle, program, test: found, disagreement }: Small) {
  const failed = { ...result(found.id, "WA", { origin: "stress" }), input: found.input };
  const work = {
    program,
    limits: NO_LIMITS,
    comparison: DEFAULT_COMPARISON,
    test: found,
    result:
      disagreement === undefined
        ? failed
        : { ...failed, disagreement: { verdicts: ["WA", "AC"], of: disagreement } as const },
  };
  return minimise(work, new OracleBench(oracle, bench));
}

const caseOf = (input: string, expected: string): DataCase => ({
  kind: "data",
  id: "stress/1",
  origin: "stress",
  input,
  expected,
});

const told = (deeds: Readonly<Record<string, Deed>> = {}) => new FakeBench({ ...SUM, ...deeds });
const fake = { oracle: modelOracle(100).oracle, program: named("program") };

describe("an input that a program fails on", () => {
  test("becomes as small as it can and stays legal; the answer is that of the brute force", async () => {
    const found = await small(told(), { ...fake, test: caseOf(LARGE, sumOf(LARGE)) });

    expect(found).toMatchObject({ input: "1\n7\n", expected: "7" });
    expect(found.result).toMatchObject({ id: "stress/1", verdict: "WA", input: "1\n7\n" });
  });

  test("becomes the same however often it is made small", async () => {
    const work = { ...fake, test: caseOf(LARGE, sumOf(LARGE)) };

    expect(await small(told(), work)).toEqual(await small(told(), work));
  });

  test("gives way to a smaller one of another seed", async () => {
    const generator: Deed = ([seed]) => ({ output: `1\n${Number(seed) % 90}\n` });
    const bench = told({ generator, program: () => ({ output: "0" }) });
    const found = await small(bench, { ...fake, test: caseOf(LARGE, sumOf(LARGE)) });

    expect(found.input).toBe("1\n1\n");
  });

  test("stays as it is where nothing smaller is legal, is answered, or fails", async () => {
    const whole = caseOf(LARGE, sumOf(LARGE));
    const asFound = { input: LARGE, expected: sumOf(LARGE) };
    const only = (input: string) => input === LARGE;
    const benches = [
      told({ validator: (_words, input) => ({ exitCode: only(input) ? 0 : 1 }) }),
      told({ brute: (_words, input) => (only(input) ? {} : { verdict: "TLE" }) }),
      told({ program: (_words, input) => ({ output: sumOf(input) }) }),
      told({ program: () => ({ verdict: "JE" }) }),
    ];
    const found = await Promise.all(
      benches.map(async (bench) => small(bench, { ...fake, test: whole })),
    );

    expect(found).toMatchObject(benches.map(() => asFound));
  });

  test("stays as it is where it fails only now and then", async () => {
    const bench = told();
    const whole = caseOf(LARGE, sumOf(LARGE));
    const found = await small(bench, { ...fake, test: whole, disagreement: "program" });

    expect(found.input).toBe(LARGE);
    expect(bench.runs).toBe(0);
  });
});

/** Nothing that it is asked for is legal; it ends when it is told to. */
class EndingBench extends FakeBench {
  readonly characters: number[] = [];
  isOver: () => boolean = () => false;

  constructor() {
    super({ ...SUM, validator: () => ({ exitCode: 1 }) });
  }

  override async run(...[runs]: Parameters<FakeBench["run"]>) {
    if (this.isOver()) throw new Error("it was told to end");
    this.characters.push(runs.reduce((sum, { input }) => sum + input.length, 0));
    return super.run(runs);
  }
}

describe("a search for something smaller", () => {
  test("hears an abort between its batches", async () => {
    const bench = new EndingBench();
    const controller = new AbortController();
    bench.isOver = () => controller.signal.aborted;
    setTimeout(() => controller.abort(), 0);
    const numbers = Array.from({ length: 400 }, (_none, at) => 10 + (at % 90));
    const whole = caseOf(`400\n${numbers.join(" ")}\n`, "1");

    await expect(small(bench, { ...fake, test: whole })).rejects.toThrow("it was told to end");
  });

  test("builds few candidates of a large input before it looks at the first", async () => {
    const bench = new EndingBench();
    bench.isOver = () => bench.characters.length > 2;
    const row = `${Array.from({ length: 320 }, (_none, at) => 100_000 + at).join(" ")}\n`;
    const whole = caseOf(`320 320\n${row.repeat(320)}`, "1");

    await expect(small(bench, { ...fake, test: whole })).rejects.toThrow("it was told to end");
    expect(Math.max(...bench.characters)).toBeLessThan(2_000_000 + whole.input.length);
  });
});

describe("with real processes", () => {
  const python = (fileName: string, source: string): Program => ({
    language: "python",
    fileName,
    source,
    shape: "stdio",
    entry: null,
  });
  const oracle: Oracle = {
    generator: python("generate.py", "import sys\nprint(3)\nprint(*[int(sys.argv[2])] * 3)\n"),
    validator: python(
      "validate.py",
      "n, *rest = map(int, open(0).read().split())\nassert 1 <= n == len(rest) and all(1 <= x <= 99 for x in rest)\n",
    ),
    brute: python("brute.py", "input()\nprint(sum(map(int, input().split())))\n"),
    checker: null,
    largestSize: 100,
  };
  const WRONG =
    "input()\na = list(map(int, input().split()))\nprint(sum(a) if max(a) < 50 else 0)\n";

  test("an input becomes small, whatever its programs leave behind", async () => {
    const judge = createJudge();
    const program = python("solution.py", `${WRONG}open('left', 'a').close()\n`);
    const found = await judge.withBench(
      async (bench) => small(bench, { oracle, program, test: caseOf(LARGE, sumOf(LARGE)) }),
      new AbortController().signal,
    );

    expect(isSmaller(found.input, "1\n99\n")).toBe(true);
    expect(numbersOf(found.input)).toHaveLength(2);
    expect(found.expected?.trim()).toBe(sumOf(found.input));
    expect(found.result).toMatchObject({ verdict: "WA" });
  });
});
