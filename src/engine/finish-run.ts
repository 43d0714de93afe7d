import type { RunFailure } from "../core/events.js";
import { decideOutcome } from "../core/outcome.js";
import type { EndEvent } from "../report/result.js";
import { judgeMissingProofs } from "./judge-version.js";
import type { RunContext } from "./run-context.js";

/** Measures what is still to be measured, picks the final version and records how the run ended. */
export async function finishRun(run: RunContext, failure: RunFailure | null): Promise<EndEvent> {
  const { recorder, plan } = run;
  await judgeMissingProofs(run);
  const outcome = decideOutcome(recorder.state, {
    pipeline: plan.pipeline.definition,
    limits: plan.limits,
    failure,
  });
  const finished: EndEvent = {
    type: "run.finished",
    at: recorder.now(),
    ...outcome,
    error: failure,
  };
  await recorder.note(finished);
  return finished;
}
