import type { TestFileCase } from "../../core/case.js";
import type { Execution, RunRequest } from "../sandbox/execution.js";
import { outcomeOfTest, type TestRun } from "./test-events.js";
import { type TestPlan, testOf } from "./test-plan.js";
import { ACCEPTED, type Outcome } from "./verdict-of.js";

/** How files of tests in one language are run. */
export interface TestRunner {
  readonly plan: (test: TestFileCase) => Promise<TestPlan>;
  readonly request: (test: TestFileCase, run: TestPlan["run"]) => TestFileRun;
  readonly outcome: (finished: FinishedFile) => Outcome;
}

/** A run of a file of tests, and how to read what it told. */
export interface TestFileRun {
  readonly request: RunRequest;
  readonly read: (execution: Execution) => TestRun;
}

/** A file of tests that was run. */
export interface FinishedFile {
  readonly test: TestFileCase;
  readonly plan: TestPlan;
  readonly execution: Execution;
  readonly run: TestRun;
}

const ENDED_EARLY: Outcome = { verdict: "RE", note: "The program ended before the tests did." };

/** What the tests say: accepted when all that were read in the file were heard of, passed, and the control failed. */
export function outcomeOfTests(run: TestRun, plan: TestPlan): Outcome {
  const tests = run.ended.filter(({ test }) => test !== plan.control);
  const failed = tests.find(({ outcome }) => outcome === "failed" || outcome === "error");
  if (failed !== undefined) {
    const { verdict, note } = outcomeOfTest(failed);
    return { verdict, note: `${failed.test}: ${note}` };
  }
  if (!run.done) return ENDED_EARLY;
  return (
    outcomeOfSkips(tests, plan) ?? outcomeOfMissing(tests, plan) ?? outcomeOfControl(run, plan)
  );
}

function outcomeOfSkips(tests: TestRun["ended"], { maySkip, ...plan }: TestPlan): Outcome | null {
  const known = new Set(plan.tests);
  const skipped = tests.find(
    ({ test, outcome }) =>
      outcome === "skipped" && known.has(testOf(test)) && !maySkip.includes(testOf(test)),
  );
  if (skipped !== undefined) {
    return { verdict: "RE", note: `${skipped.test}: The program has it skipped.` };
  }
  const hasRun = tests.some(({ outcome }) => outcome !== "skipped");
  if (hasRun || plan.tests.some((name) => !tests.some(({ test }) => testOf(test) === name))) {
    return null;
  }
  return { verdict: "JE", note: "The test file holds no test that can be run." };
}

function outcomeOfMissing(tests: TestRun["ended"], { maySkip, ...plan }: TestPlan): Outcome | null {
  const missing = plan.tests.find(
    (name) => !maySkip.includes(name) && !tests.some(({ test }) => testOf(test) === name),
  );
  return missing === undefined
    ? null
    : { verdict: "RE", note: `${missing}: Nothing was heard of this test.` };
}

function outcomeOfControl({ ended }: TestRun, { control }: TestPlan): Outcome {
  if (
    control === null ||
    ended.some((test) => test.test === control && test.outcome === "failed")
  ) {
    return ACCEPTED;
  }
  return {
    verdict: "WA",
    note: "It passes tests that cannot pass: a false assertion did not fail.",
  };
}
