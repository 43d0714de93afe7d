import { mkdir, mkdtemp } from "node:fs/promises";
import path from "node:path";

import { reachableByAll, temporaryFolder } from "../sandbox/account.js";

/** Where root's caches are kept on systems that follow the standard for folders. */
const OF_THE_SYSTEM = "/var/cache/pipeline";

/**
 * The folder for what is compiled: the one that is wanted, unless programs run as a user who cannot enter it. A home
 * that is closed to others is the usual reason.
 */
export async function cacheFolder(wanted: string, forAnotherUser: boolean): Promise<string> {
  const places = forAnotherUser ? [wanted, OF_THE_SYSTEM] : [wanted];
  for (const directory of places) {
    if (await isUsable(directory, forAnotherUser)) return directory;
  }
  const parent = await temporaryFolder(forAnotherUser);
  return mkdtemp(path.join(parent, "pipeline-artifacts-"));
}

async function isUsable(directory: string, forAnotherUser: boolean): Promise<boolean> {
  try {
    await mkdir(path.join(directory, "artifacts"), { recursive: true, mode: 0o755 });
    return !forAnotherUser || (await reachableByAll(path.join(directory, "artifacts")));
  } catch {
    return false; // It cannot be made; another place may do.
  }
}
