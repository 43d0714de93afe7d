import type { RunPlan } from "../../core/run-plan.js";
import { startRun } from "../../orchestrator/run.js";
import type { CliContext, CliFlags, CommandAction } from "../cli-context.js";
import { settingsFor, tellRun } from "../session.js";

function startCommand(command: RunPlan["command"]): CommandAction {
  return async ([file = "-"], flags: CliFlags, context: CliContext) => {
    const settings = await settingsFor(flags, context);
    const { cwd, stdin } = context;
    const request = { command, file, settings, cwd, stdin };
    if (settings.dryRun) {
      const { tellDryRun } = await import("../dry-run.js");
      return tellDryRun(request, context);
    }
    return tellRun(settings, context, (session) => startRun(request, session));
  };
}

/** `pipeline run <problem>`. */
export const runCommand = startCommand("run");

/** `pipeline compete <problem>`. */
export const competeCommand = startCommand("compete");

/** `pipeline debug <file>`. */
export const debugCommand = startCommand("debug");
