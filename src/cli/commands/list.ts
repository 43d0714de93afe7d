import path from "node:path";

import { type KnownRun, listRuns, type UnreadableRun } from "../../orchestrator/runs.js";
import { unfinishedResult } from "../../report/result.js";
import type { CommandAction } from "../cli-context.js";
import { formatUsd, printable, shortened } from "../format.js";
import { settingsFor } from "../session.js";
import { checksText } from "../story.js";

/** `pipeline list`: the runs of the output folder, oldest first. */
export const listCommand: CommandAction = async (_operands, flags, context) => {
  const settings = await settingsFor(flags, context);
  const runs = await listRuns(path.resolve(context.cwd, settings.output));
  if (settings.format !== "text") {
    context.stdout(`${JSON.stringify({ runs: runs.map(runJson) })}\n`);
    return 0;
  }
  if (runs.length === 0)
    context.stdout(`no runs in ${settings.output} yet: pipeline run problem.txt\n`);
  for (const run of runs)
    context.stdout(printable(`${"why" in run ? unreadableLine(run) : runLine(run)}\n`));
  return 0;
};

function runJson(run: KnownRun | UnreadableRun): unknown {
  if ("why" in run) return { run: run.name, status: "unreadable", error: run.why };
  const { plan, result, state } = run;
  return result ?? unfinishedResult(plan, state);
}

function runLine({ plan, result, state }: KnownRun): string {
  const status = result?.status ?? "unfinished";
  const final = state.versions.find(({ solution }) => solution.version === result?.final?.version);
  const facts = [
    status.padEnd(11),
    plan.run.padEnd(24),
    plan.pipeline.definition.name.padEnd(12),
    final === undefined ? "" : checksText(final),
    result === null || result.usage.usd === 0 ? "" : formatUsd(result.usage.usd, state.isPriced),
  ];
  return facts.join(" ").trimEnd();
}

function unreadableLine({ name, why }: UnreadableRun): string {
  return `${"unreadable".padEnd(11)} ${name.padEnd(24)} ${shortened(why, 100)}`;
}
