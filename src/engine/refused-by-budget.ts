import type { BudgetDecision, BudgetLimits } from "../core/budget.js";
import { PipelineError } from "../core/errors.js";
import type { RunContext } from "./run-context.js";

type Refusal = Exclude<BudgetDecision, { readonly kind: "go" }>;

const LIMIT_FLAGS: Readonly<Record<keyof BudgetLimits, string>> = {
  usd: "--budget USD",
  minutes: "--minutes N",
  calls: "--calls N",
  tokens: "--tokens N",
};

/** What a person reads when the budget has no room for a call. */
export function refusedByBudget({ plan, recorder }: RunContext, decision: Refusal): PipelineError {
  if (decision.kind === "unknown-price") {
    return new PipelineError("usage", `no price is known for the model "${decision.model}"`, {
      hint: "Limit it with --calls, --tokens or --minutes instead of dollars, or name its price in --prices FILE.",
    });
  }
  const { openAttempts } = recorder.state;
  const held =
    openAttempts.length === 0
      ? ""
      : `; ${openAttempts.length === 1 ? "a call" : `${openAttempts.length} calls`} that a killed process left open counted at the worst`;
  return new PipelineError("budget", `${decision.reason}${held}`, {
    hint: `Continue with more: pipeline resume ${plan.run} ${LIMIT_FLAGS[decision.limit]}`,
  });
}
