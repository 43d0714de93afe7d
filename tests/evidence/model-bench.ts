import type { Bench, BenchJudging, BenchResult, BenchRun } from "../../src/core/bench.js";
import type { ExaminedOracle } from "../../src/core/oracle.js";
import type { CaseResult } from "../../src/core/report.js";
import type { Program } from "../../src/core/solution.js";
import type { Verdict } from "../../src/core/verdict.js";

/** A program that a model bench knows by its source. */
export function named(source: string): Program {
  return { language: "python", fileName: `${source}.py`, source, shape: "stdio", entry: null };
}

/** What a program does with an input of a size. */
export type Behaviour = (size: number, seed: number) => Partial<BenchResult>;

/** An oracle whose generator prints `size seed` and whose validator takes what is not said to be illegal. */
export function modelOracle(
  largestSize: number,
  claimed: number | null = largestSize,
): ExaminedOracle {
  return {
    oracle: {
      brute: named("brute"),
      generator: named("generator"),
      validator: named("validator"),
      checker: null,
      largestSize: claimed,
    },
    certification: {
      status: "certified",
      faults: [],
      samples: 1,
      inputs: 1,
      distinct: 1,
      answeredSize: 10,
      largestSize,
    },
  };
}

const ENDED: BenchResult = {
  verdict: "AC",
  exitCode: 0,
  output: "",
  cpuMs: 10,
  wallMs: 10,
  memoryKb: 9000,
  note: "",
};

/** A bench on which programs take what a table says. Nothing is started. */
export class ModelBench implements Bench {
  readonly runs: BenchRun[] = [];
  readonly #programs: Readonly<Record<string, Behaviour>>;
  readonly #isLegal: (size: number, seed: number) => boolean;

  constructor(
    programs: Readonly<Record<string, Behaviour>>,
    isLegal: (size: number, seed: number) => boolean = () => true,
  ) {
    this.#programs = programs;
    this.#isLegal = isLegal;
  }

  run(runs: readonly BenchRun[]): Promise<readonly BenchResult[]> {
    this.runs.push(...runs);
    return Promise.resolve(runs.map((run) => this.#result(run)));
  }

  /** A case is accepted when the program prints just what is expected. */
  judge({ program, cases, limits }: BenchJudging): Promise<readonly CaseResult[]> {
    const results = cases.map((test): CaseResult => {
      if (test.kind !== "data") throw new Error("a bench judges inputs only");
      const done = this.#result({ program, words: [], input: test.input, limits });
      const isRight = test.expected === null || done.output === test.expected;
      const { cpuMs, wallMs, memoryKb, note, output } = done;
      const verdict: Verdict = done.verdict === "AC" && !isRight ? "WA" : done.verdict;
      const ending = { kind: "exited", code: 0 } as const;
      const { id, origin, input, expected } = test;
      const said = { verdict, ending, note, output, stderr: "" };
      return { id, origin, input, expected, cpuMs, wallMs, memoryKb, ...said };
    });
    return Promise.resolve(results);
  }

  /** The sizes that a program was run at, in their order. */
  sizesOf(source: string): readonly number[] {
    return this.runs
      .filter(({ program }) => program.source === source)
      .map(({ input }) => Number(input.split(" ")[0]));
  }

  #result({ program, words, input, limits }: BenchRun): BenchResult {
    if (program.source === "generator") {
      return { ...ENDED, output: `${words[1]} ${words[0]}\n` };
    }
    const [size = 0, seed = 0] = input.split(" ").map(Number);
    if (program.source === "validator") {
      if (this.#isLegal(size, seed)) return ENDED;
      return { ...ENDED, verdict: "RE", exitCode: 1, note: "Not legal." };
    }
    const known = this.#programs[program.source]?.(size, seed);
    const done: BenchResult = { ...ENDED, wallMs: known?.cpuMs ?? ENDED.wallMs, ...known };
    const limitMs = limits.timeLimitMs ?? Number.POSITIVE_INFINITY;
    if (done.cpuMs <= limitMs) return done;
    return { ...done, verdict: "TLE", exitCode: null, cpuMs: 1.5 * limitMs, note: "Too long." };
  }
}
