import type { DataCase } from "./case.js";
import type { Limits } from "./limits.js";
import type { Shape } from "./solution.js";

/** A sample that was read from the statement by rule: its bytes are lines of the statement. */
export interface Sample {
  readonly test: DataCase;
  /** First and last line in the statement, counted from 1; null when it came from a file. */
  readonly lines: readonly [first: number, last: number] | null;
}

/** A part of the statement that looks like a sample and was not taken for one. */
export interface RefusedBlock {
  readonly lines: readonly [first: number, last: number];
  readonly why: string;
}

/** What was read from a problem in plain text. */
export interface Problem {
  readonly title: string;
  readonly statement: string;
  readonly limits: Limits;
  readonly samples: readonly Sample[];
  readonly refused: readonly RefusedBlock[];
  /** Null: nothing in the statement says how the program is used. */
  readonly shape: Shape | null;
  /** The function that samples call, such as `two_sum`; null when they name none. */
  readonly entry: string | null;
}
