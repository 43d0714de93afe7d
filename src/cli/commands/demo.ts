import { demoRequest } from "../../orchestrator/demo.js";
import { startRun } from "../../orchestrator/run.js";
import type { CommandAction } from "../cli-context.js";
import { settingsFor, tellRun } from "../session.js";

/** `pipeline demo [name]`: a recorded run, really judged. Needs no key and no network. */
export const demoCommand: CommandAction = async ([name = "lis"], flags, context) => {
  const settings = await settingsFor(flags, context);
  const { cwd, stdin } = context;
  const request = demoRequest({ name, settings, cwd, stdin });
  if (settings.format === "text" && settings.verbosity !== "quiet") {
    context.stderr("Recorded run: the answers are a recording, the tests really run here.\n\n");
  }
  return tellRun(settings, context, (session) => startRun(request, session));
};
