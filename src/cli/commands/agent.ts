import { PipelineError } from "../../core/errors.js";
import { EXIT_CODES } from "../../core/exit-code.js";
import { runAgent } from "../../orchestrator/run-agent.js";
import type { CliFlags, CommandAction } from "../cli-context.js";
import { refuseDryRun } from "../no-dry-run.js";
import { settingsFor, withReporter } from "../session.js";

/** `pipeline agent <name> <file>`: one agent alone. Exit code 0 when it handed over something usable. */
export const agentCommand: CommandAction = async ([agent, file], flags, context) => {
  if (agent === undefined || file === undefined) {
    throw new PipelineError("usage", "agent needs the name of an agent and a file");
  }
  const { with: attached, focus, ...others } = flags;
  const settings = await settingsFor(others, context);
  refuseDryRun(settings, "agent");
  const { cwd, stdin } = context;
  const request = {
    agent,
    file,
    with: listOf(attached),
    focus: textOf(focus),
    settings,
    cwd,
    stdin,
  };
  const { written, failure } = await withReporter(settings, context, (_reporter, session) =>
    runAgent(request, session),
  );
  if (failure !== null) {
    const { kind, message, ...more } = failure;
    throw new PipelineError(kind, message, more);
  }
  if (settings.format === "text") for (const name of written) context.stdout(`${name}\n`);
  else context.stdout(`${JSON.stringify({ schema: 1, agent, written })}\n`);
  return EXIT_CODES.passed;
};

function listOf(flag: CliFlags[string]): readonly string[] {
  return typeof flag === "object" ? flag : [];
}

function textOf(flag: CliFlags[string]): string | null {
  return typeof flag === "string" ? flag : null;
}
