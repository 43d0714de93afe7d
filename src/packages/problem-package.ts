import type { DataCase, Origin } from "../core/case.js";
import type { Comparison } from "../core/comparison.js";
import type { Limits } from "../core/limits.js";
import type { Program } from "../core/solution.js";
import type { Verdict } from "../core/verdict.js";

/** What lays a problem out: a folder of tests, an ICPC or Kattis package, a Polygon package, a Competitive Companion task. */
export type PackageFormat = "tests" | "kattis" | "polygon" | "companion";

/** A problem as its authors pass it on. */
export interface ProblemPackage {
  readonly format: PackageFormat;
  readonly title: string;
  /** Null when there is none that can be read as text. */
  readonly statement: string | null;
  readonly limits: Limits;
  /** Where the time limit stands, such as `problem.yaml`; null when the package states none. */
  readonly timeLimitFrom: string | null;
  /** How a time limit that is not stated follows from the accepted submissions; null where that is not usual. */
  readonly derivedTimeLimit: DerivedTimeLimit | null;
  /** For cases that do not say otherwise. */
  readonly comparison: Comparison;
  /** In the order in which they are judged. */
  readonly cases: readonly PackagedCase[];
  readonly submissions: readonly Submission[];
  readonly skipped: readonly SkippedSubmission[];
  /** Sentences about what was not understood or is not followed, with file names. */
  readonly remarks: readonly string[];
}

/** The slowest accepted submission, this many times, rounded up to the resolution. */
export interface DerivedTimeLimit {
  readonly multiplier: number;
  readonly resolutionMs: number;
}

/** One test of a package. Its data stays on the disk until it is read. */
export interface PackagedCase {
  readonly id: string;
  readonly origin: Origin;
  readonly comparison: Comparison;
  /** Size of input and answer together. */
  readonly bytes: number;
  /** Throws PipelineError "bad_input" when the data is no text. */
  read(): Promise<DataCase>;
}

/** A program that came with the package, and what its authors say about it. */
export interface Submission {
  /** Path below the folder of submissions, such as `wrong_answer/greedy.py`. */
  readonly name: string;
  readonly program: Program;
  /** The word that the expectation was read from, such as `wrong_answer`. */
  readonly label: string;
  /** Verdicts that agree with the label; all that are not AC for a plain rejection. */
  readonly expected: readonly Verdict[];
}

/** A submission that cannot be judged here, and why. */
export interface SkippedSubmission {
  readonly name: string;
  readonly label: string;
  readonly why: string;
}
