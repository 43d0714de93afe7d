import type { Verdict } from "./verdict.js";

/** Kinds of growth that are told apart. */
export const GROWTH_CLASSES = ["1", "log n", "n", "n log n", "n^2", "n^3", "2^n"] as const;

export type GrowthClass = (typeof GROWTH_CLASSES)[number];

/** What a program took at one size: the most over the inputs of that size. */
export interface GrowthPoint {
  readonly size: number;
  /** Characters of the largest input. */
  readonly inputLength: number;
  readonly cpuMs: number;
  readonly memoryKb: number;
}

/** What the points say about how the time grows with the size. */
export interface GrowthFit {
  /** `p` of the best `a + b * n^p`; null where the growth is no power of n. */
  readonly exponent: number | null;
  /** Ends of the interval that holds the exponent with 95 % confidence; null where there is no exponent. */
  readonly low: number | null;
  readonly high: number | null;
  /** The kinds of growth that the points agree with, the best first. */
  readonly fits: readonly GrowthClass[];
  /** In words: `~ n^1.02, n log n fits`. */
  readonly words: string;
}

/** How a version's time and memory grow, measured on generated inputs. */
export interface Growth {
  readonly points: readonly GrowthPoint[];
  /** Null: too few points stand out from the start of a process. */
  readonly fit: GrowthFit | null;
  /** The largest size that the statement allows, and what the program takes there. Null: it is not known. */
  readonly largest: LargestSize | null;
  /** The first legal size at which it failed. Null: none did. */
  readonly failure: GrowthFailure | null;
  /** Whether the largest legal input is inside the limits. `unknown`: neither a run nor a fit says so with confidence. */
  readonly verdict: "within" | "exceeds" | "unknown";
  readonly timeLimitMs: number;
  readonly memoryLimitMb: number;
  /** One sentence for people. */
  readonly note: string;
}

/** The largest legal input. `predicted`: the fit says so, at the upper end of its confidence. */
export interface LargestSize {
  readonly size: number;
  readonly from: "measured" | "predicted";
  readonly cpuMs: number;
  readonly memoryKb: number;
}

/** A legal size at which a program did not end in good order within its limits. */
export interface GrowthFailure {
  readonly size: number;
  readonly seed: number;
  /** Characters of the input. */
  readonly inputLength: number;
  readonly verdict: Exclude<Verdict, "AC" | "WA">;
  readonly note: string;
}
