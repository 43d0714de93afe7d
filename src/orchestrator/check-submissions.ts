import { PipelineError } from "../core/errors.js";
import { LANGUAGES } from "../core/language.js";
import type { JudgeAbilities } from "../core/ports.js";
import { overallVerdict, type Report } from "../core/report.js";
import type { Verdict } from "../core/verdict.js";
import { createJudge } from "../judge/create-judge.js";
import { agrees, isOtherRejection } from "../packages/labels.js";
import type { PackageFormat, SkippedSubmission, Submission } from "../packages/problem-package.js";
import type { Settings } from "../settings/settings.js";
import { measureLimits, slowestOf } from "./check-time-limit.js";
import { requireValidator } from "./check-validator.js";
import { type CaseJudging, judgeCases } from "./judge-cases.js";
import { type OpenPackage, openPackage, type StatedLimits } from "./open-package.js";
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
  const measuring = { judge, abilities };
  const { runnable, skipped } = sortOut(opened, abilities, request.file);
  await requireValidator(opened, measuring, signal);
  const { cases } = opened;
  const { stopAtFirstFailure } = request;
  const measured = await measureLimits(opened, measuring, signal);
  const { limits, timeLimitFrom } = measured;
  const judged: JudgedSubmission[] = [];
  for (const submission of runnable) {
    const judging: CaseJudging = { judge, cases, limits, stopAtFirstFailure };
    const known = measured.reports.get(submission);
    const isWhole = known !== undefined && (stopAtFirstFailure || overallVerdict(known) === "AC");
    const report = isWhole ? known : await judgeCases(submission.program, judging, signal);
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
    remarks: [...found.remarks, ...judged.flatMap(remarksOn)],
  };
}

/** A label of the time limit is met by any rejection, which its author may not have meant. */
function remarksOn({ submission, verdict }: JudgedSubmission): readonly string[] {
  if (!isOtherRejection(submission.expected, verdict)) return [];
  return [`${submission.name}: rejected as ${verdict}, not as TLE`];
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
