import type { Language } from "../../core/language.js";
import type { Limits } from "../../core/limits.js";
import { DEFAULT_MEMORY_LIMIT_MB, DEFAULT_TIME_LIMIT_MS } from "../../core/limits.js";
import type { RunLimits } from "../sandbox/execution.js";
import type { Tool } from "./find-tool.js";
import type { Start, Tools } from "./language-row.js";
import { ROWS } from "./table.js";
import type { Toolchain } from "./toolchain.js";

/** Limits in force for one program. */
export interface Allowed {
  readonly timeLimitMs: number;
  readonly memoryLimitMb: number;
}

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
  const { stackMb, spareDataMb } = ROWS[language].run;
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

/** The command line that starts a program of a language. */
export function commandLine(
  language: Language,
  tools: Tools,
  start: Start,
): readonly [string, ...string[]] {
  return ROWS[language].run.command(tools, start);
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

/** What every judged program may read, interpreters and what else it needs among it. */
export function readablePaths(
  { interpreters }: Toolchain,
  ...tools: readonly (Tool | null)[]
): readonly string[] {
  const all = [interpreters.python, interpreters.javascript, ...tools];
  return [...new Set([...SYSTEM, ...all.flatMap((tool) => tool?.readable ?? [])])];
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
