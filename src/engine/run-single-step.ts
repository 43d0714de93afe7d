import type { RunEvent, RunFailure, SolutionChosen } from "../core/events.js";
import type { AgentStep } from "../core/pipeline.js";
import { stateOf } from "../core/run-state.js";
import { requireAtEnd } from "./require-at-end.js";
import { runAgentStep } from "./run-agent-step.js";
import type { RunContext } from "./run-context.js";
import { StepFailure } from "./step-failure.js";

/** One agent that is called alone, behind what the run came to before. */
export interface SingleStep {
  readonly step: AgentStep;
  /** Unique in the run. */
  readonly key: string;
  /** The version that the agent works on; null: there is none yet. */
  readonly version: number | null;
}

/** Calls one agent on one version of a run that has ended. Returns why it could not do its work, or null. */
export async function runSingleStep(
  run: RunContext,
  { step, key, version }: SingleStep,
): Promise<RunFailure | null> {
  const { recorder, parts } = run;
  const before = stateOf(eventsBefore(parts.journal.events, key));
  if (version !== null && version !== recorder.state.current) {
    await recorder.record<SolutionChosen>(`${key}/start`, "solution.chosen", (stamp) => ({
      type: "solution.chosen",
      ...stamp,
      version,
      dropped: [],
      why: "named by the user",
      alias: null,
    }));
  }
  try {
    await runAgentStep({ ...run, before }, step, key);
    requireAtEnd(run);
    return null;
  } catch (error) {
    if (error instanceof StepFailure) return error.failure;
    throw error;
  }
}

/** What the run had come to when this work began, in this session or in one before. */
function eventsBefore(events: readonly RunEvent[], workKey: string): readonly RunEvent[] {
  const first = events.findIndex((event) => {
    const place = "key" in event ? event.key : "call" in event ? event.call : null;
    return place?.startsWith(workKey) === true;
  });
  return first === -1 ? [...events] : events.slice(0, first);
}
