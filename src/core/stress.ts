import type { Comparison } from "./comparison.js";
import type { Limits } from "./limits.js";
import type { CaseResult, Isolation, Report } from "./report.js";
import type { Program } from "./solution.js";

/** How long, and on how many inputs, a version is held against an oracle where the user says nothing. */
export const DEFAULT_STRESS = { seconds: 10, cases: 1000 };

/** A program, and what to hold it against on inputs that nobody wrote down. */
export interface StressRequest {
  readonly program: Program;
  /**
   * Prints one input; for a `call` program the JSON array of the arguments. It is given the seed, and the size where
   * there are sizes, as its arguments and as one line of standard input.
   */
  readonly generator: Program;
  /** Slow but sure, and of the same shape as the program. */
  readonly oracle: Program;
  readonly comparison: Comparison;
  /** Of the program. */
  readonly limits: Limits;
  /** Of the generator and of the oracle, each. */
  readonly oracleLimits: Limits;
  /** A whole number, and the seeds after it are tried in their order. */
  readonly firstSeed: number;
  readonly count: number;
  /** The seed to go on with after an earlier request for the same seeds; their sizes stay as they were. Default: the first. */
  readonly beginWith?: number;
  /** Null: the generator is given the seed alone. */
  readonly sizes: InputSizes | null;
  /** After this time no further input is begun. */
  readonly budgetMs: number;
}

/** Sizes of inputs: the first seeds get the smallest, so that what is found first is easy to read. */
export interface InputSizes {
  readonly smallest: number;
  readonly largest: number;
}

/** What came of the inputs that were tried. */
export interface StressReport {
  /** Inputs on which the program was judged. */
  readonly tried: number;
  readonly skipped: SkippedSeeds;
  /** The failure with the smallest seed; null when there is none. */
  readonly failure: StressFailure | null;
  /** Null when the language has no compile step. A program that does not compile is tried on nothing. */
  readonly compile: Report["compile"];
  readonly isolation: Isolation;
  readonly seconds: number;
}

/** Seeds without an input or an answer. They say nothing about the program. */
export interface SkippedSeeds {
  readonly count: number;
  /** Why the first of them was skipped; null when none was. */
  readonly reason: string | null;
}

/** An input that the program fails on, in full. */
export interface StressFailure {
  readonly seed: number;
  /** Null: the generator was given the seed alone. */
  readonly size: number | null;
  readonly input: string;
  /** What the oracle answered. */
  readonly expected: string;
  readonly result: CaseResult;
}

/** The size of the input of a seed; null when the generator is given none. */
export function sizeOfSeed(
  seed: number,
  { firstSeed, count, sizes }: Pick<StressRequest, "firstSeed" | "count" | "sizes">,
): number | null {
  if (sizes === null) return null;
  const steps = sizes.largest - sizes.smallest + 1;
  return sizes.smallest + Math.floor(((seed - firstSeed) * steps) / count);
}
