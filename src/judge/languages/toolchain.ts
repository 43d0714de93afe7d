import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

import { PipelineError } from "../../core/errors.js";
import type { Language } from "../../core/language.js";
import { judgedUser, reachableByAll } from "../sandbox/account.js";

/** A program that runs other programs. */
interface Interpreter {
  /** The real one: a version manager's stand-in costs more than the programs it starts. */
  readonly path: string;
  readonly version: string;
  /** What it reads of its own when it starts. */
  readonly readable: readonly string[];
}

/**
 * As whom programs are run: as the user that we are; as a user of their own, when we are root; or as root without
 * its rights, when no other user can reach the interpreters.
 */
export type RunAs = "ourselves" | "another-user" | "powerless-root";

/** What the judge works with on this machine. */
export interface Toolchain {
  readonly interpreters: Readonly<Record<Language, Interpreter>>;
  readonly runAs: RunAs;
}

const OLDEST_PYTHON = [3, 8] as const;
const run = promisify(execFile);

/**
 * Finds what is needed. `pythons` are commands or paths, the best first. Throws PipelineError "judge" when none of
 * them is a Python, which the judge itself needs.
 */
export async function findToolchain(
  pythons: readonly string[],
  signal: AbortSignal,
): Promise<Toolchain> {
  const node = await findNode();
  const isRoot = judgedUser() !== null;
  const python = await findPython(pythons, { forAnotherUser: isRoot, signal });
  const everyoneCan = (await reachableByAll(python.path)) && (await reachableByAll(node.path));
  const asRoot = everyoneCan ? "another-user" : "powerless-root";
  return { interpreters: { python, javascript: node }, runAs: isRoot ? asRoot : "ourselves" };
}

async function findNode(): Promise<Interpreter> {
  const file = await realpath(process.execPath);
  const libraries = path.resolve(file, "../../lib");
  return { path: file, version: process.versions.node, readable: [file, libraries] };
}

interface Search {
  /** Root's own Python may lie where no other user can read it; another one is then better. */
  readonly forAnotherUser: boolean;
  readonly signal: AbortSignal;
}

async function findPython(
  commands: readonly string[],
  { forAnotherUser, signal }: Search,
): Promise<Interpreter> {
  let first: Interpreter | null = null;
  for (const command of commands) {
    const python = await examinePython(command, signal);
    if (python === null) continue;
    if (!forAnotherUser || (await reachableByAll(python.path))) return python;
    first ??= python;
  }
  if (first === null) throw noPython();
  return first;
}

const describedSchema = z.object({
  executable: z.string().min(1),
  real: z.string(),
  version: z.tuple([z.int(), z.int(), z.int()]),
  prefixes: z.array(z.string()),
  library: z.string(),
});

const DESCRIBE = `import json, os, sys
print(json.dumps({"executable": sys.executable, "real": os.path.realpath(sys.executable),
  "version": sys.version_info[:3], "prefixes": [sys.prefix, sys.base_prefix],
  "library": os.path.dirname(os.__file__)}))`;

/** Asks a Python what it is. Null when there is none, it does not work, or it is too old. */
async function examinePython(command: string, signal: AbortSignal): Promise<Interpreter | null> {
  try {
    const { stdout } = await run(command, ["-I", "-c", DESCRIBE], { signal, timeout: 20_000 });
    const python = describedSchema.parse(JSON.parse(stdout));
    const [major, minor] = python.version;
    if (major !== OLDEST_PYTHON[0] || minor < OLDEST_PYTHON[1]) return null;
    const parts = python.prefixes.flatMap((prefix) => [
      path.join(prefix, "lib"),
      path.join(prefix, "lib64"),
      path.join(prefix, "pyvenv.cfg"),
    ]);
    return {
      path: python.executable,
      version: python.version.join("."),
      readable: [
        python.executable,
        python.real,
        python.library,
        ...parts,
        `/etc/python${major}.${minor}`,
      ],
    };
  } catch {
    signal.throwIfAborted();
    return null; // Not a Python that works; the next one may.
  }
}

function noPython(): PipelineError {
  return new PipelineError(
    "judge",
    "no program can be judged, because there is no Python 3.8 or later",
    {
      hint: "install python3 (Debian and Ubuntu: apt install python3) and see that it is on the PATH",
    },
  );
}
