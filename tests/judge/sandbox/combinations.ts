import { accessSync, constants } from "node:fs";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import { afterAll } from "vitest";
import { judgedUser } from "../../../src/judge/sandbox/account.js";
import type { RunLimits } from "../../../src/judge/sandbox/execution.js";
import type { ReadyRequest } from "../../../src/judge/sandbox/prepared.js";
import { nativeRunner, type RunnerProgram } from "../../../src/judge/sandbox/runner-program.js";
import type { RunnerOptions, Walls } from "../../../src/judge/sandbox/spawn-runner.js";

const PYTHON = "/usr/bin/python3";
const BUBBLEWRAP = "/usr/bin/bwrap";
const SYSTEM = ["/bin", "/lib", "/lib64", "/usr"];

/** A runner and what it keeps programs apart with. */
export interface Combination {
  readonly runner: RunnerProgram["kind"];
  readonly walls: Walls;
  readonly useLandlock: boolean;
}

const NAMESPACES: Walls = { kind: "namespaces", bubblewrap: BUBBLEWRAP };

const cache = await sharedFolder();
afterAll(async () => removeFolder(cache));
/** Null where there is no C compiler. */
const native = await nativeRunner(cache);
/** The long tests take the other runner. */
const wanted: RunnerProgram["kind"] =
  native === null || process.env["RUNNER"] === "python" ? "python" : "native";

/** All that this machine can try, by name. */
export const COMBINATIONS = allCombinations().map((one) => [nameOf(one), one] as const);

function allCombinations(): readonly Combination[] {
  const plain: readonly Combination[] = [
    { runner: wanted, walls: { kind: "landlock" }, useLandlock: true },
    { runner: wanted, walls: { kind: "none" }, useLandlock: false },
  ];
  const inside = [true, false].map((useLandlock) => ({
    runner: wanted,
    walls: NAMESPACES,
    useLandlock,
  }));
  return hasBubblewrap() ? [...inside, ...plain] : plain;
}

function hasBubblewrap(): boolean {
  try {
    accessSync(BUBBLEWRAP, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function nameOf({ walls, useLandlock }: Combination): string {
  const without = walls.kind === "namespaces" && !useLandlock ? " without Landlock" : "";
  return `${wanted}, ${walls.kind}${without}`;
}

/** A folder of this machine that the user who runs programs can reach. */
export async function sharedFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "contract-"));
  await chmod(folder, 0o755);
  return folder;
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** How the runner of a combination is started, with its files in a folder. */
export function optionsOf(
  { runner, walls, useLandlock }: Combination,
  folder: string,
): RunnerOptions {
  const python = { kind: "python", interpreter: PYTHON, readable: SYSTEM } as const;
  const program = runner === "native" && native !== null ? native : python;
  const shown = [...SYSTEM, path.join(folder, "shown")];
  return { program, walls, useLandlock, temporaryFolder: folder, uid: judgedUser(), shown };
}

const LIMITS: RunLimits = {
  cpuMs: 5000,
  wallMs: 10_000,
  memoryMb: 256,
  dataMb: 512,
  stackMb: 64,
  fileMb: 16,
  outputMb: 16,
  processes: 32,
};

export type Change = Partial<Omit<ReadyRequest, "limits">> & {
  readonly limits?: Partial<RunLimits>;
};

/** A request to run a text in Python. */
export function script(source: string, { limits, ...rest }: Change = {}): ReadyRequest {
  return {
    command: [PYTHON, "-I", "-S", "-c", source],
    environment: {},
    files: {},
    prepared: null,
    readable: SYSTEM,
    writable: [],
    stdin: "",
    limits: { ...LIMITS, ...limits },
    mayFork: false,
    artifact: null,
    collect: null,
    ...rest,
  };
}

/** Numbers of the processes of this machine that have a word on their command line. */
export async function processesWith(word: string): Promise<readonly string[]> {
  const numbers = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    numbers.map(async (number) => readFile(`/proc/${number}/cmdline`, "utf8").catch(() => "")),
  );
  return numbers.filter((_, index) => lines[index]?.includes(word));
}
