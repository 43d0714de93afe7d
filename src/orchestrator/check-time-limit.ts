import type { Judge, JudgeAbilities } from "../core/ports.js";
import { overallVerdict, type Report } from "../core/report.js";
import type { Submission } from "../packages/problem-package.js";
import { type CaseJudging, judgeCases } from "./judge-cases.js";
import { type OpenPackage, type StatedLimits, statedLimits } from "./open-package.js";

/** What the programs of a package are run with, and how far that reaches. */
export interface Measuring {
  readonly judge: Judge;
  readonly abilities: JudgeAbilities;
}

/** The limits that hold, and what was judged to find them. */
export interface MeasuredLimits extends StatedLimits {
  readonly reports: ReadonlyMap<Submission, Report>;
}

/** A time limit that no program of a contest is meant to need. */
const GENEROUS_MS = 60_000;

/** Where a package leaves the time limit to its accepted submissions, they are run first, and it follows from the slowest. */
export async function measureLimits(
  opened: OpenPackage,
  { judge, abilities }: Measuring,
  signal: AbortSignal,
): Promise<MeasuredLimits> {
  const { cases, limits, found } = opened;
  const rule = found.derivedTimeLimit;
  const accepted = found.submissions.filter(
    ({ expected, program }) =>
      expected.every((verdict) => verdict === "AC") &&
      abilities.languages[program.language] !== null,
  );
  if (limits.timeLimitMs !== null || rule === null || accepted.length === 0) {
    return { ...statedLimits(opened), reports: new Map() };
  }
  const generous = { ...limits, timeLimitMs: GENEROUS_MS };
  const judging: CaseJudging = { judge, cases, limits: generous, stopAtFirstFailure: true };
  const reports = new Map<Submission, Report>();
  for (const submission of accepted) {
    reports.set(submission, await judgeCases(submission.program, judging, signal));
  }
  const passed = [...reports].filter(([, report]) => overallVerdict(report) === "AC");
  const [slowest] = passed.toSorted(([, left], [, right]) => slowestOf(right) - slowestOf(left));
  if (slowest === undefined) {
    const timeLimitFrom = "the default: no accepted submission passed, from which it would follow";
    return { ...statedLimits(opened), timeLimitFrom, reports };
  }
  const [submission, report] = slowest;
  const steps = Math.ceil((slowestOf(report) * rule.multiplier) / rule.resolutionMs);
  const timeLimitMs = Math.max(steps, 1) * rule.resolutionMs;
  const seconds = (slowestOf(report) / 1000).toFixed(2);
  const many =
    passed.length === 1 ? "1 accepted submission" : `${passed.length} accepted submissions`;
  const timeLimitFrom = `derived from ${many}: ${rule.multiplier} times the slowest (${submission.name}, ${seconds} s), rounded up`;
  return { ...statedLimits({ limits: { ...limits, timeLimitMs }, timeLimitFrom }), reports };
}

/** The CPU time of the slowest case. */
export function slowestOf({ cases }: Report): number {
  return Math.max(0, ...cases.map(({ cpuMs }) => cpuMs));
}
