import { resumeRun } from "../../orchestrator/run.js";
import type { CommandAction } from "../cli-context.js";
import { refuseDryRun } from "../no-dry-run.js";
import { settingsFor, tellRun } from "../session.js";

/** `pipeline resume [run]`: goes on where a run stopped. */
export const resumeCommand: CommandAction = async ([run], flags, context) => {
  const settings = await settingsFor(flags, context);
  refuseDryRun(settings, "resume");
  return tellRun(settings, context, (session) =>
    resumeRun({ run: run ?? null, settings, cwd: context.cwd }, session),
  );
};
