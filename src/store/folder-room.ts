import { rm, stat, statfs, writeFile } from "node:fs/promises";
import path from "node:path";

import { codeOf, diskError, readError } from "./disk-error.js";

/** Where the files of runs would go. */
export interface FolderRoom {
  /** False: it would be made when a run needs it. */
  readonly exists: boolean;
  readonly freeBytes: number;
}

/**
 * Tries whether files can be written into a folder, or into the nearest one above it that is there. Leaves nothing
 * behind. Throws PipelineError "disk".
 */
export async function tryFolder(folder: string): Promise<FolderRoom> {
  const there = await nearestFolder(folder);
  const file = path.join(there, `.pipeline-${process.pid}.tmp`);
  try {
    await writeFile(file, "");
  } catch (error) {
    throw diskError(error, there);
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
  const { bavail, bsize } = await statfs(there);
  return { exists: there === folder, freeBytes: bavail * bsize };
}

async function nearestFolder(folder: string): Promise<string> {
  if ((await fileExists(folder)) || path.dirname(folder) === folder) return folder;
  return nearestFolder(path.dirname(folder));
}

/** Whether there is a file or a folder at a path. Throws PipelineError "disk" where that cannot be told. */
export async function fileExists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return false;
    throw readError(error, file);
  }
}
