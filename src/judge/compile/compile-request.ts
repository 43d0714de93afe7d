import type { Tools } from "../languages/language-row.js";
import { environment, readablePaths } from "../languages/languages.js";
import type { Toolchain } from "../languages/toolchain.js";
import type { RunLimits, RunRequest } from "../sandbox/execution.js";

/** One call of a compiler. */
export interface CompilerCall {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Texts by name in the working folder. */
  readonly files: Readonly<Record<string, string>>;
  /** A folder of headers that it sees as `../artifact`; null: none. */
  readonly headers: string | null;
  readonly outputFolder: string;
}

/** What one call of a compiler may take. A source can make it run for ever, fill the memory and talk without end. */
const LIMITS: RunLimits = {
  cpuMs: 60_000,
  wallMs: 30_000,
  memoryMb: 2048,
  dataMb: 8192,
  stackMb: 64,
  fileMb: 256,
  outputMb: 16,
  processes: 128,
};

const MOST_MEGABYTES = 64;
const MOST_FILES = 2000;

/** What compilers say goes to standard output, of which the beginning is kept. */
const SCRIPT = 'mkdir -p "$1" && shift && exec "$@" 2>&1';

/** A run of a compiler. It sees the sources, itself and the system's folders, and nothing of the problem. */
export function compileRequest(call: CompilerCall, toolchain: Toolchain, tools: Tools): RunRequest {
  const files = Object.entries(call.files).map(([name, text]) => [`work/${name}`, text] as const);
  return {
    command: ["/bin/sh", "-c", SCRIPT, "sh", call.outputFolder, ...call.command],
    environment: { ...environment(0), ...call.environment },
    files: Object.fromEntries(files),
    prepare: null,
    readable: readablePaths(toolchain, tools.compiler),
    writable: [],
    stdin: "",
    limits: LIMITS,
    mayFork: true,
    artifact: call.headers,
    collect: { folder: "out", mostMb: MOST_MEGABYTES, mostFiles: MOST_FILES },
  };
}

/** A run that compiles a header, which becomes larger than any program. */
export function headerRequest(call: CompilerCall, toolchain: Toolchain, tools: Tools): RunRequest {
  const request = compileRequest(call, toolchain, tools);
  return { ...request, collect: { folder: "out", mostMb: LIMITS.fileMb, mostFiles: 1 } };
}
