import { type ChildProcess, spawn } from "node:child_process";
import { open } from "node:fs/promises";
import path from "node:path";
import { Writable } from "node:stream";

import { bubblewrapArguments, INSIDE } from "./bubblewrap.js";
import { type Piped, RunnerTrouble } from "./link.js";
import { PYTHON_RUNNER, type RunnerProgram } from "./runner-program.js";

/**
 * What keeps programs apart, beside limits and filters: namespaces made by a bubblewrap, or the kernel's rules alone,
 * which are called Landlock under Linux and Seatbelt under macOS.
 */
export type Walls =
  | { readonly kind: "namespaces"; readonly bubblewrap: string }
  | { readonly kind: "landlock" }
  | { readonly kind: "seatbelt" }
  | { readonly kind: "none" };

/** How a runner is started. */
export interface RunnerOptions {
  readonly program: RunnerProgram;
  readonly walls: Walls;
  readonly useLandlock: boolean;
  /** An existing folder in which the runner has its own. */
  readonly temporaryFolder: string;
  /** The user as whom programs run; null: as ourselves. */
  readonly uid: number | null;
  /** Paths of this machine that its programs may be allowed to see. Without namespaces they see them all. */
  readonly shown: readonly string[];
}

/** Descriptors of a bubblewrap beside the three standard ones. */
const [ARGUMENTS_FILE, PROGRAM_FILE] = [3, 4];

interface Common {
  readonly detached: boolean;
  readonly cwd: string;
  readonly env: Record<string, string>;
}

/** Starts the process of a runner. Throws RunnerTrouble. */
export async function spawnRunner(options: RunnerOptions): Promise<Piped> {
  // Its own session: a Ctrl-C in the terminal is for us to act on. Its environment holds nothing of ours.
  const common: Common = {
    detached: true,
    cwd: "/",
    env: { PATH: "/usr/bin:/bin", LANG: "C.UTF-8" },
  };
  const { walls, program } = options;
  if (walls.kind !== "namespaces") {
    const [command, ...args] = commandOf(program, PYTHON_RUNNER);
    return spawn(command, args, { ...common, stdio: ["pipe", "pipe", "pipe"] });
  }
  return spawnInside(walls.bubblewrap, options, common);
}

function commandOf(program: RunnerProgram, scripts: string): readonly [string, ...string[]] {
  if (program.kind === "native") return [program.file];
  return [program.interpreter, "-I", "-S", "-B", path.join(scripts, "supervise.py")];
}

async function spawnInside(
  bubblewrap: string,
  { program, shown, uid }: RunnerOptions,
  common: Common,
): Promise<Piped> {
  const isNative = program.kind === "native";
  const args = await bubblewrapArguments({
    shown: isNative ? shown : [...shown, ...program.readable, PYTHON_RUNNER],
    // By its content: the user as whom it runs may not be able to reach the file.
    mounts: isNative
      ? ["--perms", "0755", "--ro-bind-data", String(PROGRAM_FILE), INSIDE.runner]
      : [],
  });
  const command = isNative ? [INSIDE.runner] : commandOf(program, PYTHON_RUNNER);
  const content = isNative ? await open(program.file) : null;
  try {
    const child = spawn(bubblewrap, ["--args", String(ARGUMENTS_FILE), "--", ...command], {
      ...common,
      ...(uid === null ? {} : { uid, gid: uid }),
      stdio: ["pipe", "pipe", "pipe", "pipe", content?.fd ?? "ignore"],
    });
    tell(child, args);
    return piped(child);
  } finally {
    await content?.close();
  }
}

/** Not on the command line, which every program inside could read. */
function tell(child: ChildProcess, args: readonly string[]): void {
  const inbox = child.stdio[ARGUMENTS_FILE];
  if (!(inbox instanceof Writable)) throw new RunnerTrouble("A bubblewrap cannot be started.");
  inbox.on("error", () => {}); // It has ended already: its own words say why.
  inbox.end(args.map((word) => `${word}\0`).join(""));
}

function piped(child: ChildProcess): Piped {
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) {
    throw new RunnerTrouble("A runner cannot be started.");
  }
  return Object.assign(child, { stdin, stdout, stderr });
}
