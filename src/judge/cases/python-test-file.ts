import { randomUUID } from "node:crypto";
import path from "node:path";

import type { TestFileCase } from "../../core/case.js";
import { LANGUAGES } from "../../core/language.js";
import type { Program } from "../../core/solution.js";
import { endedInGoodOrder } from "../../core/verdict.js";
import { programFile } from "../compile/compilation.js";
import { allowedForTests } from "../languages/languages.js";
import type { Execution } from "../sandbox/execution.js";
import type { CaseContext } from "./case-context.js";
import { harnessFiles, programFiles } from "./program-files.js";
import { readTestRun, type TestRun } from "./test-events.js";
import { readPlan, type TestPlan } from "./test-plan.js";
import { PYTHON_HARNESS, testRequest } from "./test-request.js";
import { type FinishedFile, outcomeOfTests, type TestRunner } from "./test-runner.js";
import { faultOf, type Outcome, sentence } from "./verdict-of.js";

const PLANNER = ["plan_tests.py", "alter_tests.py", "find_pairs.py", "plain_text.py"] as const;

/** Runs files of tests in Python: with pytest where they need it, else with a harness of our own, which starts faster. */
export function pythonRunner(context: CaseContext): TestRunner {
  return {
    plan: (test) => planOf(context, test),
    request: (test, run) => requestOf(context, test, run),
    outcome: (finished) => outcomeOf(context, finished),
  };
}

/** The program has no part in this: only the text of the tests is read. */
async function planOf(context: CaseContext, { source }: TestFileCase): Promise<TestPlan> {
  const execution = await context.crew.run(
    testRequest(context, {
      language: "python",
      files: harnessFiles(PLANNER),
      main: `../harness/${PLANNER[0]}`,
      args: [],
      stdin: JSON.stringify({ source, random: randomUUID() }),
    }),
  );
  return readPlan(execution.result.toString()) ?? { ...UNREAD, source };
}

const UNREAD: Omit<TestPlan, "source"> = {
  run: "tests",
  control: null,
  tests: [],
  maySkip: [],
  altered: [],
  pairs: [],
};

function requestOf(context: CaseContext, test: TestFileCase, run: TestPlan["run"]) {
  const { program } = context.ready;
  const file = path.basename(test.fileName);
  const nonce = randomUUID();
  const order = { file, name: path.basename(file, ".py"), nonce, run, tests: null, skip: [] };
  const ending =
    LANGUAGES[program.language].harness === "node" ? ".js" : path.extname(program.fileName);
  const request = testRequest(context, {
    language: "python",
    files: {
      ...programFiles(program, PYTHON_HARNESS),
      [`work/solution${ending}`]: program.source,
      [`work/${file}`]: test.source,
    },
    main: `../harness/${PYTHON_HARNESS[0]}`,
    args: [],
    stdin: JSON.stringify(order),
  });
  return { request, read: ({ result }: Execution) => readTestRun(result, nonce) };
}

function outcomeOf(
  { request }: CaseContext,
  { execution, run, plan, test }: FinishedFile,
): Outcome {
  const isDone = run.done && endedInGoodOrder(execution.ending);
  const fault = isDone ? null : faultOf(execution, allowedForTests(request.limits));
  if (run.broken !== null) return brokenOutcome(request.program, run.broken, { test, plan });
  return fault ?? outcomeOfTests(run, plan);
}

/** Of the modules that are missing only those count as missing here that the tests themselves ask for by name. */
function brokenOutcome(
  program: Program,
  broken: NonNullable<TestRun["broken"]>,
  { test: { origin, source }, plan }: Pick<FinishedFile, "test" | "plan">,
): Outcome {
  const own = ["solution", path.basename(programFile(program), ".py")];
  if (broken.syntax)
    return { verdict: "JE", note: sentence(`The test file is not valid: ${broken.note}`) };
  const [missing = ""] = (broken.missing ?? "").split(".");
  const isWanted = source.includes(missing) || missing === plan.run;
  if (missing !== "" && !own.includes(missing) && isWanted) {
    const install = broken.missing === "pytest" ? " (install it with: pip install pytest)" : "";
    return {
      verdict: "JE",
      note: sentence(`The test file needs what is not here: ${broken.note}${install}`),
    };
  }
  // A proof that reaches for what the program never offered proves nothing; a program that really cannot be
  // loaded fails its own cases as well.
  const verdict = origin === "proof" ? "JE" : "RE";
  return { verdict, note: sentence(`The tests cannot start: ${broken.note}`) };
}
