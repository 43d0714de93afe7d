import type { ApprovalGiven } from "../core/events.js";
import type { ApproveStep } from "../core/pipeline.js";
import type { RunContext } from "./run-context.js";
import { StepFailure } from "./step-failure.js";

/** Asks a person; a "no" ends the run with the best version so far. */
export async function runApproveStep(
  run: RunContext,
  step: ApproveStep,
  key: string,
): Promise<void> {
  const { approved } = await run.recorder.step<ApprovalGiven>(
    key,
    "approval.given",
    async (stamp) => {
      const answer = await run.parts.approver.approve(step.approve, run.signal);
      return { type: "approval.given", ...stamp(), question: step.approve, approved: answer };
    },
  );
  if (!approved) throw new StepFailure("needs_person", `not approved: ${step.approve}`);
}
