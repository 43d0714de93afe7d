import type { Case } from "./case.js";
import type { Comparison } from "./comparison.js";
import type { Limits } from "./limits.js";
import type { CaseResult } from "./report.js";
import type { Program } from "./solution.js";
import type { Verdict } from "./verdict.js";

/** Programs and the machine to run them on, held ready for as long as some work lasts. */
export interface Bench {
  /** Runs programs and gives back what they wrote, in the order of the runs. */
  run(runs: readonly BenchRun[], order: BenchOrder): Promise<readonly BenchResult[]>;
  /** The verdicts of a program on cases, as a judge gives them, each run once. */
  judge(work: BenchJudging): Promise<readonly CaseResult[]>;
}

/**
 * How runs stand to each other. `one-by-one` keeps them apart, for times that are to be compared. `together` is for many
 * small ones: a program may answer them in one process, and nothing is measured.
 */
export type BenchOrder = "one-by-one" | "parallel" | "together";

/** One run of a program, with nothing to compare its output with. */
export interface BenchRun {
  readonly program: Program;
  /** Words of its command line; a `call` program has none. */
  readonly words: readonly string[];
  /** Standard input; for a `call` program the JSON array of the arguments. */
  readonly input: string;
  readonly limits: Limits;
}

/** What one run came to. */
export interface BenchResult {
  /** AC: it ended in good order, which says nothing about what it wrote. */
  readonly verdict: Exclude<Verdict, "WA">;
  /** Null where it did not exit by itself. */
  readonly exitCode: number | null;
  /** Standard output in full; for a `call` program the JSON result. Empty when that is not text in UTF-8. */
  readonly output: string;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly memoryKb: number;
  /** One sentence when the verdict is not AC; empty otherwise. */
  readonly note: string;
}

/** Cases to be judged on a bench. */
export interface BenchJudging {
  readonly program: Program;
  readonly cases: readonly Case[];
  readonly limits: Limits;
  readonly comparison: Comparison;
}
