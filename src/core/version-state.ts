import type { Growth } from "./growth.js";
import type { CaseResult, Isolation, Report } from "./report.js";
import type { Solution } from "./solution.js";

/** All that is known of one version. */
export interface VersionState {
  readonly solution: Solution;
  readonly file: string;
  /** The newest result of every case that ran on it. */
  readonly cases: readonly CaseResult[];
  readonly compile: Report["compile"];
  readonly isolation: Isolation | null;
  readonly confirmations: number;
  /** What it was held against the oracle on; empty before, and where there is no oracle. */
  readonly stress: readonly StressCampaign[];
  /** Null: not measured. */
  readonly growth: Growth | null;
  /** True when the run went on without it. */
  readonly dropped: boolean;
  /** Why it was dropped, in our words; null when it was not. */
  readonly whyDropped: string | null;
  /** Other names under which it was written. */
  readonly aliases: readonly string[];
}

/** Generated inputs that a version was tried on. */
export interface StressCampaign {
  readonly tried: number;
  readonly skipped: number;
  readonly firstSeed: number;
  readonly smallest: number;
  readonly largest: number;
  /** Whether it failed on one of them. */
  readonly failed: boolean;
}
