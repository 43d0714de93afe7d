import type { RunPlan } from "../../core/run-plan.js";
import { startRun } from "../../orchestrator/run.js";
import type { CliContext, CliFlags, CommandAction } from "../cli-context.js";
import { settingsFor, tellRun } from "../session.js";

function startCommand(command: RunPlan["command"]): CommandAction {
  return async ([file = "-"], flags: CliFlags, context: CliContext) => {
    const settings = await settingsFor(flags, context);
    const { cwd, stdin } = context;
    return tellRun(settings, context, (session) =>
      startRun({ command, file, settings, cwd, stdin }, session),
    );
  };
}

/** `pipeline run <problem>`. */
export const runCommand = startCommand("run");

/** `pipeline compete <problem>`. */
export const competeCommand = startCommand("compete");

/** `pipeline debug <file>`. */
export const debugCommand = startCommand("debug");
