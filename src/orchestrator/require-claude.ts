import path from "node:path";

import { notStarted } from "../models/claude-cli/fault.js";
import { fileExists } from "../store/folder-room.js";

const COMMAND = "claude";

/**
 * Looks for the user's command on the PATH, without starting it. Throws PipelineError "bad_settings" where it is not
 * there, as a call would.
 */
export async function requireClaude({
  PATH: folders,
}: Readonly<Record<string, string | undefined>>): Promise<void> {
  // The system has a PATH of its own for those who have none.
  if (folders === undefined) return;
  const found = await Promise.all(
    folders.split(path.delimiter).map((folder) => mayBeThere(path.resolve(folder, COMMAND))),
  );
  if (found.includes(true)) return;
  const fault = notStarted({ kind: "not-started", code: "ENOENT", reason: "" }, COMMAND);
  if (fault.kind === "final") throw fault.error;
}

/** Where it cannot be told, the first call tells. */
function mayBeThere(file: string): Promise<boolean> {
  return fileExists(file).catch(() => true);
}
