import type { DataCase, TestFileCase } from "./case.js";

export type Severity = "critical" | "major" | "minor";

export const SEVERITIES: readonly Severity[] = ["critical", "major", "minor"];

/**
 * What a run said about a finding. `confirmed`: the program failed as described. `refuted`: it ran and
 * behaved, or its test contradicts the oracle. `claimed`: the output differs from what the reviewer expects
 * and nothing independent can decide. `unproven`: there was nothing to run, or the input is not legal.
 */
export type ProofStatus = "confirmed" | "refuted" | "claimed" | "unproven";

/** How a finding is to be reproduced. */
export type Proof = DataCase | TestFileCase;

/** One thing that the reviewer says is wrong, and what a run said to that. */
export interface Finding {
  /** Unique in a run: plan number and position, such as `1.2`. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly line: number | null;
  readonly endLine: number | null;
  readonly issue: string;
  readonly impact: string;
  readonly fix: string;
  readonly proof: Proof | null;
  readonly status: ProofStatus;
  /** One sentence: what was run and what came out. */
  readonly evidence: string;
  /** What the oracle answers on the input of the proof, where it was asked and knew. */
  readonly answer?: string;
}

/** Something that no test covers yet. */
export interface CoverageGap {
  readonly what: string;
  readonly input: string | null;
  readonly expected: string | null;
}

/** What a review of one version came to. */
export interface FixPlan {
  readonly number: number;
  /** The version that was reviewed. */
  readonly version: number;
  readonly summary: string;
  readonly findings: readonly Finding[];
  readonly recommendations: readonly string[];
  readonly coverageGaps: readonly CoverageGap[];
}

/** How many findings have this status and one of these severities. */
export function countFindings(
  findings: readonly Finding[],
  status: ProofStatus,
  severities: readonly Severity[] = SEVERITIES,
): number {
  return findings.filter(
    (finding) => finding.status === status && severities.includes(finding.severity),
  ).length;
}
