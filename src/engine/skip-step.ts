import type { StepSkipped } from "../core/events.js";
import type { RunContext } from "./run-context.js";

/** Records a step that was not needed, and why. */
export async function skipStep(
  run: RunContext,
  key: string,
  { agent, why }: Pick<StepSkipped, "agent" | "why">,
): Promise<void> {
  await run.recorder.record<StepSkipped>(`${key}/skipped`, "step.skipped", (stamp) => ({
    type: "step.skipped",
    ...stamp,
    agent,
    why,
  }));
}
