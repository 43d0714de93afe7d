import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { messageOf, PipelineError } from "../../core/errors.js";

/** What one start of the command has of its own. */
export interface WorkingFolder {
  /** Empty: there is nothing that the command could read into the prompt. */
  readonly cwd: string;
  /** Writes a file beside it and returns its path. */
  writeBeside(name: string, text: string): Promise<string>;
}

/** Lends out a folder for as long as `work` lasts; nothing of it stays. Throws PipelineError "disk" when there can be none. */
export async function withWorkingFolder<T>(
  parent: string | null,
  work: (folder: WorkingFolder) => Promise<T>,
): Promise<T> {
  const root = await makeRoot(parent ?? tmpdir());
  try {
    return await work({
      cwd: path.join(root, "work"),
      writeBeside: async (name, text) => {
        const file = path.join(root, name);
        await onDisk(writeFile(file, text, { mode: 0o600 }));
        return file;
      },
    });
  } finally {
    // An answer is not lost because a folder could not be removed.
    await rm(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

async function makeRoot(parent: string): Promise<string> {
  const root = await onDisk(mkdtemp(path.join(parent, "pipeline-claude-")));
  await onDisk(mkdir(path.join(root, "work")));
  return root;
}

async function onDisk<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new PipelineError(
      "disk",
      `No temporary folder can be made for claude: ${messageOf(error)}`,
      { cause: error },
    );
  }
}
