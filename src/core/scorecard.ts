import { type DataCase, isAnchor, type Origin } from "./case.js";
import { countFindings, type Finding, type FixPlan, type Severity } from "./finding.js";
import {
  type CaseResult,
  differsInLimits,
  isFlaky,
  isResultOf,
  type Tally,
  tally,
} from "./report.js";
import type { RunState } from "./run-state.js";
import type { VersionState } from "./version-state.js";

/** What was measured of one version. */
export interface Scorecard {
  readonly version: number;
  readonly file: string;
  readonly agent: string | null;
  readonly parent: number | null;
  /** Passed and total by origin; an origin that has no case is left out. */
  readonly checks: Partial<Readonly<Record<Origin, Tally>>>;
  /** Tests that do not always end alike: they neither pass nor fail. */
  readonly flaky: readonly string[];
  /** Findings that a run reproduced and that this version still shows, and those that repeated runs made by themselves. */
  readonly confirmed: { readonly critical: number; readonly major: number };
  /** Critical and major findings of its newest review that nothing could decide. */
  readonly claimed: number;
  /** Critical and major findings of its newest review that came with nothing to run. */
  readonly unproven: number;
  readonly reviewed: boolean;
  /** No case that decides ran into a time, memory or output limit, and the largest legal input exceeds none as far as is known. */
  readonly withinLimits: boolean;
  /** Slowest case and sum over the cases that anchor the run, in CPU time. */
  readonly maxCpuMs: number;
  readonly totalCpuMs: number;
  /** What of it cannot be the start of an interpreter: the measured speed. */
  readonly busyCpuMs: number;
  readonly maxMemoryKb: number;
  readonly dropped: boolean;
}

const ORIGINS: readonly Origin[] = ["sample", "given", "own", "stress", "proof"];
const LIMIT_VERDICTS: ReadonlySet<string> = new Set(["TLE", "MLE", "OLE"]);
const HEAVY: readonly Severity[] = ["critical", "major"];

/** CPU time that a program may need only to start: below it nothing can be told apart. */
const START_UP_MS = 100;

/** The results of anchors. A flaky test is none: it would decide by chance. */
export function anchorCases(cases: readonly CaseResult[]): readonly CaseResult[] {
  return cases.filter((result) => isAnchor(result.origin) && !isFlaky(result));
}

/** The cases that decide: anchors; where there is none, the tests that came with the solution. */
export function decidingCases(cases: readonly CaseResult[]): readonly CaseResult[] {
  const anchors = anchorCases(cases);
  if (anchors.length > 0) return anchors;
  return cases.filter((result) => result.origin === "own" && !isFlaky(result));
}

/** Findings that no reviewer had to raise: inputs on which the version does not come out the same when it is run again. */
export function measuredFindings({ solution, cases }: VersionState): readonly Finding[] {
  return cases.flatMap((result) => {
    const { id, disagreement } = result;
    if (disagreement?.of !== "program") return [];
    const found = differsInLimits(disagreement)
      ? { title: `It is not always within its limits on ${id}`, issue: "It is just at a limit." }
      : { title: `It gives different answers to ${id}`, issue: "The same input has many answers." };
    return [
      {
        ...found,
        id: `v${solution.version}/${id}`,
        severity: "major",
        line: null,
        endLine: null,
        impact: "Whether it passes is chance.",
        fix: "",
        proof: proofOf(result),
        status: "confirmed",
        evidence: `Run again, ${id} ended: ${disagreement.verdicts.join(", ")}.`,
      },
    ];
  });
}

function proofOf({ id, origin, input, expected }: CaseResult): DataCase {
  return { kind: "data", id, origin, input, expected };
}

/** The scorecard of a version from all that was run on it. */
export function scorecardOf(state: RunState, version: VersionState): Scorecard {
  const { solution, cases } = version;
  const plan = newestPlan(state, solution.version);
  const anchors = anchorCases(cases);
  return {
    version: solution.version,
    file: version.file,
    agent: solution.agent,
    parent: solution.parent,
    checks: checksByOrigin(cases),
    flaky: cases.filter(isFlaky).map(({ id }) => id),
    confirmed: {
      critical: openFindings(state, version, "critical").length,
      major: openFindings(state, version, "major").length + measuredFindings(version).length,
    },
    claimed: plan === undefined ? 0 : countFindings(plan.findings, "claimed", HEAVY),
    unproven: plan === undefined ? 0 : countFindings(plan.findings, "unproven", HEAVY),
    reviewed: plan !== undefined,
    withinLimits: isWithinLimits(version),
    maxCpuMs: Math.max(0, ...anchors.map(({ cpuMs }) => cpuMs)),
    totalCpuMs: anchors.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    busyCpuMs: anchors.reduce((sum, { cpuMs }) => sum + Math.max(0, cpuMs - START_UP_MS), 0),
    maxMemoryKb: Math.max(0, ...cases.map(({ memoryKb }) => memoryKb)),
    dropped: version.dropped,
  };
}

/** The growth decides where it says something; the cases may speak against it all the same. */
function isWithinLimits({ cases, growth }: VersionState): boolean {
  if (growth?.verdict === "exceeds") return false;
  return decidingCases(cases).every(({ verdict }) => !LIMIT_VERDICTS.has(verdict));
}

/** Passed and total of cases, by where they come from. Flaky tests are in neither. */
export function checksByOrigin(
  cases: readonly CaseResult[],
): Partial<Readonly<Record<Origin, Tally>>> {
  const entries = ORIGINS.map(
    (origin) =>
      [origin, tally(cases, (result) => result.origin === origin && !isFlaky(result))] as const,
  );
  return Object.fromEntries(entries.filter(([, { total }]) => total > 0));
}

/** The newest review of a version, or undefined. */
export function newestPlan(state: RunState, version: number): FixPlan | undefined {
  return state.plans.findLast((plan) => plan.version === version);
}

/**
 * Findings of the whole run that some run reproduced, each bug once: two with the same proof are one.
 * Their proofs are kept as cases for every version.
 */
export function confirmedFindings(state: RunState): readonly Finding[] {
  const proved = state.plans
    .flatMap(({ findings }) => findings)
    .filter(({ status, proof }) => status === "confirmed" && proof !== null);
  return [
    ...new Map(proved.toReversed().map((finding) => [proofText(finding), finding])).values(),
  ].toReversed();
}

function proofText({ severity, proof }: Finding): string {
  const content = proof?.kind === "data" ? proof.input : proof?.source;
  return `${severity} ${proof?.kind} ${content}`;
}

/**
 * Confirmed findings that this version still shows: one is closed only by passing its proof. A proof that cannot be run
 * any more, say because what it calls is gone, closes nothing.
 */
function openFindings(
  state: RunState,
  version: VersionState,
  severity: Severity,
): readonly Finding[] {
  return confirmedFindings(state).filter(({ severity: found, proof }) => {
    if (found !== severity || proof === null) return false;
    const shown = version.cases.filter((result) => isResultOf(result, proof.id));
    return shown.some(({ verdict }) => verdict !== "AC");
  });
}
