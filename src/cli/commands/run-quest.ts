import { DEFAULT_QUEST_FILE } from "../../orchestrator/create-model.js";
import type { CliContext } from "../cli-context.js";
import { questCommand } from "./quest.js";

/** `pipeline quest …`: the command line of those who answer. */
export async function runQuest(argv: readonly string[], context: CliContext): Promise<number> {
  let exitCode = 0;
  const command = questCommand({
    stdout: context.stdout,
    stderr: context.stderr,
    stdin: context.stdin,
    defaultFile: context.env["PIPELINE_QUEST_DB"] ?? DEFAULT_QUEST_FILE,
    signal: context.signal,
    onExit: (code) => {
      exitCode = code;
    },
  });
  await command.name("pipeline quest").parseAsync([...argv], { from: "user" });
  return exitCode;
}
