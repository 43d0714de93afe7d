import path from "node:path";

import type { Origin, TestFileCase } from "../../core/case.js";
import { LANGUAGES, type Language, languageOfFile } from "../../core/language.js";
import type { CaseResult } from "../../core/report.js";
import type { Program } from "../../core/solution.js";
import { endedInGoodOrder } from "../../core/verdict.js";
import { programFile } from "../compile/compilation.js";
import { allowedForTests } from "../languages/languages.js";
import type { Execution } from "../sandbox/execution.js";
import { type CaseContext, caseResult, unjudged } from "./case-context.js";
import { findOwnTests, MAIN_TEST, usesNodeTest } from "./own-tests.js";
import { programFiles } from "./program-files.js";
import { outcomeOfTest, readTestRun, type TestRun } from "./test-events.js";
import {
  NODE_REPORTER,
  nodeArguments,
  PYTHON_HARNESS,
  type TestFile,
  testRequest,
} from "./test-request.js";
import { ACCEPTED, errorLine, faultOf, type Outcome, sentence } from "./verdict-of.js";

/**
 * Runs a test file beside the program: accepted when all its tests pass and there was one. A test file that
 * cannot work here, because it is not valid or needs what is not installed, says nothing about the program.
 */
export async function judgeTestFile(context: CaseContext, test: TestFileCase): Promise<CaseResult> {
  const language = languageOfFile(test.fileName);
  const harness = language === null ? null : LANGUAGES[language].harness;
  if (language === null || harness === null) {
    return unjudged(test, `No tests can be run from ${test.fileName}.`);
  }
  const runnable = await compiled(context, test, language);
  if ("reason" in runnable) return unjudged(test, runnable.reason, { input: test.source });
  const request = testRequest(context, testFile(context, runnable, language));
  const execution = await context.crew.run(request);
  const outcome =
    harness === "python"
      ? pythonOutcome(context, execution, runnable)
      : javascriptOutcome(context, execution, runnable);
  return caseResult(test, { execution, outcome }, { input: test.source });
}

/** The solution, imported by the name that it had before it was compiled. */
const SOLUTION_IMPORT = /(["'])\.\/solution(?:\.[mc]?ts)?\1/g;

/** A test file in the form in which it is run. */
async function compiled(
  { compiler }: CaseContext,
  test: TestFileCase,
  language: Language,
): Promise<TestFileCase | { readonly reason: string }> {
  const { fileName, source } = test;
  const written: Program = { language, fileName, source, shape: "stdio", entry: null };
  const compilation = await compiler.compile(written);
  switch (compilation.kind) {
    case "refused":
      return { reason: sentence(`The test file is not valid: ${errorLine(compilation.log)}`) };
    case "unavailable":
      return { reason: sentence(compilation.reason) };
    case "ready": {
      if (compilation.log === null) return test;
      const text = compilation.program.source.replaceAll(SOLUTION_IMPORT, '"./solution.js"');
      return { ...test, fileName: compilation.program.fileName, source: text };
    }
  }
}

function testFile(
  { ready: { program } }: CaseContext,
  test: TestFileCase,
  language: Language,
): TestFile {
  const file = path.basename(test.fileName);
  const python = LANGUAGES[language].harness === "python";
  const ending =
    LANGUAGES[program.language].harness === "node" ? ".js" : path.extname(program.fileName);
  const files = {
    ...programFiles(program, python ? PYTHON_HARNESS : [NODE_REPORTER]),
    [`work/solution${ending}`]: program.source,
    [`work/${file}`]: test.source,
  };
  if (!python) {
    const [main, ...args] = nodeArguments(file, true);
    return { language, files, main, args, stdin: "" };
  }
  const name = path.basename(file, ".py");
  const order = { file, name, run: runOf(test), tests: null, skip: [] };
  return {
    language,
    files,
    main: `../harness/${PYTHON_HARNESS[0]}`,
    args: [],
    stdin: JSON.stringify(order),
  };
}

/** A file without test functions is run as a program: its assertions are the test. */
function runOf({ fileName, source }: TestFileCase): "tests" | "main" {
  const program: Program = { language: "python", fileName, source, shape: "stdio", entry: null };
  const tests = findOwnTests(program).filter((name) => name !== MAIN_TEST);
  return tests.length === 0 && /^\s*assert\b/m.test(source) ? "main" : "tests";
}

function pythonOutcome(
  { request }: CaseContext,
  execution: Execution,
  { origin }: TestFileCase,
): Outcome {
  const run = readTestRun(execution.result);
  const isDone = run.done && endedInGoodOrder(execution.ending);
  const fault = isDone ? null : faultOf(execution, allowedForTests(request.limits));
  if (run.broken !== null) return brokenOutcome(request.program, run.broken, origin);
  return fault ?? outcomeOfRun(run);
}

/** Modules that are the program itself; any other that is missing is missing from this machine. */
function brokenOutcome(
  program: Program,
  broken: NonNullable<TestRun["broken"]>,
  origin: Origin,
): Outcome {
  const own = ["solution", path.basename(programFile(program), ".py")];
  if (broken.syntax)
    return { verdict: "JE", note: sentence(`The test file is not valid: ${broken.note}`) };
  if (broken.missing !== null && !own.includes(broken.missing.split(".")[0] ?? "")) {
    return {
      verdict: "JE",
      note: sentence(`The test file needs what is not here: ${broken.note}`),
    };
  }
  // A proof that reaches for what the program never offered proves nothing; a program that really cannot be
  // loaded fails its own cases as well.
  const verdict = origin === "proof" ? "JE" : "RE";
  return { verdict, note: sentence(`The tests cannot start: ${broken.note}`) };
}

function outcomeOfRun(run: TestRun): Outcome {
  const ran = run.ended.filter(({ outcome }) => outcome !== "skipped");
  if (run.done && ran.length === 0) {
    return { verdict: "JE", note: "The test file holds no test that can be run." };
  }
  const failed = ran.find(({ outcome }) => outcome !== "passed");
  if (failed !== undefined) {
    const { verdict, note } = outcomeOfTest(failed);
    return { verdict, note: `${failed.test}: ${note}` };
  }
  return run.done ? ACCEPTED : { verdict: "RE", note: "The program ended before the tests did." };
}

const NOT_HERE = /Cannot find (?:module|package) '(?![./])([^']+)'/;
const OTHER_RUNNER = /ReferenceError: (?:describe|it|test|expect|jest|vi) is not defined/;

function javascriptOutcome(
  { request }: CaseContext,
  execution: Execution,
  test: TestFileCase,
): Outcome {
  const unusable = unusableJavascript(execution.stderr, test);
  if (unusable !== null) return { verdict: "JE", note: sentence(unusable) };
  const fault = faultOf(execution, allowedForTests(request.limits));
  if (!usesNodeTest(test.source)) return outcomeOfScript(execution, fault);
  const run = readTestRun(execution.result);
  const outcome = outcomeOfRun(run);
  return outcome.verdict === "AC" || !run.done ? (fault ?? outcome) : outcome;
}

/** Why a test file cannot work here; null when it can. */
function unusableJavascript(stderr: string, { fileName, source }: TestFileCase): string | null {
  if (NOT_HERE.test(stderr) || OTHER_RUNNER.test(stderr)) {
    return `The test file needs what is not here: ${errorLine(stderr)}`;
  }
  const [first = ""] = stderr.trimStart().split("\n");
  if (/^SyntaxError/m.test(stderr) && first.includes(path.basename(fileName))) {
    return `The test file is not valid: ${errorLine(stderr)}`;
  }
  const hasTests = usesNodeTest(source) || /\bassert\b/.test(source);
  return hasTests ? null : "The test file holds no test that can be run.";
}

/** Without a test runner the whole file is one test. */
function outcomeOfScript({ stderr }: Execution, fault: Outcome | null): Outcome {
  if (fault?.verdict === "RE" && /AssertionError/.test(stderr)) {
    return { verdict: "WA", note: fault.note };
  }
  return fault ?? ACCEPTED;
}
