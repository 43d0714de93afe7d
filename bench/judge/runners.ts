import path from "node:path";

import type { RunLimits } from "../../src/judge/sandbox/execution.js";
import type { ReadyRequest } from "../../src/judge/sandbox/prepared.js";
import { Runner } from "../../src/judge/sandbox/runner.js";
import { nativeRunner } from "../../src/judge/sandbox/runner-program.js";
import type { Walls } from "../../src/judge/sandbox/spawn-runner.js";

export const BUBBLEWRAP = "/usr/bin/bwrap";
const SYSTEM = ["bin", "lib", "lib64"].flatMap((name) => [`/${name}`, `/usr/${name}`]);
const LIMITS: RunLimits = {
  cpuMs: 10_000,
  wallMs: 20_000,
  memoryMb: 1024,
  dataMb: 4096,
  stackMb: 64,
  fileMb: 64,
  outputMb: 16,
  processes: 64,
};

/** Starts a native runner that shows the folder of the benchmark. Throws where there is no C compiler. */
export async function startRunner(directory: string, walls: Walls): Promise<Runner> {
  const program = await nativeRunner(path.join(directory, "cache"));
  if (program === null) throw new Error("This benchmark needs a C compiler.");
  const isRoot = process.geteuid?.() === 0;
  return Runner.start({
    program,
    walls,
    useLandlock: true,
    temporaryFolder: "/tmp",
    uid: isRoot ? 64_000 : null,
    shown: [...SYSTEM, directory, process.execPath],
  });
}

/** A run of a command, which sees a folder as `../artifact`. */
export function requestOf(
  command: readonly [string, ...string[]],
  { folder, stdin }: { readonly folder: string; readonly stdin: string },
): ReadyRequest {
  return {
    command,
    environment: { PATH: "/usr/bin:/bin" },
    files: {},
    prepared: null,
    readable: [...SYSTEM, process.execPath],
    writable: [],
    stdin,
    limits: LIMITS,
    mayFork: false,
    artifact: folder,
    collect: null,
  };
}
