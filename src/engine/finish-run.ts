import type { EndEvent, RunFailure } from "../core/events.js";
import { decideOutcome } from "../core/outcome.js";
import type { RunContext } from "./run-context.js";

/** Picks the final version by what was measured, and records how the run ended. */
export async function finishRun(run: RunContext, failure: RunFailure | null): Promise<EndEvent> {
  const { recorder, plan } = run;
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
