import { randomInt, randomUUID } from "node:crypto";
import path from "node:path";

import type { TestFileCase } from "../../core/case.js";
import { LANGUAGES } from "../../core/language.js";
import { allowedForTests } from "../languages/languages.js";
import type { Execution } from "../sandbox/execution.js";
import type { CaseContext } from "./case-context.js";
import { planNodeTests } from "./node-plan.js";
import { usesNodeTest } from "./own-tests.js";
import { programFiles } from "./program-files.js";
import { readTestRun } from "./test-events.js";
import type { TestPlan } from "./test-plan.js";
import { NODE_REPORTER, nodeArguments, nodeOrder, testRequest } from "./test-request.js";
import { type FinishedFile, outcomeOfTests, type TestRunner } from "./test-runner.js";
import { ACCEPTED, errorLine, faultOf, type Outcome, sentence } from "./verdict-of.js";

/** Runs files of tests in JavaScript, with the test runner of Node where they use it. */
export function nodeRunner(context: CaseContext): TestRunner {
  return {
    plan: (test) => Promise.resolve(planNodeTests(test, (below) => randomInt(below))),
    request: (test, run) => requestOf(context, test, run),
    outcome: (finished) => outcomeOf(context, finished),
  };
}

function requestOf(context: CaseContext, test: TestFileCase, run: TestPlan["run"]) {
  const { program } = context.ready;
  const file = path.basename(test.fileName);
  const nonce = randomUUID();
  const end = run === "main" ? `end of case ${randomUUID()}` : null;
  const last = end === null ? "" : `\n;process.emit(${JSON.stringify(end)});\n`;
  const ending =
    LANGUAGES[program.language].harness === "node" ? ".js" : path.extname(program.fileName);
  const [main, ...args] = nodeArguments(file);
  const request = testRequest(context, {
    language: "javascript",
    files: {
      ...programFiles(program, [NODE_REPORTER]),
      [`work/solution${ending}`]: program.source,
      [`work/${file}`]: `${test.source}${last}`,
    },
    main,
    args,
    stdin: nodeOrder(nonce, end),
  });
  return { request, read: ({ result }: Execution) => readTestRun(result, nonce) };
}

const NOT_HERE = /Cannot find (?:module|package) '(?![./])([^']+)'/;
const OTHER_RUNNER = /ReferenceError: (describe|it|test|expect|jest|vi) is not defined/;
const RUNNERS = new Set(["vitest", "jest", "@jest/globals", "mocha", "chai", "ava"]);

function outcomeOf(
  { request }: CaseContext,
  { execution, run, plan, test }: FinishedFile,
): Outcome {
  const unusable = unusableFile(execution.stderr, test);
  if (unusable !== null) return { verdict: "JE", note: sentence(unusable) };
  const fault = faultOf(execution, allowedForTests(request.limits));
  if (plan.run === "main") return outcomeOfScript(execution, fault, run.done);
  const outcome = outcomeOfTests(run, plan);
  // The control has failed, so that Node ends with code 1 where all is well.
  const isExpected = fault?.verdict === "RE" && isOne(execution);
  return outcome.verdict === "AC" || !run.done ? ((isExpected ? null : fault) ?? outcome) : outcome;
}

function isOne({ ending }: Execution): boolean {
  return ending.kind === "exited" && ending.code === 1;
}

/** Why a test file cannot work here; null when it can. What only the program misses is the program's own trouble. */
function unusableFile(stderr: string, { fileName, source }: TestFileCase): string | null {
  const missing = missingHere(stderr);
  if (missing !== null && source.includes(missing)) {
    return `The test file needs what is not here: ${errorLine(stderr)}${adviceOn(missing)}`;
  }
  const [first = ""] = stderr.trimStart().split("\n");
  if (/^SyntaxError/m.test(stderr) && first.includes(path.basename(fileName))) {
    return `The test file is not valid: ${errorLine(stderr)}`;
  }
  const hasTests = usesNodeTest(source) || /\bassert\b/.test(source);
  return hasTests ? null : "The test file holds no test that can be run.";
}

function missingHere(stderr: string): string | null {
  return (NOT_HERE.exec(stderr) ?? OTHER_RUNNER.exec(stderr))?.[1] ?? null;
}

function adviceOn(missing: string): string {
  if (!RUNNERS.has(missing)) return "";
  const install = `install it in the project (npm install --save-dev ${missing})`;
  return `; ${install} and have the project's own test command run, or use node:test, which needs nothing`;
}

/** Without a test runner the whole file is one test, which has passed when its last line was reached. */
function outcomeOfScript({ stderr }: Execution, fault: Outcome | null, isDone: boolean): Outcome {
  if (fault?.verdict === "RE" && /AssertionError/.test(stderr)) {
    return { verdict: "WA", note: fault.note };
  }
  const ended: Outcome = { verdict: "RE", note: "The program ended before the tests did." };
  return fault ?? (isDone ? ACCEPTED : ended);
}
