import { PipelineError } from "../core/errors.js";
import type { StepSkipped } from "../core/events.js";
import type { AgentStep } from "../core/pipeline.js";
import { newestPlan } from "../core/scorecard.js";
import { askStep } from "./ask.js";
import { failStep } from "./fail-step.js";
import { recordReview } from "./record-review.js";
import type { RunContext } from "./run-context.js";
import { StepFailure } from "./step-failure.js";
import { writeSolutions } from "./write-solutions.js";

/** Runs one agent: asks it, and turns what it hands over into measured versions or a proved fix plan. */
export async function runAgentStep(run: RunContext, step: AgentStep, key: string): Promise<void> {
  switch (step.writes) {
    case "solution":
      return writeSolutions(run, step, key);
    case "fix_plan":
      return review(run, step, key);
    case "oracle":
      throw new PipelineError("bad_pipeline", `step ${key}: an oracle cannot be used yet`);
  }
}

/** Reviews the current version; one that was reviewed already has nothing new to show. */
async function review(run: RunContext, step: AgentStep, key: string): Promise<void> {
  const { current } = run.recorder.state;
  if (current === null) throw new StepFailure("bad_pipeline", "there is no solution to review");
  if (newestPlan(run.recorder.state, current) !== undefined) {
    await skip(run, key, { agent: step.agent, why: `v${current} has been reviewed already` });
    return;
  }
  const outcome = await askStep(run, step, key);
  if (outcome.kind === "fix_plan") await recordReview(run, { step, key, reply: outcome });
  else await failStep(run, step, { key, outcome });
}

/** Records a step that was not needed. */
async function skip(
  run: RunContext,
  key: string,
  { agent, why }: Pick<StepSkipped, "agent" | "why">,
): Promise<void> {
  await run.recorder.step<StepSkipped>(`${key}/skipped`, "step.skipped", (stamp) =>
    Promise.resolve({ type: "step.skipped", ...stamp(), agent, why }),
  );
}
