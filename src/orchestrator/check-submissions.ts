import { PipelineError } from "../core/errors.js";
import { LANGUAGES } from "../core/language.js";
import type { JudgeAbilities } from "../core/ports.js";
import { overallVerdict, type Report } from "../core/report.js";
import type { Verdict } from "../core/verdict.js";
import { createJudge } from "../judge/create-judge.js";
import { agrees } from "../packages/labels.js";
import type { PackageFormat, SkippedSubmission, Submission } from "../packages/problem-package.js";
import type { Settings } from "../settings/settings.js";
import { type CaseJudging, judgeCases } from "./judge-cases.js";
import {
  type OpenPackage,
  openPackage,
  requireValidator,
  type StatedLimits,
  statedLimits,
} from "./open-package.js";
import type { ProblemSource } from "./read-problem.js";

/** Which package is checked, and how far. */
export interface SubmissionsRequest extends ProblemSource {
  readonly settings: Settings;
  /** False: every submission is run on all cases, also after it has failed. */
  readonly stopAtFirstFailure: boolean;
  /** Told of each submission as soon as it is judged. */
  readonly onJudged?: (judged: JudgedSubmission) => void;
}

/** A submission, what became of it, and whether that is what its label says. */
export interface JudgedSubmission {
  readonly submission: Submission;
  readonly report: Report;
  /** The first verdict that is not AC. */
  readonly verdict: Verdict;
  readonly agrees: boolean;
  readonly slowestCpuMs: number;
}

/** All labelled submissions of a package, judged. */
export interface CheckedSubmissions extends StatedLimits {
  readonly title: string;
  readonly format: PackageFormat;
  readonly caseCount: number;
  readonly judged: readonly JudgedSubmission[];
  readonly skipped: readonly SkippedSubmission[];
  readonly remarks: readonly string[];
}

/** A time limit that no program of a contest is meant to need. */
const GENEROUS_MS = 60_000;

/**
 * Judges the submissions of a package and holds each verdict against its label. Throws PipelineError "bad_input"
 * when there is none that can be run here.
 */
export async function checkSubmissions(
  request: SubmissionsRequest,
  signal: AbortSignal,
): Promise<CheckedSubmissions> {
  const opened = await openPackage(request);
  const judge = createJudge({ allowUnsafe: request.settings.allowUnsafe });
  const abilities = await judge.probe(signal);
  requireValidator(opened, abilities);
  const { runnable, skipped } = sortOut(opened, abilities, request.file);
  const { cases } = opened;
  const { stopAtFirstFailure } = request;
  const measured = await measureAccepted(opened, { judge, runnable }, signal);
  const { limits, timeLimitFrom } = measured;
  const judged: JudgedSubmission[] = [];
  for (const submission of runnable) {
    const judging: CaseJudging = { judge, cases, limits, stopAtFirstFailure };
    const known = measured.reports.get(submission);
    const report = known ?? (await judgeCases(submission.program, judging, signal));
    const one = judgedAs(submission, report);
    judged.push(one);
    request.onJudged?.(one);
  }
  const { found, title } = opened;
  return {
    title,
    format: found.format,
    caseCount: cases.length,
    limits,
    timeLimitFrom,
    judged,
    skipped,
    remarks: found.remarks,
  };
}

function sortOut(
  { found }: OpenPackage,
  { languages }: JudgeAbilities,
  file: string,
): { runnable: readonly Submission[]; skipped: readonly SkippedSubmission[] } {
  const isRunnable = ({ program }: Submission): boolean => languages[program.language] !== null;
  const runnable = found.submissions.filter(isRunnable);
  const strange = found.submissions.filter((submission) => !isRunnable(submission));
  const skipped = [
    ...found.skipped,
    ...strange.map(({ name, label, program }) => {
      return { name, label, why: `${LANGUAGES[program.language].name} is not installed here` };
    }),
  ];
  if (runnable.length > 0) return { runnable, skipped };
  const [first] = skipped;
  throw first === undefined
    ? new PipelineError("bad_input", `${file} holds no submissions.`, {
        hint: "Put programs into submissions/accepted, submissions/wrong_answer and so on.",
      })
    : new PipelineError("bad_input", `No submission of ${file} can be run here.`, {
        hint: `${first.name}: ${first.why}.`,
      });
}

interface Measuring {
  readonly judge: CaseJudging["judge"];
  readonly runnable: readonly Submission[];
}

interface Measured extends StatedLimits {
  /** What was judged on the way. */
  readonly reports: ReadonlyMap<Submission, Report>;
}

/** Where a package leaves the time limit to its accepted submissions, they are run first, and it follows from the slowest. */
async function measureAccepted(
  opened: OpenPackage,
  { judge, runnable }: Measuring,
  signal: AbortSignal,
): Promise<Measured> {
  const { cases, limits, found } = opened;
  const rule = found.derivedTimeLimit;
  const accepted = runnable.filter(({ expected }) => expected.every((verdict) => verdict === "AC"));
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
  const timeLimitFrom = `${rule.multiplier} times the slowest accepted submission (${submission.name}, ${seconds} s), rounded up`;
  return { limits: { ...limits, timeLimitMs }, timeLimitFrom, reports };
}

function judgedAs(submission: Submission, report: Report): JudgedSubmission {
  const verdict = overallVerdict(report) ?? "JE";
  const slowestCpuMs = slowestOf(report);
  return {
    submission,
    report,
    verdict,
    agrees: agrees(submission.expected, verdict),
    slowestCpuMs,
  };
}

function slowestOf({ cases }: Report): number {
  return Math.max(0, ...cases.map(({ cpuMs }) => cpuMs));
}
