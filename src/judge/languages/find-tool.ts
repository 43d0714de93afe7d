import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

import { reachableByAll } from "../sandbox/account.js";

/** A program that compiles or runs other programs. */
export interface Tool {
  /** The real one: a version manager's stand-in costs more than the programs it starts. */
  readonly path: string;
  readonly version: string;
  /** What it reads of its own, beside the system's folders. */
  readonly readable: readonly string[];
}

/** Why a tool cannot be used, as the end of a sentence: "is not installed". */
export interface Unusable {
  readonly unusable: string;
}

/** Who looks for a tool. */
export interface Search {
  /** Root's own tools may lie where no other user can read them; those are of no use then. */
  readonly forAnotherUser: boolean;
  readonly signal: AbortSignal;
}

/** A kind of tool: what it is called, and how one of them is examined. */
export interface Wanted {
  /** Commands, the best first. */
  readonly commands: readonly string[];
  /** Null when it does not work, or is something else. */
  readonly examine: (file: string, signal: AbortSignal) => Promise<Tool | null>;
}

const run = promisify(execFile);
const PATIENCE_MS = 20_000;

/** Finds the first tool that works and that programs can be run with. */
export async function findTool(wanted: Wanted, search: Search): Promise<Tool | Unusable> {
  let unreachable: string | null = null;
  for (const command of wanted.commands) {
    for (const file of await candidates(command, search.signal)) {
      const tool = await examine(wanted, file, search.signal);
      if (tool === null) continue;
      if (!search.forAnotherUser || (await reachableByAll(tool.path))) return tool;
      unreachable ??= tool.path;
    }
  }
  const why =
    unreachable === null
      ? "is not installed"
      : `lies in ${path.dirname(unreachable)}, which the user as whom programs are run cannot enter`;
  return { unusable: why };
}

const LIST_COMMANDS = `IFS=:
for folder in $PATH:/usr/local/bin:/usr/bin:/bin; do
  [ -f "$folder/$1" ] && [ -x "$folder/$1" ] && printf '%s\\0' "$folder/$1"
done
exit 0`;

/** Every file on the PATH by that name, and in the system's own folders; one of several names of a file. */
async function candidates(command: string, signal: AbortSignal): Promise<readonly string[]> {
  const { stdout } = await run("/bin/sh", ["-c", LIST_COMMANDS, "sh", command], { signal });
  const files = new Map<string, string>();
  for (const file of stdout.split("\0").filter((name) => path.isAbsolute(name))) {
    const real = await realpath(file);
    if (!files.has(real)) files.set(real, file);
  }
  return [...files.values()];
}

async function examine({ examine: look }: Wanted, file: string, signal: AbortSignal) {
  try {
    return await look(file, signal);
  } catch {
    signal.throwIfAborted();
    return null; // It does not work; the next one may.
  }
}

/** What a tool says when it is asked; standard error belongs to it. Throws when it fails. */
export async function ask(
  file: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const { stdout, stderr } = await run(file, [...args], { signal, timeout: PATIENCE_MS });
  return `${stdout}${stderr}`;
}

/** The folder in which a tool is installed, when that is none of the system's own. */
export function prefixOf(file: string): readonly string[] {
  const folder = path.dirname(path.dirname(file));
  const isSystem = ["/", "/usr", "/usr/local"].includes(folder);
  return isSystem || folder.startsWith("/usr/") ? [] : [folder];
}
