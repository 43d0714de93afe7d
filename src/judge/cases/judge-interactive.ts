import type { DataCase } from "../../core/case.js";
import type { Validator } from "../../core/comparison.js";
import type { CaseResult } from "../../core/report.js";
import { prepareValidator, validatorRequest } from "../compare/validator-run.js";
import { allowedBy } from "../languages/languages.js";
import type { RunRequest } from "../sandbox/execution.js";
import { notStarted } from "../sandbox/execution.js";
import type { PairExecution } from "../sandbox/runner.js";
import { type CaseContext, caseResult } from "./case-context.js";
import { decideInteractive } from "./interactive-outcome.js";
import { runFairly } from "./run-fairly.js";
import { stdioRequest } from "./stdio-request.js";
import type { Outcome } from "./verdict-of.js";

/** How much longer than the program a validator may wait: the program is to run into its limit first. */
const PATIENCE_MS = 10_000;

/** Lets the program talk with a validator, which alone knows the case, and judges both. */
export async function judgeInteractive(
  context: CaseContext,
  test: DataCase,
  validator: Validator,
): Promise<CaseResult> {
  const ready = await prepareValidator(context, validator);
  if ("verdict" in ready) {
    return caseResult(test, { execution: notStarted(ready.note), outcome: ready }, test);
  }
  const program = stdioRequest(context, "");
  const files = { input: test.input, answer: test.expected ?? "", output: null };
  const partner = patient(validatorRequest(context, { validator, ready }, files), program);
  const allowed = allowedBy(context.request.limits);
  const rules = { protocol: validator.protocol, allowed };
  const judgeOnce = async (): Promise<Judged> => {
    const talk = await runFairly({
      run: async () => context.crew.runPair(program, partner),
      executionOf: (done) => done.program,
      allowed,
    });
    return { talk, outcome: decideInteractive(talk, rules) };
  };
  const first = await judgeOnce();
  // What failed once may have been the victim of a busy machine.
  const { talk, outcome } = first.outcome.verdict === "JE" ? await judgeOnce() : first;
  return caseResult(test, { execution: talk.program, outcome }, test);
}

interface Judged {
  readonly talk: PairExecution;
  readonly outcome: Outcome;
}

function patient(validator: RunRequest, { limits: { wallMs } }: RunRequest): RunRequest {
  return { ...validator, limits: { ...validator.limits, wallMs: wallMs + PATIENCE_MS } };
}
