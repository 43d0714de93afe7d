import { EXIT_CODES, exitCodeOf } from "../../core/exit-code.js";
import { checkUp } from "../../orchestrator/doctor.js";
import type { Finding } from "../../orchestrator/doctor-finding.js";
import type { Flags } from "../../settings/settings.js";
import type { CliContext, CommandAction } from "../cli-context.js";
import { countText } from "../end-text.js";
import { printable } from "../format.js";

/** `pipeline doctor`: checks everything that a run needs. Costs nothing, and needs no settings that are right. */
export const doctorCommand: CommandAction = async (_operands, flags, context) => {
  const known: Flags = flags;
  const asJson = known.json === true || isYes(context, "PIPELINE_JSON");
  const isQuiet = known.quiet === true || isYes(context, "PIPELINE_QUIET");
  const { env, cwd, signal } = context;
  const findings = await checkUp({
    flags: known,
    env,
    cwd,
    signal,
    nodeVersion: process.versions.node,
    tell: (finding) => {
      if (!asJson && (!isQuiet || finding.status === "problem")) tell(finding, context);
    },
  });
  const exitCode = exitCodeFor(findings);
  if (asJson) context.stdout(`${JSON.stringify(findingsJson(findings, exitCode))}\n`);
  else if (!isQuiet) context.stdout(`\n${summary(findings)}\n`);
  return exitCode;
};

/** Settings can be what is wrong, so these two are looked up without them. */
function isYes({ env }: CliContext, variable: string): boolean {
  return /^(?:1|true|yes|on|y)$/i.test(env[variable] ?? "");
}

const INDENT = " ".repeat(21);

function tell(finding: Finding, context: CliContext): void {
  const lines = oneLine(finding.text);
  const next = finding.status === "ok" ? null : finding.next;
  const head = `${finding.status.padEnd(8)} ${finding.name.padEnd(11)} ${lines}`;
  const more = next === null ? "" : `${INDENT}${oneLine(next)}\n`;
  context.stdout(`${printable(head)}\n${printable(more)}`);
}

/** What is quoted may have lines of its own: they stay under their heading. */
function oneLine(text: string): string {
  return text.replaceAll("\n", `\n${INDENT}`);
}

function summary(findings: readonly Finding[]): string {
  const problems = findings.filter(({ status }) => status === "problem").length;
  const notes = findings.filter(({ status }) => status === "note").length;
  const told = notes === 0 ? "" : `, ${countText(notes, "note")}`;
  return problems === 0
    ? `Ready: nothing is in the way of a run${told}.`
    : `${countText(problems, "problem")}${told}.`;
}

/** Wrong settings come first: they may be why a server is not reached. */
function exitCodeFor(findings: readonly Finding[]): number {
  const codes = findings.flatMap((finding) =>
    finding.status === "problem" ? [exitCodeOf(finding.kind)] : [],
  );
  const { wrongUsage, noKey, serviceFailed } = EXIT_CODES;
  const order: readonly number[] = [wrongUsage, noKey, serviceFailed];
  return order.find((code) => codes.includes(code)) ?? codes[0] ?? EXIT_CODES.passed;
}

function findingsJson(findings: readonly Finding[], exitCode: number): unknown {
  return {
    schema: 1,
    ready: exitCode === EXIT_CODES.passed,
    exit_code: exitCode,
    checks: findings.map((finding) => ({
      name: finding.name,
      status: finding.status,
      text: printable(finding.text),
      next: finding.status === "ok" ? null : finding.next,
      kind: finding.status === "problem" ? finding.kind : null,
    })),
  };
}
