import { anythingRan, checksPass, untilHolds } from "./conditions.js";
import type { RunFailure, RunStatus } from "./events.js";
import {
  brokenWords,
  counted,
  differenceWords,
  flakyWords,
  largestWords,
  stressWords,
} from "./evidence-words.js";
import type { Limits } from "./limits.js";
import type { Condition, Pipeline } from "./pipeline.js";
import { type Tally, tally } from "./report.js";
import { type RunState, versionOf } from "./run-state.js";
import { anchorCases, scorecardOf } from "./scorecard.js";
import { chooseFinal } from "./standing.js";
import type { VersionState } from "./version-state.js";

/** How a run ended by its own rules. */
export interface Outcome {
  readonly status: Exclude<RunStatus, "stopped">;
  /** One sentence that says what was shown and what was not. */
  readonly reason: string;
  readonly finalVersion: number | null;
}

/** What the outcome depends on beside the state. */
export interface OutcomeRules {
  readonly pipeline: Pipeline;
  readonly limits: Limits;
  /** A step that could not do its work ended the run early. */
  readonly failure: RunFailure | null;
}

/** Picks the final version and says what can be said of it. Pure: the same journal gives the same outcome. */
export function decideOutcome(state: RunState, rules: OutcomeRules): Outcome {
  const final = finalVersionOf(state, rules);
  if (final === undefined) {
    return {
      status: "failed",
      reason: rules.failure?.message ?? "no version was written",
      finalVersion: null,
    };
  }
  return { ...judgeFinal(state, final, rules), finalVersion: final.solution.version };
}

/**
 * The best version by the declared order among those that reached the goals of the pipeline; where none
 * did, among all. Reaching them means passing every anchor with no confirmed finding left, so no other
 * version can stand above one of these but by speed, and speed is no evidence.
 */
function finalVersionOf(state: RunState, rules: OutcomeRules): VersionState | undefined {
  if (rules.pipeline.final === "last") return versionOf(state, state.current);
  const reached = state.versions.filter((version) => goalsReached(state, version, rules));
  const candidates = reached.length > 0 ? reached : state.versions;
  const best = chooseFinal(candidates.map((version) => scorecardOf(state, version)));
  return versionOf(state, best?.version ?? null);
}

function goalsReached(
  state: RunState,
  version: VersionState,
  { pipeline, limits }: OutcomeRules,
): boolean {
  return untilHolds(goalsOf(pipeline), state, { version, limits, claims: "ignore" });
}

function judgeFinal(
  state: RunState,
  final: VersionState,
  rules: OutcomeRules,
): Omit<Outcome, "finalVersion"> {
  const anchors = tally(anchorCases(final.cases), () => true);
  if (rules.failure !== null) return { status: "failed", reason: rules.failure.message };
  if (!goalsReached(state, final, rules)) {
    return { status: "failed", reason: whyNotReached(state, final, anchors) };
  }
  if (anchors.total > 0) return { status: "passed", reason: whatPassed(state, final, anchors) };
  return { status: "unverified", reason: whyUnverified(final) };
}

/** The conditions of the last loop; a pipeline without one must pass its checks within limits. */
function goalsOf(pipeline: Pipeline): readonly Condition[] {
  const loop = pipeline.steps.findLast((step) => "repeat" in step);
  return loop !== undefined && "repeat" in loop
    ? loop.repeat.until
    : ["checks_pass", "within_limits"];
}

function whatPassed(state: RunState, final: VersionState, anchors: Tally): string {
  const times = final.confirmations > 1 ? `, ${final.confirmations} times over` : "";
  const shown = [
    `${anchors.passed}/${anchors.total} checks passed${times}`,
    stressWords(final),
    largestWords(final.growth),
  ];
  const passed = shown.filter((clause) => clause !== null).join(", ");
  return [`${passed}${whatReviewsLeft(state, final)}`, flakyWords(final)]
    .filter((clause) => clause !== null)
    .join("; ");
}

function whatReviewsLeft(state: RunState, final: VersionState): string {
  const { reviewed, confirmed, claimed, unproven } = scorecardOf(state, final);
  const undecided = claimed + unproven;
  if (!reviewed) return "; it was not reviewed";
  const open = confirmed.critical + confirmed.major;
  if (open > 0) return `; ${counted(open, "confirmed finding")} left`;
  return undecided > 0
    ? `, no major finding is confirmed; ${counted(undecided, "claim")} could not be decided`
    : ", no major finding is left";
}

function whyUnverified(final: VersionState): string {
  if (anythingRan(final)) {
    return "only tests that came with the solution were run; nothing independent has checked it";
  }
  const flaky = flakyWords(final);
  return flaky === null
    ? "no samples or tests were found, so nothing independent could be run"
    : `${flaky}, so nothing independent has checked it`;
}

function whyNotReached(state: RunState, final: VersionState, anchors: Tally): string {
  return `${whatIsMissing(state, final, anchors)}${howTheLoopEnded(state)}`;
}

function whatIsMissing(state: RunState, final: VersionState, anchors: Tally): string {
  const { confirmed, reviewed, withinLimits } = scorecardOf(state, final);
  if (final.compile?.ok === false) return "it does not compile";
  if (anchors.passed < anchors.total) {
    const failed = `${anchors.passed}/${anchors.total} checks passed`;
    return [failed, differenceWords(final) ?? brokenWords(final)]
      .filter((clause) => clause !== null)
      .join(", ");
  }
  const heavy = confirmed.critical + confirmed.major;
  if (heavy > 0) return `${counted(heavy, "confirmed finding")} left`;
  if (!withinLimits) return `it exceeds a limit${whereTooMuch(final)}`;
  if (anythingRan(final) && !checksPass(final)) return "its own tests do not pass";
  if (!reviewed) return `v${final.solution.version} was not reviewed any more`;
  return "the goals of the pipeline were not reached";
}

function whereTooMuch({ growth }: VersionState): string {
  const where = growth !== null && growth.failure !== null ? largestWords(growth) : null;
  return where === null ? "" : `: ${where}`;
}

function howTheLoopEnded(state: RunState): string {
  const fresh = state.freshStarts.length > 0 ? ", one fresh start among them" : "";
  const rounds = `${counted(state.rounds.length, "round")}${fresh}`;
  switch (state.loopEnd) {
    case "rounds_used_up":
      return ` after ${rounds}, the most that are allowed`;
    case "no_progress":
      return ` after ${rounds} (no progress in the last two)`;
    case "unchanged":
      return ` after ${rounds} (the last fix changed nothing)`;
    case "until":
    case null:
      return "";
    case "checks_pass":
    case "checks_fail":
    case "no_major_findings":
    case "within_limits":
    case "slow":
    case "has_findings":
      return ` after ${rounds} (stop_if: ${state.loopEnd})`;
  }
}
