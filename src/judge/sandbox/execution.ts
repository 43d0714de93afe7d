import type { Ending } from "../../core/verdict.js";

/** What one run may take. What goes beyond is stopped. */
export interface RunLimits {
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Memory really held, of all processes of the run together. */
  readonly memoryMb: number;
  /** Memory asked for, of each process. More than `memoryMb`: run-time systems ask for more than they use. */
  readonly dataMb: number;
  readonly stackMb: number;
  /** Longest file that may be written. */
  readonly fileMb: number;
  /** Longest standard output, standard error and result, each. */
  readonly outputMb: number;
  /** Processes and threads at the same time. */
  readonly processes: number;
}

/** One program to be run in a folder of its own. */
export interface RunRequest {
  readonly command: readonly [program: string, ...args: string[]];
  /** The whole environment, but for HOME, TMPDIR and PWD, which are the working folder. */
  readonly environment: Readonly<Record<string, string>>;
  /** Texts by name below the folder: `work/…` is the working folder, `harness/…` can be read only. */
  readonly files: Readonly<Record<string, string>>;
  /** Fills the working folder beforehand, given its path, and returns more paths that may be read. Null: it is empty. */
  readonly prepare: ((folder: string) => Promise<readonly string[]>) | null;
  /** Paths that may be read and executed, beside the system's own. */
  readonly readable: readonly string[];
  /** Paths outside the working folder that may be written. */
  readonly writable: readonly string[];
  readonly stdin: string | Uint8Array;
  readonly limits: RunLimits;
  /** Whether the program may start others. */
  readonly mayFork: boolean;
  /** A compiled program: a folder that the run sees, and may only read, as `../artifact`. */
  readonly artifact: string | null;
  /** What the run makes and is to be brought back. Null: nothing. */
  readonly collect: Collection | null;
}

/** Regular files below a folder of the working folder. Links, pipes and devices are left where they are. */
interface Collection {
  /** Relative to the working folder, such as `out`. */
  readonly folder: string;
  readonly mostMb: number;
  readonly mostFiles: number;
}

/** What one run took and wrote. */
export interface Execution {
  readonly ending: Ending;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly memoryKb: number;
  readonly stdout: Buffer;
  /** The end of standard error as text, without the path of the temporary folder. */
  readonly stderr: string;
  /** What was written to descriptor 3. */
  readonly result: Buffer;
  /** What was asked for with `collect`, by name relative to its folder. */
  readonly files: ReadonlyMap<string, CollectedFile>;
}

/** A file that a run has made. */
export interface CollectedFile {
  readonly bytes: Buffer;
  readonly executable: boolean;
}

/** An execution that never was, because of the judge's own trouble. */
export function notStarted(reason: string): Execution {
  return {
    ending: { kind: "not-started", reason },
    cpuMs: 0,
    wallMs: 0,
    memoryKb: 0,
    stdout: Buffer.alloc(0),
    stderr: "",
    result: Buffer.alloc(0),
    files: new Map(),
  };
}

/** What a runner says first: the version of Landlock that the kernel speaks (0: none), and whether it can filter system calls. */
export interface Greeting {
  readonly landlock: number;
  readonly seccomp: boolean;
}
