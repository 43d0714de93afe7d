import type { TestFileCase } from "../../core/case.js";
import { LANGUAGES, type Language, languageOfFile } from "../../core/language.js";
import type { CaseResult } from "../../core/report.js";
import type { Program } from "../../core/solution.js";
import { ROWS } from "../languages/table.js";
import type { Execution } from "../sandbox/execution.js";
import { type CaseContext, caseResult, unjudged } from "./case-context.js";
import { faultOfPairs } from "./judge-pairs.js";
import { nativeRunner } from "./native-test-file.js";
import { nodeRunner } from "./node-test-file.js";
import { pythonRunner } from "./python-test-file.js";
import type { TestRun } from "./test-events.js";
import { type Altered, type TestPlan, testOf } from "./test-plan.js";
import type { TestRunner } from "./test-runner.js";
import { errorLine, type Outcome, sentence } from "./verdict-of.js";

/**
 * Runs a test file beside the program: accepted when all its tests pass and there was one, and when nothing shows that
 * the program would pass any test. A test file that cannot work here, because it is not valid or needs what is not
 * installed, says nothing about the program.
 */
export async function judgeTestFile(context: CaseContext, test: TestFileCase): Promise<CaseResult> {
  const language = languageOfFile(test.fileName);
  const runner = language === null ? null : await runnerFor(context, language);
  if (language === null || runner === null) {
    return unjudged(test, `No tests can be run from ${test.fileName}.`);
  }
  if ("reason" in runner) return unjudged(test, runner.reason, { input: test.source });
  const runnable = await compiled(context, test, language);
  if ("reason" in runnable) return unjudged(test, runnable.reason, { input: test.source });
  const plan = await runner.plan(runnable);
  const { execution, run } = await runOnce(context, runner, { test: runnable, plan });
  const outcome = runner.outcome({ execution, run, plan, test: runnable });
  const suspicion =
    outcome.verdict === "AC" ? await suspect(context, runner, { test: runnable, plan }) : null;
  return caseResult(test, { execution, outcome: suspicion ?? outcome }, { input: test.source });
}

/** What runs the tests of a language; null where there is nothing of the kind, or why there is none here. */
async function runnerFor(
  context: CaseContext,
  language: Language,
): Promise<TestRunner | { readonly reason: string } | null> {
  if (language === "rust" || language === "go") return nativeRunner(context, language);
  switch (LANGUAGES[language].harness) {
    case "python":
      return pythonRunner(context);
    case "node":
      return nodeRunner(context);
    case null:
      return null;
  }
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
  // Only TypeScript becomes something else; tests that become a program are compiled where they are run.
  if (ROWS[language].recipe?.makes !== "source") return test;
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

interface Planned {
  readonly test: TestFileCase;
  readonly plan: TestPlan;
}

async function runOnce(
  { crew }: CaseContext,
  runner: TestRunner,
  { test, plan }: Planned,
): Promise<{ readonly execution: Execution; readonly run: TestRun }> {
  const { request, read } = runner.request({ ...test, source: plan.source }, plan.run);
  const execution = await crew.run(request);
  return { execution, run: read(execution) };
}

/** Why a file whose tests have passed shows nothing all the same; null when nothing speaks against it. */
async function suspect(
  context: CaseContext,
  runner: TestRunner,
  { test, plan }: Planned,
): Promise<Outcome | null> {
  for (const altered of plan.altered) {
    const changed = { test, plan: { ...plan, source: altered.source } };
    const { run } = await runOnce(context, runner, changed);
    const passed = passedThoughAltered(run, altered);
    if (passed !== undefined) return cannotPass(passed);
  }
  return faultOfPairs(context, plan.pairs);
}

function passedThoughAltered({ ended }: TestRun, { mustFail }: Altered): string | undefined {
  return mustFail.find((name) =>
    ended.some((test) => testOf(test.test) === name && test.outcome === "passed"),
  );
}

/** Its answers satisfy whatever they are compared with, so that nothing shows that they are right. */
function cannotPass(name: string): Outcome {
  return {
    verdict: "WA",
    note: sentence(
      `It passes tests that cannot pass: ${name} passed as well when it expected something else`,
    ),
  };
}
