import { PipelineError } from "../../core/errors.js";
import { EXIT_CODES } from "../../core/exit-code.js";
import { LANGUAGES } from "../../core/language.js";
import {
  type CheckedSubmissions,
  checkSubmissions,
  type JudgedSubmission,
} from "../../orchestrator/check-submissions.js";
import type { CommandAction } from "../cli-context.js";
import { printable, shortened } from "../format.js";

import { settingsFor } from "../session.js";
import { counted, shownMs } from "./check-words.js";

/** `pipeline check --submissions <package>`: holds the verdicts of a package's own programs against their labels. */
export const checkSubmissionsCommand: CommandAction = async (operands, flags, context) => {
  const [file, ...others] = operands;
  if (file === undefined || others.length > 0) {
    throw new PipelineError("usage", "check --submissions takes one package and no program");
  }
  if (flags["failFast"] === true && flags["allCases"] === true) {
    throw new PipelineError("usage", "--fail-fast and --all-cases exclude each other");
  }
  const settings = await settingsFor(flags, context);
  const { cwd, stdin, signal, stdout, stderr } = context;
  const isText = settings.format === "text";
  const isQuiet = settings.verbosity === "quiet";
  const checked = await checkSubmissions(
    {
      file,
      cwd,
      stdin,
      settings,
      stopAtFirstFailure: flags["allCases"] !== true,
      onJudged: (judged) => {
        if (isText && (!isQuiet || !judged.agrees)) stdout(printable(`${row(judged)}\n`));
      },
    },
    signal,
  );
  const agree = checked.judged.every((judged) => judged.agrees);
  if (!isText) stdout(`${JSON.stringify(submissionsJson(checked))}\n`);
  else if (!isQuiet) {
    for (const remark of checked.remarks) stderr(printable(`note: ${remark}\n`));
    stdout(printable(summary(checked)));
  }
  const unjudged = checked.judged.find(({ verdict }) => verdict === "JE");
  if (unjudged !== undefined) {
    stderr(
      printable(
        `error: the judge could not run ${unjudged.submission.name}: ${whyNot(unjudged)}\n`,
      ),
    );
    return EXIT_CODES.wrongUsage;
  }
  return agree ? EXIT_CODES.passed : EXIT_CODES.notPassed;
};

/** As wide as what is usual, such as `time_limit_exceeded`, so that a row fits a usual terminal. */
const [WIDEST_NAME, WIDEST_LANGUAGE, WIDEST_LABEL] = [42, 13, 19];

function row(judged: JudgedSubmission): string {
  const { submission, verdict, slowestCpuMs, agrees, report } = judged;
  const { name, label, program } = submission;
  const failed = report.cases.find((result) => result.verdict !== "AC");
  const slowestMs = failed === undefined ? slowestCpuMs : Math.max(slowestCpuMs, shownMs(failed));
  const columns = [
    name.padEnd(WIDEST_NAME),
    LANGUAGES[program.language].name.padEnd(WIDEST_LANGUAGE),
    label.padEnd(WIDEST_LABEL),
    verdict.padEnd(3),
    `${slowestMs.toFixed(0).padStart(6)} ms`,
  ];
  const line = `  ${columns.join("  ")}`;
  if (agrees) return line;
  const word = verdict === "JE" ? "NOT JUDGED" : "DISAGREES";
  return `${line}  ${word}  ${whyNot(judged)}`.trimEnd();
}

/** What was wrong with the first case that failed, else what the compiler said; empty when all passed. */
function whyNot({ verdict, report }: JudgedSubmission): string {
  const failed = report.cases.find((result) => result.verdict !== "AC");
  const why = failed === undefined ? (report.compile?.log ?? "") : `${failed.id}: ${failed.note}`;
  return shortened(verdict === "AC" ? "" : why, 160);
}

function summary({
  title,
  judged,
  skipped,
  limits,
  timeLimitFrom,
  caseCount,
}: CheckedSubmissions): string {
  const agreeing = judged.filter(({ agrees }) => agrees).length;
  const unjudged = judged.filter(({ verdict }) => verdict === "JE").length;
  const rest = unjudged === 0 ? "" : `, ${unjudged} could not be judged`;
  const lines = [
    ...skipped.map(({ name, why }) => `  ${name.padEnd(WIDEST_NAME)}  skipped: ${why}`),
    `${title}: ${agreeing} of ${counted(judged.length, "submission")} ${agreement(judged.length)} on ${counted(caseCount, "case")}${rest}`,
    `time limit ${limits.timeLimitMs} ms (${timeLimitFrom}) · isolation: ${judged[0]?.report.isolation ?? "none"}`,
  ];
  return `${lines.join("\n")}\n`;
}

function agreement(count: number): string {
  return count === 1 ? "agrees with its label" : "agree with their labels";
}

function submissionsJson(checked: CheckedSubmissions): unknown {
  const { title, format, limits, timeLimitFrom, judged, skipped, remarks, caseCount } = checked;
  return {
    schema: 1,
    agree: judged.every(({ agrees }) => agrees),
    title,
    format,
    limits: {
      time_ms: limits.timeLimitMs,
      memory_mb: limits.memoryLimitMb,
      time_limit_from: timeLimitFrom,
    },
    case_count: caseCount,
    submissions: judged.map(({ submission, verdict, agrees, slowestCpuMs, report }) => {
      const failed = report.cases.find((result) => result.verdict !== "AC");
      return {
        name: submission.name,
        language: submission.program.language,
        label: submission.label,
        expected: submission.expected,
        verdict,
        agrees,
        slowest_cpu_ms: slowestCpuMs,
        cases_run: report.compile?.ok === false ? 0 : report.cases.length,
        failed_case: failed === undefined ? null : { id: failed.id, note: failed.note },
        compile: report.compile,
      };
    }),
    skipped,
    isolation: judged[0]?.report.isolation ?? "none",
    remarks,
  };
}
