import { PipelineError } from "../../core/errors.js";
import { EXIT_CODES } from "../../core/exit-code.js";
import type { Report } from "../../core/report.js";
import { overallVerdict } from "../../core/report.js";
import { type Checked, checkProgram } from "../../orchestrator/check.js";
import type { CommandAction } from "../cli-context.js";
import { printable, shortened } from "../format.js";
import { settingsFor } from "../session.js";

/** `pipeline check <file> <problem>`: judges one program on the tests of a problem. Calls no model. */
export const checkCommand: CommandAction = async ([file, problem], flags, context) => {
  if (file === undefined || problem === undefined) {
    throw new PipelineError("usage", "check needs a program and a problem");
  }
  const settings = await settingsFor(flags, context);
  const { cwd, stdin, signal } = context;
  const checked = await checkProgram(
    { program: file, file: problem, cwd, stdin, settings },
    signal,
  );
  const accepted = overallVerdict(checked.report) === "AC";
  if (settings.format !== "text") context.stdout(`${JSON.stringify(checkJson(checked.report))}\n`);
  else if (settings.verbosity === "quiet") context.stdout(`${overallVerdict(checked.report)}\n`);
  else context.stdout(checkText(checked, accepted));
  const unjudged = checked.report.cases.find(({ verdict }) => verdict === "JE");
  if (unjudged === undefined) return accepted ? EXIT_CODES.passed : EXIT_CODES.notPassed;
  // That is not the program's fault: something that the judge needs is not in order.
  context.stderr(
    `error: the judge could not run ${unjudged.id}: ${shortened(unjudged.note, 200)}\n`,
  );
  return EXIT_CODES.wrongUsage;
};

function checkJson(report: Report): unknown {
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
    })),
    totals,
    isolation: report.isolation,
    compile: report.compile,
  };
}

function checkText({ report, title }: Checked, accepted: boolean): string {
  const rows = report.cases.map((result) => {
    const figures = `${result.cpuMs.toFixed(0).padStart(6)} ms ${(result.memoryKb / 1024).toFixed(1).padStart(7)} MB`;
    const note = result.verdict === "AC" ? "" : `  ${shortened(result.note, 100)}`;
    return `  ${result.verdict.padEnd(4)} ${result.id.padEnd(16)} ${figures}${note}`.trimEnd();
  });
  const passed = report.cases.filter(({ verdict }) => verdict === "AC").length;
  const compile =
    report.compile?.ok === false ? [`  CE   ${shortened(report.compile.log, 200)}`] : [];
  const word = accepted ? "passed" : "failed";
  const summary = `${word}   ${passed}/${report.cases.length} cases · isolation: ${report.isolation}`;
  return `${printable([title, ...compile, ...rows, summary].join("\n"))}\n`;
}
