import { LANGUAGES, type Language } from "../../core/language.js";
import type { Tools } from "../languages/language-row.js";
import {
  allowedForTests,
  commandLine,
  environment,
  readablePaths,
  runLimits,
} from "../languages/languages.js";
import type { RunLimits, RunRequest } from "../sandbox/execution.js";
import type { CaseContext } from "./case-context.js";

/** A file of tests and how its tests are run. */
export interface TestFile {
  readonly language: Language;
  readonly files: Readonly<Record<string, string>>;
  /** The file that the interpreter starts with, or a flag before it. */
  readonly main: string;
  readonly args: readonly string[];
  readonly stdin: string;
}

/** Harness files that a Python file of tests needs, the one to start first. */
export const PYTHON_HARNESS = [
  "own_tests.py",
  "load_source.py",
  "channel.py",
  "run_pytest.py",
] as const;
/** Makes Node's test runner tell what became of each test. */
export const NODE_REPORTER = "report.mjs";
const NODE_REPORTER_PATH = `../harness/${NODE_REPORTER}`;

/** What Node is started with to run a file. It is told of tests one by one, or of the end of a file without any. */
export function nodeArguments(file: string): readonly [string, ...(readonly string[])] {
  return [`--import=./${NODE_REPORTER_PATH}`, `--test-reporter=${NODE_REPORTER_PATH}`, file];
}

/** What the reporter reads: its nonce, and what a file without tests emits at its end. */
export function nodeOrder(nonce: string, end: string | null): string {
  return JSON.stringify({ nonce, end });
}

const WALL_MS = 30_000;
const PROCESSES = 128;

/** Tests do the work of many cases and may start programs, so they are allowed more than one case is. */
export function testRequest(context: CaseContext, test: TestFile): RunRequest {
  const { request, toolchain, seed } = context;
  const tools = toolsFor(context, test.language);
  const allowed = allowedForTests(request.limits);
  const limits: RunLimits = {
    ...runLimits(test.language, allowed),
    cpuMs: allowed.timeLimitMs,
    wallMs: Math.max(WALL_MS, 2 * allowed.timeLimitMs),
    processes: PROCESSES,
  };
  return {
    command: commandLine(test.language, tools, {
      memoryMb: allowed.memoryLimitMb,
      main: test.main,
      args: test.args,
    }),
    environment: environment(seed),
    files: test.files,
    prepare: null,
    readable: readablePaths(toolchain, tools.runtime),
    writable: [],
    stdin: test.stdin,
    limits,
    mayFork: true,
    artifact: null,
    collect: null,
  };
}

/** Tests run on what the program runs on, where that can run them. */
function toolsFor({ ready, toolchain }: CaseContext, language: Language): Tools {
  const { harness } = LANGUAGES[language];
  if (LANGUAGES[ready.program.language].harness === harness) return ready.tools;
  const { python, javascript } = toolchain.interpreters;
  return { compiler: null, runtime: harness === "python" ? python : javascript };
}
