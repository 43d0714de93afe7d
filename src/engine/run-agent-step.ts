import type { AgentStep } from "../core/pipeline.js";
import { baseOf } from "./agent-context.js";
import { askStep } from "./ask.js";
import { failStep } from "./fail-step.js";
import { recordReview } from "./record-review.js";
import type { RunContext } from "./run-context.js";
import { StepFailure } from "./step-failure.js";
import { writeOracle } from "./write-oracle.js";
import { writeSolutions } from "./write-solutions.js";

/** Runs one agent: asks it, and turns what it hands over into measured versions or a proved fix plan. */
export async function runAgentStep(run: RunContext, step: AgentStep, key: string): Promise<void> {
  switch (step.writes) {
    case "solution":
      return writeSolutions(run, step, key);
    case "fix_plan":
      return review(run, step, key);
    case "oracle":
      return writeOracle(run, step, key);
  }
}

async function review(run: RunContext, step: AgentStep, key: string): Promise<void> {
  if (run.recorder.state.current === null) {
    throw new StepFailure("bad_pipeline", "there is no solution to review");
  }
  const outcome = await askStep(run, step, { key, base: baseOf(run) });
  if (outcome.kind === "fix_plan") await recordReview(run, { step, key, reply: outcome });
  else await failStep(run, step, { key, outcome });
}
