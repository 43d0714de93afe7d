import { randomUUID } from "node:crypto";

import type { OwnTestsCase } from "../../core/case.js";
import { LANGUAGES } from "../../core/language.js";
import type { CaseResult } from "../../core/report.js";
import { endedInGoodOrder } from "../../core/verdict.js";
import { programFile } from "../compile/compilation.js";
import { allowedForTests } from "../languages/languages.js";
import type { Execution } from "../sandbox/execution.js";
import { type CaseContext, caseResult } from "./case-context.js";
import { findOwnTests, MAIN_TEST, usesNodeTest } from "./own-tests.js";
import { programFiles } from "./program-files.js";
import { type EndedTest, outcomeOfTest, readTestRun, type TestRun } from "./test-events.js";
import {
  NODE_REPORTER,
  nodeArguments,
  nodeOrder,
  PYTHON_HARNESS,
  type TestFile,
  testRequest,
} from "./test-request.js";
import { errorLine, faultOf, type Outcome, sentence } from "./verdict-of.js";

/** A test that ends its process costs a new process for those after it; so often at the most. */
const MOST_PROCESSES = 4;

/**
 * Runs the tests that stand in the program's own file: one result per test, none when it has none. A test that
 * is listed in the source, or required, and that nothing was heard of, has failed.
 */
export async function judgeOwnTests(
  context: CaseContext,
  test: OwnTestsCase,
): Promise<readonly CaseResult[]> {
  const wanted = [...new Set([...findOwnTests(context.ready.program), ...test.requiredTests])];
  if (wanted.length === 0) return [];
  const results = new Map<string, CaseResult>();
  for (let run = 0; run < MOST_PROCESSES; run += 1) {
    const pending = wanted.filter((name) => !results.has(name));
    const found = await runOnce(context, pending, [...results.keys()]);
    for (const { name, ...measured } of found.results) {
      const id = `${test.id}/${name}`;
      results.set(name, caseResult({ id, origin: test.origin }, measured));
    }
    if (found.interrupted === null || wanted.every((name) => results.has(name))) {
      addMissing({ test, wanted, results, found });
      break;
    }
    if (run === MOST_PROCESSES - 1) addMissing({ test, wanted, results, found });
  }
  return [...results.values()];
}

interface TestResult {
  readonly name: string;
  readonly execution: Execution;
  readonly outcome: Outcome;
}

interface OneRun {
  readonly results: readonly TestResult[];
  /** The test in which the process ended. */
  readonly interrupted: string | null;
  /** Why tests were not heard of. */
  readonly silence: Outcome;
  readonly execution: Execution;
}

async function runOnce(
  context: CaseContext,
  pending: readonly string[],
  done: readonly string[],
): Promise<OneRun> {
  const nonce = randomUUID();
  const file = testFile(context, { pending, done, nonce });
  const execution = await context.crew.run(testRequest(context, file));
  const run = readRun(context, execution, nonce);
  const results: TestResult[] = run.ended.map((ended) => ({
    name: ended.test,
    execution: ofTest(execution, ended),
    outcome: outcomeOfTest(ended),
  }));
  const silence = silenceOf(context, execution, run);
  if (run.interrupted !== null) {
    results.push({ name: run.interrupted, execution, outcome: silence });
  }
  return { results, interrupted: run.interrupted, silence, execution };
}

function testFile(
  { ready: { program } }: CaseContext,
  {
    pending,
    done,
    nonce,
  }: {
    readonly pending: readonly string[];
    readonly done: readonly string[];
    readonly nonce: string;
  },
): TestFile {
  const file = programFile(program);
  const { language } = program;
  if (LANGUAGES[language].harness === "node") {
    const files = programFiles(program, [NODE_REPORTER]);
    if (!usesNodeTest(program.source)) return { language, files, main: file, args: [], stdin: "" };
    const [main, ...args] = nodeArguments(file);
    return { language, files, main, args, stdin: nodeOrder(nonce, null) };
  }
  const run = pending.length === 1 && pending[0] === MAIN_TEST ? "main" : "tests";
  const order = { file, name: "solution", nonce, run, tests: pending, skip: done };
  return {
    language,
    files: programFiles(program, PYTHON_HARNESS),
    main: `../harness/${PYTHON_HARNESS[0]}`,
    args: [],
    stdin: JSON.stringify(order),
  };
}

/** A JavaScript main block has no harness: its process is the one test. */
function readRun(
  { ready: { program } }: CaseContext,
  execution: Execution,
  nonce: string,
): TestRun {
  if (LANGUAGES[program.language].harness === "python" || usesNodeTest(program.source)) {
    return readTestRun(execution.result, nonce);
  }
  const passed = endedInGoodOrder(execution.ending);
  const failed = /AssertionError/.test(execution.stderr) ? "failed" : "error";
  const ended: EndedTest = {
    event: "end",
    test: MAIN_TEST,
    outcome: passed ? "passed" : failed,
    note: passed ? "" : errorLine(execution.stderr),
    cpuMs: execution.cpuMs,
  };
  const isKilled = execution.ending.kind !== "exited";
  return {
    ended: isKilled ? [] : [ended],
    interrupted: isKilled ? MAIN_TEST : null,
    broken: null,
    done: !isKilled,
  };
}

/** The measurements of one test among those of its process. */
function ofTest(execution: Execution, { outcome, cpuMs }: EndedTest): Execution {
  const ending = { kind: "exited", code: outcome === "passed" ? 0 : 1 } as const;
  const stderr = outcome === "passed" ? "" : execution.stderr;
  return { ...execution, ending, cpuMs: Math.round(cpuMs * 1000) / 1000, stderr };
}

function silenceOf({ request }: CaseContext, execution: Execution, run: TestRun): Outcome {
  if (run.broken !== null) {
    return { verdict: "RE", note: sentence(`The file cannot be loaded: ${run.broken.note}`) };
  }
  const fault = faultOf(execution, allowedForTests(request.limits));
  if (fault !== null && !run.done) return fault;
  const note = run.done ? "There is no such test." : "The program ended before this test did.";
  return { verdict: "RE", note };
}

function addMissing({
  test,
  wanted,
  results,
  found,
}: {
  readonly test: OwnTestsCase;
  readonly wanted: readonly string[];
  readonly results: Map<string, CaseResult>;
  readonly found: OneRun;
}): void {
  const { execution, silence } = found;
  for (const name of wanted.filter((other) => !results.has(other))) {
    const id = `${test.id}/${name}`;
    results.set(name, caseResult({ id, origin: test.origin }, { execution, outcome: silence }));
  }
}
