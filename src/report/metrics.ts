import type { Clustering } from "../core/clusters.js";
import type { Duel } from "../core/duel.js";
import { countFindings, type ProofStatus } from "../core/finding.js";
import type { Growth } from "../core/growth.js";
import type { Certification } from "../core/oracle.js";
import type { Disagreement } from "../core/report.js";
import type { RunPlan } from "../core/run-plan.js";
import type { RunState } from "../core/run-state.js";
import { type Scorecard, scorecardOf } from "../core/scorecard.js";
import type { Usage } from "../core/usage.js";
import type { StressCampaign } from "../core/version-state.js";

/** `metrics.json`: what was measured so far, one scorecard a version, in the order in which they were written. */
export interface Metrics {
  readonly run: string;
  readonly rounds: number;
  readonly versions: readonly VersionMetrics[];
  /** Null: no oracle was written. */
  readonly oracle: Certification | null;
  /** Cases that the run has gained by stress and growth. */
  readonly counterexamples: number;
  readonly findings: Readonly<Record<ProofStatus, number>>;
  readonly duels: readonly Duel[];
  readonly clusterings: readonly Clustering[];
  readonly usage: Usage;
  readonly seconds: number;
}

/** A version's scorecard with what it rests on. */
interface VersionMetrics extends Scorecard {
  readonly stress: readonly StressCampaign[];
  readonly growth: Growth | null;
  readonly disagreements: readonly ({ readonly id: string } & Disagreement)[];
}

/** The metrics of a run at this moment. */
export function metricsOf(plan: RunPlan, state: RunState): Metrics {
  return {
    run: plan.run,
    rounds: state.rounds.length,
    versions: state.versions.map((version) => ({
      ...scorecardOf(state, version),
      stress: version.stress,
      growth: version.growth,
      disagreements: version.cases.flatMap(({ id, disagreement }) =>
        disagreement === undefined ? [] : [{ id, ...disagreement }],
      ),
    })),
    oracle: state.oracle?.certification ?? null,
    counterexamples: state.counterexamples.length,
    findings: findingsByStatus(state),
    duels: state.duels,
    clusterings: state.clusterings,
    usage: state.usage,
    seconds: state.seconds,
  };
}

function findingsByStatus({ plans }: RunState): Metrics["findings"] {
  const findings = plans.flatMap((plan) => plan.findings);
  return {
    confirmed: countFindings(findings, "confirmed"),
    refuted: countFindings(findings, "refuted"),
    claimed: countFindings(findings, "claimed"),
    unproven: countFindings(findings, "unproven"),
  };
}
