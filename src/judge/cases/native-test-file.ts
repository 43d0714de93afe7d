import { randomInt } from "node:crypto";
import path from "node:path";

import type { TestFileCase } from "../../core/case.js";
import { programFile } from "../compile/compilation.js";
import type { Tools } from "../languages/language-row.js";
import { allowedForTests, environment, readablePaths, runLimits } from "../languages/languages.js";
import { ROWS } from "../languages/table.js";
import { missingText } from "../languages/toolchain.js";
import type { Execution, RunLimits } from "../sandbox/execution.js";
import type { CaseContext } from "./case-context.js";
import { GO_TESTS, type NativeTests, RUST_TESTS } from "./native-tests.js";
import type { TestRun } from "./test-events.js";
import {
  type FinishedFile,
  outcomeOfTests,
  type TestFileRun,
  type TestRunner,
} from "./test-runner.js";
import { errorLine, faultOf, type Outcome, sentence } from "./verdict-of.js";

/** Tests are compiled and run in one go, and the compiler needs most of the time. */
const COMPILE_MS = 60_000;
const COMPILER: Partial<RunLimits> = { memoryMb: 2048, dataMb: 8192, processes: 256 };
const COMPILED = "compiled\n";

/** Runs files of tests in Rust or Go with the test runner of the language. Says why not where it cannot be. */
export async function nativeRunner(
  context: CaseContext,
  language: "rust" | "go",
): Promise<TestRunner | { readonly reason: string }> {
  if (context.ready.program.language !== language) {
    return { reason: "The tests and the program are in different languages." };
  }
  const tools = await context.toolchain.find(language);
  if ("unusable" in tools) {
    return { reason: sentence(`${missingText(language, tools)}; ${ROWS[language].install}`) };
  }
  const words = language === "rust" ? RUST_TESTS : GO_TESTS;
  return {
    plan: ({ source }) => Promise.resolve(words.plan(source, (below) => randomInt(below))),
    request: (test) => requestOf(context, { test, tools, words }),
    outcome: (finished) => outcomeOf(context, finished),
  };
}

interface NativeRun {
  readonly test: TestFileCase;
  readonly tools: Tools;
  readonly words: NativeTests;
}

function requestOf(context: CaseContext, { test, tools, words }: NativeRun): TestFileRun {
  const { request, toolchain, seed, ready } = context;
  const { language, source, companions = {}, fileName } = ready.program;
  const allowed = allowedForTests(request.limits);
  const file = words.fileName(path.basename(test.fileName));
  const others = Object.entries(companions).map(([name, text]) => [`work/${name}`, text] as const);
  // The program never gets the channel, on which it is said that the compiler has done its work.
  const script = `{ ${words.compile}; } 1>&2 || exit 9; printf ${JSON.stringify(COMPILED)} >&3; exec 3>&-; exec ${words.start}`;
  const module = path.parse(programFile({ ...ready.program, fileName })).name;
  return {
    request: {
      command: ["/bin/sh", "-c", script, tools.compiler?.path ?? "", file, module],
      environment: { ...environment(seed), ...ROWS[language].recipe?.environment },
      files: {
        ...Object.fromEntries(others),
        [`work/solution${path.extname(fileName)}`]: source,
        [`work/${file}`]: test.source,
      },
      prepare: null,
      readable: readablePaths(toolchain, tools.compiler),
      writable: [],
      stdin: "",
      limits: {
        ...runLimits(language, allowed),
        ...COMPILER,
        cpuMs: COMPILE_MS + allowed.timeLimitMs,
        wallMs: COMPILE_MS,
      },
      mayFork: true,
      artifact: null,
      collect: null,
    },
    read: (execution) => readRun(execution, words),
  };
}

function readRun({ ending, result, stdout }: Execution, words: NativeTests): TestRun {
  const isCompiled = result.toString() === COMPILED;
  const output = stdout.toString();
  const { code, line } = words.failure;
  return {
    ended: isCompiled ? words.read(output) : [],
    interrupted: null,
    broken: null,
    // The control has failed in any honest run.
    done: isCompiled && ending.kind === "exited" && ending.code === code && line.test(output),
  };
}

function outcomeOf(
  { request }: CaseContext,
  { execution, run, plan, test }: FinishedFile,
): Outcome {
  if (run.done) return outcomeOfTests(run, plan);
  const { timeLimitMs } = allowedForTests(request.limits);
  const allowed = { timeLimitMs: COMPILE_MS + timeLimitMs, memoryLimitMb: 2048 };
  if (execution.result.length === 0 && execution.ending.kind === "exited") {
    // A proof that asks for what the program does not offer proves nothing.
    const verdict = test.origin === "proof" ? "JE" : "RE";
    const why = firstError(execution.stderr) ?? errorLine(execution.stderr);
    return { verdict, note: sentence(`The tests cannot be compiled: ${why}`) };
  }
  const failed = outcomeOfTests({ ...run, done: false }, plan);
  return failed.verdict === "WA" ? failed : (faultOf(execution, allowed) ?? failed);
}

/** The first line in which a compiler names an error; those after it follow from it. */
function firstError(log: string): string | undefined {
  const isError = /^error|^\S+\.go:\d+/;
  return log
    .split("\n")
    .find((line) => isError.test(line))
    ?.slice(0, 200);
}
