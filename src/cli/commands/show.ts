import path from "node:path";

import { adviceFor } from "../../core/advice.js";
import type { Finding, FixPlan } from "../../core/finding.js";
import type { CaseResult } from "../../core/report.js";
import type { VersionState } from "../../core/version-state.js";
import { type KnownRun, loadRun } from "../../orchestrator/runs.js";
import { unfinishedResult } from "../../report/result.js";
import type { CommandAction } from "../cli-context.js";
import { costText } from "../cost-text.js";
import { formatSeconds, printable, shortened } from "../format.js";
import { settingsFor } from "../session.js";
import { checksText } from "../story.js";

const INDENT = "        ";

/** `pipeline show [run]`: one run with its versions, failed cases and findings. */
export const showCommand: CommandAction = async ([name], flags, context) => {
  const settings = await settingsFor(flags, context);
  const run = await loadRun(path.resolve(context.cwd, settings.output), name ?? null);
  if (settings.format === "text") context.stdout(printable(runText(run)));
  else context.stdout(`${JSON.stringify(run.result ?? unfinishedResult(run.plan, run.state))}\n`);
  return 0;
};

function runText(run: KnownRun): string {
  const { plan, state, result } = run;
  const lines = [
    `${plan.run}  ${plan.pipeline.definition.name}  ${plan.problem?.title ?? plan.codeFile ?? ""}`,
    result === null
      ? adviceFor(plan.directory, `unfinished: pipeline resume ${plan.run}`)
      : `${result.status}: ${result.reason}`,
    `rounds ${state.rounds.length}, calls ${state.usage.calls}, ${formatSeconds(state.seconds)}, ${costText(state) ?? "$0"}`,
    "",
    ...state.versions.flatMap((version) => versionLines(run, version)),
    ...state.plans.flatMap(planLines),
  ];
  return `${lines.join("\n")}\n`;
}

function versionLines({ result }: KnownRun, version: VersionState): readonly string[] {
  const isFinal = result?.final?.version === version.solution.version;
  const word = isFinal ? "final" : version.dropped ? "dropped" : "";
  const { agent } = version.solution;
  const head = `  ${version.file.padEnd(18)} ${(agent ?? "your file").padEnd(20)} ${checksText(version)}  ${word}`;
  const failed = version.cases.filter(({ verdict }) => verdict !== "AC");
  return [head.trimEnd(), ...failed.slice(0, 5).flatMap(caseLines)];
}

function caseLines(result: CaseResult): readonly string[] {
  return [
    `      ${result.verdict} ${result.id}: ${shortened(result.note, 100)}`,
    ...shown("input", result.input),
    ...shown("expected", result.expected),
    ...shown("got", result.output),
    ...shown("stderr", result.stderr),
  ];
}

function shown(label: string, text: string | null): readonly string[] {
  return text === null || text === ""
    ? []
    : [`${INDENT}${label.padEnd(9)} ${shortened(text, 100)}`];
}

function planLines(plan: FixPlan): readonly string[] {
  const head = `  fix_plan_${plan.number}.md`.padEnd(20);
  const summary = `${head} on v${plan.version}: ${shortened(plan.summary, 100)}`;
  return [summary, ...plan.findings.map(findingLine)];
}

function findingLine({ severity, status, title, line }: Finding): string {
  const place = line === null ? "" : ` (line ${line})`;
  return `      ${severity}, ${status}: ${shortened(title, 80)}${place}`;
}
