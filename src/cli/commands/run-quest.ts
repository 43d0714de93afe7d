import { resolveSettings } from "../../settings/settings.js";
import type { CliContext } from "../cli-context.js";
import { questCommand } from "./quest.js";

/** `pipeline quest …`: the command line of those who answer. */
export async function runQuest(argv: readonly string[], context: CliContext): Promise<number> {
  const { env, cwd, stdout, stderr, stdin, signal } = context;
  // The same file as a run that is started from here uses.
  const { questDb } = await resolveSettings({ flags: {}, env, cwd });
  let exitCode = 0;
  const command = questCommand({
    stdout,
    stderr,
    stdin,
    defaultFile: questDb,
    signal,
    onExit: (code) => {
      exitCode = code;
    },
  });
  await command.name("pipeline quest").parseAsync([...argv], { from: "user" });
  return exitCode;
}
