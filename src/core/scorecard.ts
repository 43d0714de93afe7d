import type { Origin } from "./case.js";
import { countFindings, type Finding, type FixPlan, type Severity } from "./finding.js";
import { type CaseResult, type Tally, tally } from "./report.js";
import type { RunState, VersionState } from "./run-state.js";

/** What was measured of one version. */
export interface Scorecard {
  readonly version: number;
  readonly file: string;
  readonly agent: string | null;
  readonly parent: number | null;
  /** Passed and total by origin; an origin that has no case is left out. */
  readonly checks: Partial<Readonly<Record<Origin, Tally>>>;
  /** Findings that a run reproduced and that this version still shows. */
  readonly confirmed: { readonly critical: number; readonly major: number };
  /** Critical and major findings of its newest review that nothing could decide. */
  readonly claimed: number;
  readonly reviewed: boolean;
  /** No case ran into a time, memory or output limit. */
  readonly withinLimits: boolean;
  /** Slowest case and sum over the cases that anchor the run, in CPU time. */
  readonly maxCpuMs: number;
  readonly totalCpuMs: number;
  readonly maxMemoryKb: number;
  readonly dropped: boolean;
}

const ORIGINS: readonly Origin[] = ["sample", "given", "own", "stress", "proof"];
const LIMIT_VERDICTS: ReadonlySet<string> = new Set(["TLE", "MLE", "OLE"]);
const HEAVY: readonly Severity[] = ["critical", "major"];

/** The scorecard of a version from all that was run on it. */
export function scorecardOf(state: RunState, version: VersionState): Scorecard {
  const { solution, cases } = version;
  const plan = newestPlan(state, solution.version);
  const timed = cases.filter(({ origin }) => origin !== "own" && origin !== "proof");
  return {
    version: solution.version,
    file: version.file,
    agent: solution.agent,
    parent: solution.parent,
    checks: checksByOrigin(cases),
    confirmed: {
      critical: openFindings(state, version, "critical").length,
      major: openFindings(state, version, "major").length,
    },
    claimed: plan === undefined ? 0 : countFindings(plan.findings, "claimed", HEAVY),
    reviewed: plan !== undefined,
    withinLimits: cases.every(({ verdict }) => !LIMIT_VERDICTS.has(verdict)),
    maxCpuMs: Math.max(0, ...timed.map(({ cpuMs }) => cpuMs)),
    totalCpuMs: timed.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    maxMemoryKb: Math.max(0, ...cases.map(({ memoryKb }) => memoryKb)),
    dropped: version.dropped,
  };
}

/** Passed and total of cases, by where they come from. */
export function checksByOrigin(
  cases: readonly CaseResult[],
): Partial<Readonly<Record<Origin, Tally>>> {
  const entries = ORIGINS.map(
    (origin) => [origin, tally(cases, (result) => result.origin === origin)] as const,
  );
  return Object.fromEntries(entries.filter(([, { total }]) => total > 0));
}

/** The newest review of a version, or undefined. */
export function newestPlan(state: RunState, version: number): FixPlan | undefined {
  return state.plans.findLast((plan) => plan.version === version);
}

/** Findings of the whole run that some run reproduced; their proofs are kept as cases for every version. */
export function confirmedFindings(state: RunState): readonly Finding[] {
  return state.plans
    .flatMap(({ findings }) => findings)
    .filter(({ status }) => status === "confirmed");
}

/** Confirmed findings whose proof this version fails. */
function openFindings(
  state: RunState,
  version: VersionState,
  severity: Severity,
): readonly Finding[] {
  return confirmedFindings(state).filter((finding) => {
    if (finding.severity !== severity) return false;
    const results = version.cases.filter(({ id }) => isResultOf(id, finding.proof?.id ?? null));
    return results.some(({ verdict }) => verdict !== "AC" && verdict !== "JE");
  });
}

/** True for the case itself and for the tests found inside it, such as `proof/1.2/test_empty`. */
function isResultOf(resultId: string, caseId: string | null): boolean {
  return caseId !== null && (resultId === caseId || resultId.startsWith(`${caseId}/`));
}
