import { isAnchor } from "./case.js";
import { countFindings } from "./finding.js";
import { DEFAULT_TIME_LIMIT_MS, type Limits } from "./limits.js";
import type { Condition } from "./pipeline.js";
import { noProgress } from "./progress.js";
import { isFlaky } from "./report.js";
import type { RunState } from "./run-state.js";
import { versionOf } from "./run-state.js";
import { decidingCases, measuredFindings, newestPlan, scorecardOf } from "./scorecard.js";
import type { VersionState } from "./version-state.js";

/** Whether a condition holds for the current version. */
export function holds(condition: Condition, state: RunState, limits: Limits): boolean {
  return holdsFor(condition, state, {
    version: versionOf(state, state.current),
    limits,
    claims: "wait",
  });
}

/** True when every condition of `until` holds. Where nothing at all could be run, `checks_pass` is left out. */
export function untilHolds(
  until: readonly Condition[],
  state: RunState,
  subject: ConditionSubject,
): boolean {
  const { version } = subject;
  if (version === undefined) return false;
  return until
    .filter((condition) => condition !== "checks_pass" || anythingRan(version))
    .every((condition) => holdsFor(condition, state, subject));
}

/** The version that a condition is asked about. */
export interface ConditionSubject {
  readonly version: VersionState | undefined;
  readonly limits: Limits;
  /**
   * What a finding does that nobody could decide. `wait`: it holds the loop for one extra round, once in
   * a run. `ignore`: the loop is over, and a claim that no run has shown counts for nothing.
   */
  readonly claims: "wait" | "ignore";
}

function holdsFor(condition: Condition, state: RunState, subject: ConditionSubject): boolean {
  if (condition === "unchanged") return state.unchanged;
  if (condition === "no_progress") return noProgress(state);
  const { version, limits, claims } = subject;
  if (version === undefined) return false;
  switch (condition) {
    case "checks_pass":
      return checksPass(version);
    case "checks_fail":
      return checksFail(version);
    case "no_major_findings":
      return noMajorFindings(state, version, claims);
    case "within_limits":
      return scorecardOf(state, version).withinLimits;
    case "slow":
      return slowestCpuMs(version) > timeLimitMs(limits) / 2;
    case "has_findings":
      return hasFindings(state, version);
  }
}

/** True when some test, from whatever source, ran on the version and said something about it. */
export function anythingRan(version: VersionState): boolean {
  const { compile, cases } = version;
  return (
    compile?.ok === false || cases.some((result) => result.origin !== "proof" && !isFlaky(result))
  );
}

/**
 * All anchors passed, in every confirmation. A version without anchors is held to its own tests, so
 * that they get repaired; what that proves is decided in `core/outcome.ts`.
 */
export function checksPass(version: VersionState): boolean {
  if (version.compile?.ok === false) return false;
  const deciding = decidingCases(version.cases);
  return deciding.length > 0 && deciding.every(({ verdict }) => verdict === "AC");
}

/**
 * Something that decides was run and not all of it passed, in any confirmation. What the judge could not run
 * shows nothing, and so does not fail.
 */
export function checksFail(version: VersionState): boolean {
  if (version.compile?.ok === false) return true;
  return decidingCases(version.cases).some(({ verdict }) => verdict !== "AC" && verdict !== "JE");
}

/** The version was reviewed, and no critical or major finding stands that a run has confirmed. */
function noMajorFindings(
  state: RunState,
  version: VersionState,
  claims: ConditionSubject["claims"],
): boolean {
  const plan = newestPlan(state, version.solution.version);
  if (plan === undefined) return false;
  const { confirmed, claimed } = scorecardOf(state, version);
  if (confirmed.critical + confirmed.major > 0) return false;
  return claimed === 0 || claims === "ignore" || hadItsRound(state, plan.number);
}

/** A claim has had its extra round when an earlier one had it, or when the fixer saw it and changed nothing. */
function hadItsRound(state: RunState, planNumber: number): boolean {
  if (state.unchanged) return true;
  return state.plans.some(
    ({ number, findings }) =>
      number < planNumber && countFindings(findings, "claimed", ["critical", "major"]) > 0,
  );
}

function hasFindings(state: RunState, version: VersionState): boolean {
  const raised = newestPlan(state, version.solution.version)?.findings ?? [];
  return measuredFindings(version).length > 0 || raised.some(({ status }) => status !== "refuted");
}

function slowestCpuMs(version: VersionState): number {
  return Math.max(
    0,
    ...version.cases.filter(({ origin }) => isAnchor(origin)).map(({ cpuMs }) => cpuMs),
  );
}

function timeLimitMs(limits: Limits): number {
  return limits.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS;
}
