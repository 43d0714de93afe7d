import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** Numbers that systems leave to users made up for a moment. */
const FIRST_UID = 61_184;
const LAST_UID = 65_519;

/**
 * The user as whom programs are run: null for ourselves, and a user that nobody else is when we are root,
 * who could do too much even in a sandbox.
 */
export function judgedUser(): number | null {
  if (process.geteuid?.() !== 0 || !mapsUsers()) return null;
  return randomInt(FIRST_UID, LAST_UID + 1);
}

/** Whether the numbers exist here: a user namespace may have only a few. */
function mapsUsers(): boolean {
  try {
    const lines = readFileSync("/proc/self/uid_map", "utf8").trim().split("\n");
    return lines.some((line) => {
      const [first = 0, , count = 0] = line.trim().split(/\s+/).map(Number);
      return first <= FIRST_UID && first + count > LAST_UID;
    });
  } catch {
    return true; // No such file: a system without user namespaces.
  }
}

/** The folder for temporary files, or another one where programs that run as somebody else cannot enter it. */
export async function temporaryFolder(forAnotherUser: boolean): Promise<string> {
  const own = tmpdir();
  return !forAnotherUser || (await reachableByAll(own)) ? own : "/tmp";
}

/** Whether any user may read a file and pass through all folders above it. */
export async function reachableByAll(file: string): Promise<boolean> {
  try {
    const { mode } = await stat(file);
    if ((mode & 0o005) !== 0o005) return false;
  } catch {
    return false; // It does not exist, or is closed even to us.
  }
  const parent = path.dirname(file);
  return parent === file || reachableByAll(parent);
}
