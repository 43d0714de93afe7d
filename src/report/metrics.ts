import type { RunPlan } from "../core/run-plan.js";
import type { RunState } from "../core/run-state.js";
import { type Scorecard, scorecardOf } from "../core/scorecard.js";
import type { Usage } from "../core/usage.js";

/** `metrics.json`: what was measured so far, one scorecard a version, in the order in which they were written. */
export interface Metrics {
  readonly run: string;
  readonly rounds: number;
  readonly versions: readonly Scorecard[];
  readonly usage: Usage;
  readonly seconds: number;
}

/** The metrics of a run at this moment. */
export function metricsOf(plan: RunPlan, state: RunState): Metrics {
  return {
    run: plan.run,
    rounds: state.rounds.length,
    versions: state.versions.map((version) => scorecardOf(state, version)),
    usage: state.usage,
    seconds: state.seconds,
  };
}
