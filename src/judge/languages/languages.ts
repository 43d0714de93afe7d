import type { Language } from "../../core/language.js";
import type { Limits } from "../../core/limits.js";
import { DEFAULT_MEMORY_LIMIT_MB, DEFAULT_TIME_LIMIT_MS } from "../../core/limits.js";
import type { RunLimits } from "../sandbox/execution.js";
import type { Toolchain } from "./toolchain.js";

/** Limits in force for one program. */
export interface Allowed {
  readonly timeLimitMs: number;
  readonly memoryLimitMb: number;
}

interface Runtime {
  readonly stackMb: number;
  /**
   * What the run-time system asks for and does not use, stacks of threads and space for code above all. Ample:
   * the memory that is really held is what decides, and this only what a program can ask for at one blow.
   */
  readonly spareDataMb: number;
  readonly flags: (memoryMb: number) => readonly string[];
}

/** How each language is run. Node hangs at its start when its threads get too large a stack or too little data. */
const RUNTIMES: Readonly<Record<Language, Runtime>> = {
  python: { stackMb: 256, spareDataMb: 4096, flags: () => [] },
  javascript: {
    stackMb: 64,
    spareDataMb: 4096,
    flags: (memoryMb) => ["--stack-size=57000", `--max-old-space-size=${memoryMb}`],
  },
};

/** Measured CPU time up to this many times the limit is measured again before it counts. */
export const BORDERLINE = 1.5;

const UNIT_TESTS: Allowed = { timeLimitMs: 10_000, memoryLimitMb: 1024 };

/** The limits of a statement, with the defaults where it is silent. */
export function allowedBy(limits: Limits): Allowed {
  return {
    timeLimitMs: limits.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS,
    memoryLimitMb: limits.memoryLimitMb ?? DEFAULT_MEMORY_LIMIT_MB,
  };
}

/** Limits for a file of tests, which does the work of many cases. */
export function allowedForTests(limits: Limits): Allowed {
  const { timeLimitMs, memoryLimitMb } = allowedBy(limits);
  return {
    timeLimitMs: Math.max(timeLimitMs, UNIT_TESTS.timeLimitMs),
    memoryLimitMb: Math.max(memoryLimitMb, UNIT_TESTS.memoryLimitMb),
  };
}

/** What a run of a language may take at the most. */
export function runLimits(language: Language, { timeLimitMs, memoryLimitMb }: Allowed): RunLimits {
  const { stackMb, spareDataMb } = RUNTIMES[language];
  return {
    cpuMs: Math.ceil(timeLimitMs * BORDERLINE),
    wallMs: Math.max(2 * timeLimitMs + 1000, 3000),
    memoryMb: memoryLimitMb,
    dataMb: memoryLimitMb + spareDataMb,
    stackMb,
    fileMb: 64,
    outputMb: 16,
    processes: 64,
  };
}

/** The command line that runs a file of a language. */
export function commandLine(
  language: Language,
  toolchain: Toolchain,
  run: { readonly memoryMb: number; readonly args: readonly string[] },
): readonly [string, ...string[]] {
  const flags = RUNTIMES[language].flags(run.memoryMb);
  return [toolchain.interpreters[language].path, ...flags, ...run.args];
}

/** Folders and files of the system that any program may read. No `/proc`, no `/etc` as a whole, no home. */
const SYSTEM: readonly string[] = [
  ...["bin", "sbin", "lib", "lib32", "lib64", "libx32"].flatMap((name) => [
    `/${name}`,
    `/usr/${name}`,
    `/usr/local/${name}`,
  ]),
  "/usr/libexec",
  "/usr/share",
  "/usr/local/share",
  "/usr/include",
  "/nix/store",
  "/etc/ld.so.cache",
  "/etc/ld.so.conf",
  "/etc/ld.so.conf.d",
  "/etc/localtime",
  "/etc/alternatives",
  "/etc/ssl/openssl.cnf",
];

/** What every judged program may read, its interpreter among it. */
export function readablePaths({ interpreters }: Toolchain): readonly string[] {
  return [
    ...new Set([...SYSTEM, ...interpreters.python.readable, ...interpreters.javascript.readable]),
  ];
}

/** The whole environment of a judged program, HOME and TMPDIR excepted. The seed varies what must not matter. */
export function environment(seed: number): Readonly<Record<string, string>> {
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    LANG: "C.UTF-8",
    TZ: "UTC",
    USER: "judged",
    LOGNAME: "judged",
    PYTHONHASHSEED: String(seed),
    PYTHONDONTWRITEBYTECODE: "1",
    // Numeric libraries would start a thread, with a stack, for every core.
    OPENBLAS_NUM_THREADS: "1",
    OMP_NUM_THREADS: "1",
    MKL_NUM_THREADS: "1",
  };
}
