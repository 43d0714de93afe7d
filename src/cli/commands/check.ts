import { PipelineError } from "../../core/errors.js";
import { EXIT_CODES } from "../../core/exit-code.js";
import type { CaseResult } from "../../core/report.js";
import { overallVerdict } from "../../core/report.js";
import { type Checked, checkProgram } from "../../orchestrator/check.js";
import type { CliContext, CliFlags, CommandAction } from "../cli-context.js";
import { printable, shortened } from "../format.js";
import { settingsFor } from "../session.js";
import { checkSubmissionsCommand } from "./check-submissions.js";
import { counted, shownMs } from "./check-words.js";

/** `pipeline check <file> <problem>`: judges one program on the tests of a problem. Calls no model. */
export const checkCommand: CommandAction = async (operands, flags, context) => {
  if (flags["submissions"] === true) return checkSubmissionsCommand(operands, flags, context);
  const [file, problem] = operands;
  if (file === undefined || problem === undefined) {
    throw new PipelineError("usage", "check needs a program and a problem", {
      hint: "To judge the programs of a package itself: pipeline check --submissions PACKAGE",
    });
  }
  return checkOne({ file, problem }, flags, context);
};

async function checkOne(
  { file, problem }: { readonly file: string; readonly problem: string },
  flags: CliFlags,
  context: CliContext,
): Promise<number> {
  const settings = await settingsFor(flags, context);
  const { cwd, stdin, signal } = context;
  const stopAtFirstFailure = flags["failFast"] === true;
  const checked = await checkProgram(
    { program: file, file: problem, cwd, stdin, settings, stopAtFirstFailure },
    signal,
  );
  const accepted = overallVerdict(checked.report) === "AC";
  if (settings.format !== "text") context.stdout(`${JSON.stringify(checkJson(checked))}\n`);
  else if (settings.verbosity === "quiet") context.stdout(`${overallVerdict(checked.report)}\n`);
  else {
    for (const remark of checked.remarks) context.stderr(printable(`note: ${remark}\n`));
    context.stdout(checkText(checked, accepted));
  }
  const unjudged = checked.report.cases.find(({ verdict }) => verdict === "JE");
  if (unjudged === undefined) return accepted ? EXIT_CODES.passed : EXIT_CODES.notPassed;
  // That is not the program's fault: something that the judge needs is not in order.
  context.stderr(
    `error: the judge could not run ${unjudged.id}: ${shortened(unjudged.note, 200)}\n`,
  );
  return EXIT_CODES.wrongUsage;
}

function checkJson({ report, caseCount, limits, timeLimitFrom, remarks }: Checked): unknown {
  const verdict = overallVerdict(report);
  const totals: Record<string, number> = {};
  for (const result of report.cases) totals[result.verdict] = (totals[result.verdict] ?? 0) + 1;
  return {
    schema: 1,
    accepted: verdict === "AC",
    verdict,
    cases: report.cases.map((result) => ({
      id: result.id,
      origin: result.origin,
      verdict: result.verdict,
      cpu_ms: result.cpuMs,
      wall_ms: result.wallMs,
      memory_kb: result.memoryKb,
      ...(result.verdict === "AC" ? {} : { note: result.note }),
    })),
    totals,
    isolation: report.isolation,
    compile: report.compile,
    case_count: caseCount,
    limits: {
      time_ms: limits.timeLimitMs,
      memory_mb: limits.memoryLimitMb,
      time_limit_from: timeLimitFrom,
    },
    remarks,
  };
}

/** More rows than this nobody reads: of those that passed only the number is told. */
const MOST_ROWS = 60;

function checkText(checked: Checked, accepted: boolean): string {
  const { report, title, caseCount, limits, timeLimitFrom } = checked;
  const shown =
    report.cases.length <= MOST_ROWS
      ? report.cases
      : report.cases.filter(({ verdict }) => verdict !== "AC").slice(0, MOST_ROWS);
  const passed = report.cases.filter(({ verdict }) => verdict === "AC").length;
  const compile = report.compile?.ok === false ? compileRows(report.compile.log) : [];
  const word = accepted ? "passed" : "failed";
  const unrun = caseCount - report.cases.length;
  const rest = unrun === 0 ? "" : ` · ${unrun} not run`;
  const summary = `${word}   ${passed}/${counted(report.cases.length, "case")}${rest} · isolation: ${report.isolation}`;
  const time = `time limit ${limits.timeLimitMs} ms (${timeLimitFrom})`;
  return `${printable([title, ...compile, ...caseRows(shown), summary, time].join("\n"))}\n`;
}

const MOST_LINES_OF_LOG = 12;
const WIDEST_LINE_OF_LOG = 160;

/** The beginning of what the compiler said: what is wrong first is what matters. */
function compileRows(log: string): readonly string[] {
  const lines = log.split("\n").filter((line) => line.trim() !== "");
  const shown = lines.slice(0, MOST_LINES_OF_LOG).map((line) => line.slice(0, WIDEST_LINE_OF_LOG));
  const left = lines.length - shown.length;
  const rest = left > 0 ? [`… and ${left} more lines`] : [];
  return [...shown, ...rest].map((line, at) => `  ${at === 0 ? "CE" : "  "}   ${line}`);
}

const NARROWEST = 16;

function caseRows(results: readonly CaseResult[]): readonly string[] {
  const width = Math.max(NARROWEST, ...results.map(({ id }) => id.length));
  return results.map((result) => {
    const { verdict, id, memoryKb, note } = result;
    const figures = `${shownMs(result).toFixed(0).padStart(6)} ms ${(memoryKb / 1024).toFixed(1).padStart(7)} MB`;
    const why = verdict === "AC" ? "" : `  ${shortened(note, 100)}`;
    return `  ${verdict.padEnd(4)} ${id.padEnd(width)} ${figures}${why}`.trimEnd();
  });
}
