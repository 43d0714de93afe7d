import { access, constants } from "node:fs/promises";

import { messageOf, PipelineError } from "../../core/errors.js";
import type { Isolation } from "../../core/report.js";
import type { Greeting } from "./execution.js";
import { Runner } from "./runner.js";
import { nativeRunner, type RunnerProgram } from "./runner-program.js";
import { SEATBELT } from "./seatbelt.js";
import type { Walls } from "./spawn-runner.js";

/** The strongest isolation that is wanted; what this machine does not offer is weaker. */
export type WantedIsolation = Exclude<Isolation, "none">;

/** What a sandbox is looked for with. */
export interface SandboxOptions {
  readonly cacheDirectory: string;
  readonly temporaryFolder: string;
  /** The user as whom programs run; null: as ourselves. */
  readonly uid: number | null;
  /** Whether we are root, and programs as well: no namespaces can then be entered safely. */
  readonly isPowerlessRoot: boolean;
  readonly atMost: WantedIsolation;
  /** The Python that can run programs where there is no C compiler; null: none. */
  readonly python: { readonly path: string; readonly readable: readonly string[] } | null;
  readonly runner: "native" | "python" | "best";
}

/** How programs are kept apart on this machine, found out by doing it. */
export interface Sandbox {
  readonly program: RunnerProgram;
  readonly walls: Walls;
  readonly useLandlock: boolean;
  readonly greeting: Greeting;
  /** Why there are no namespaces; null: there are. */
  readonly noNamespaces: string | null;
}

const BUBBLEWRAPS = ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"];

/** Finds the strongest sandbox that works. Throws PipelineError "judge" when no program can be run at all. */
export async function findSandbox(options: SandboxOptions): Promise<Sandbox> {
  const programs = await findRunners(options);
  for (const [index, program] of programs.entries()) {
    try {
      return await sandboxWith(program, options);
    } catch (error) {
      if (index < programs.length - 1) continue; // A cache from which nothing may be executed, for one.
      throw new PipelineError("judge", `the judge cannot start: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }
  throw new PipelineError(
    "judge",
    "no program can be judged, because there is neither a C compiler nor a Python 3.8 or later",
    {
      hint: "install gcc or python3 (Debian and Ubuntu: apt install gcc libc6-dev, or apt install python3)",
    },
  );
}

async function sandboxWith(program: RunnerProgram, options: SandboxOptions): Promise<Sandbox> {
  const useLandlock = options.atMost !== "weak";
  const inside = await findNamespaces(options, program);
  if (typeof inside !== "string") return { program, useLandlock, noNamespaces: null, ...inside };
  const greeting = await tryWalls(options, program, { kind: "none" });
  const walls = useLandlock ? await otherWalls(greeting) : ({ kind: "none" } as const);
  return { program, walls, useLandlock, greeting, noNamespaces: inside };
}

async function otherWalls({ landlock }: Greeting): Promise<Walls> {
  if (landlock > 0) return { kind: "landlock" };
  const hasSeatbelt = process.platform === "darwin" && (await firstExisting([SEATBELT])) !== null;
  return { kind: hasSeatbelt ? "seatbelt" : "none" };
}

/** What can run programs here, the best first. */
async function findRunners(options: SandboxOptions): Promise<readonly RunnerProgram[]> {
  const { python, runner, cacheDirectory } = options;
  const native = runner === "python" ? null : await nativeRunner(cacheDirectory);
  const programs: RunnerProgram[] = native === null ? [] : [native];
  if (python !== null && runner !== "native") {
    programs.push({ kind: "python", interpreter: python.path, readable: python.readable });
  }
  return programs;
}

/** Namespaces that work here, or one sentence why there are none. */
async function findNamespaces(options: SandboxOptions, program: RunnerProgram) {
  if (options.atMost !== "namespaces") return "namespaces were not asked for";
  if (process.platform !== "linux") return "this system has no namespaces";
  if (options.isPowerlessRoot) return "programs run as root, which must not have namespaces";
  const bubblewrap = await firstExisting(BUBBLEWRAPS);
  if (bubblewrap === null) {
    return "bubblewrap is not installed (Debian and Ubuntu: apt install bubblewrap)";
  }
  const walls: Walls = { kind: "namespaces", bubblewrap };
  try {
    return { walls, greeting: await tryWalls(options, program, walls) };
  } catch (error) {
    return `bubblewrap does not work here: ${messageOf(error).split("\n")[0] ?? ""}`;
  }
}

async function tryWalls(
  { temporaryFolder, uid, atMost }: SandboxOptions,
  program: RunnerProgram,
  walls: Walls,
): Promise<Greeting> {
  const useLandlock = atMost !== "weak";
  const shown = ["/bin", "/lib", "/lib64", "/usr/bin", "/usr/lib", "/usr/lib64"];
  const runner = await Runner.start({ program, walls, useLandlock, temporaryFolder, uid, shown });
  await runner.close();
  return runner.greeting;
}

async function firstExisting(files: readonly string[]): Promise<string | null> {
  for (const file of files) {
    try {
      await access(file, constants.X_OK);
      return file;
    } catch {
      continue; // The next one may be there.
    }
  }
  return null;
}
