import type { Comparison, StatedComparison } from "./comparison.js";
import type { Program } from "./solution.js";

/** An independent answer to the problem: slow but sure, and what makes and checks inputs for it. */
export interface Oracle {
  /** Of the same shape as the solutions; right on small inputs, as slow as it likes on large ones. */
  readonly brute: Program;
  /** Called with a seed and a size; prints one input, for a `call` program the JSON array of the arguments. */
  readonly generator: Program;
  /** Reads an input and exits with 0 when the statement allows it. */
  readonly validator: Program;
  /** Called with the files input, output and the brute force's answer; exits with 0 when the output is right. Null: one answer is right. */
  readonly checker: Program | null;
  /** The largest size that the statement allows, as its author says. A claim until a run has shown it. */
  readonly largestSize: number | null;
}

/**
 * What runs showed of an oracle before it was used. `certified`: it may decide. `inputs-only`: its inputs are legal
 * and repeatable, but its answers may decide nothing. `set-aside`: the run goes on without it.
 */
export type OracleStatus = "certified" | "inputs-only" | "set-aside";

/** The examination of an oracle. */
export interface Certification {
  readonly status: OracleStatus;
  /** Everything that was found wrong, one sentence each; empty when certified. */
  readonly faults: readonly string[];
  /** Samples on which brute force and checker agree with the statement. */
  readonly samples: number;
  /** Generated inputs that the validator accepted, and how many of them were different. */
  readonly inputs: number;
  readonly distinct: number;
  /** The largest size at which the brute force still answers in time; 0 when it never does. */
  readonly answeredSize: number;
  /** The largest size at which the generator made a legal input; 0 when it never did. */
  readonly largestSize: number;
}

/** An oracle, and what its examination came to. */
export interface ExaminedOracle {
  readonly oracle: Oracle;
  readonly certification: Certification;
}

/** The oracle where it may decide, or null. */
export function certifiedOracle(examined: ExaminedOracle | null): Oracle | null {
  return examined?.certification.status === "certified" ? examined.oracle : null;
}

/** The oracle where at least its inputs may be used, or null. */
export function inputsOf(examined: ExaminedOracle | null): ExaminedOracle | null {
  return examined === null || examined.certification.status === "set-aside" ? null : examined;
}

/**
 * How outputs are compared: a certified checker decides where the user has not asked for anything else than the
 * default.
 */
export function comparisonWith(
  examined: ExaminedOracle | null,
  stated: StatedComparison,
): Comparison {
  const checker = certifiedOracle(examined)?.checker ?? null;
  if (checker === null || stated.kind !== "lines") return stated;
  return { kind: "validator", validator: { protocol: "testlib", program: checker, flags: [] } };
}
