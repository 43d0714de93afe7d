import type { CaseResult } from "../core/report.js";
import type { RunPlan } from "../core/run-plan.js";
import { describeEnding } from "../core/verdict.js";
import type { VersionState } from "../core/version-state.js";
import type { RunResult } from "./result.js";

/** `validation_report.md` of a contest run: every verdict of the final version with its measurements. */
export function renderValidationReport(
  plan: RunPlan,
  result: RunResult,
  final: VersionState | undefined,
): string {
  const { timeLimitMs, memoryLimitMb } = plan.limits;
  const limits = [
    `- Time limit: ${timeLimitMs === null ? "not stated" : `${timeLimitMs} ms`}`,
    `- Memory limit: ${memoryLimitMb === null ? "not stated" : `${memoryLimitMb} MB`}`,
    `- Isolation: ${result.isolation ?? "nothing was run"}`,
  ];
  const sections = [
    `# Validation of ${plan.problem?.title ?? plan.stem}`,
    `**${result.status}**: ${result.reason}.`,
    limits.join("\n"),
    final === undefined ? "No version was written." : renderCases(final),
    approach(final),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function renderCases(final: VersionState): string {
  if (final.cases.length === 0) return "Nothing was run.";
  const rows = final.cases.map(
    (result) =>
      `| ${result.id} | ${result.verdict} | ${result.cpuMs.toFixed(1)} | ${result.memoryKb} | ${note(result)} |`,
  );
  return ["| case | verdict | CPU ms | memory KB | note |", "|---|---|---|---|---|", ...rows].join(
    "\n",
  );
}

function note(result: CaseResult): string {
  if (result.verdict === "AC") return "";
  return (result.note || describeEnding(result.ending)).replaceAll(/[|\n]/g, " ");
}

/** What the agent says of its approach, marked as what it is. */
function approach(final: VersionState | undefined): string {
  const said = final?.solution.approach ?? null;
  if (said === null) return "";
  const cost = [said.time, said.space].filter((part) => part !== null).join(" time, ");
  return `The author's own words (not measured): ${said.approach}${cost === "" ? "" : ` (${cost})`}`;
}
