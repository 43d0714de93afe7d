import type { Account } from "../core/account.js";
import type { BudgetDecision, BudgetLimits } from "../core/budget.js";
import { PipelineError } from "../core/errors.js";
import { accountOf } from "./account-of.js";
import type { RunContext } from "./run-context.js";

type Refusal = Exclude<BudgetDecision, { readonly kind: "go" }>;

const LIMIT_FLAGS: Readonly<Record<keyof BudgetLimits, string>> = {
  usd: "--budget USD",
  minutes: "--minutes N",
  calls: "--calls N",
  tokens: "--tokens N",
};

/** What a person reads when the budget has no room for a call. */
export function refusedByBudget(run: RunContext, decision: Refusal): PipelineError {
  if (decision.kind === "unknown-price") {
    return new PipelineError("usage", `no price is known for the model "${decision.model}"`, {
      hint: "Limit it with --calls, --tokens or --minutes instead of dollars, or name its price in --prices FILE.",
    });
  }
  const flag = LIMIT_FLAGS[decision.limit];
  return new PipelineError("budget", `${decision.reason}${heldText(accountOf(run))}`, {
    hint:
      run.before === undefined
        ? `Continue with more: pipeline resume ${run.plan.run} ${flag}`
        : `Give the same command again with more, by ${flag}: what was answered is not asked for again.`,
  });
}

/** Attempts that count for more than anybody knows that they took. */
function heldText({ brokenAttempts, openAttempts }: Account): string {
  const parts = [
    ...attemptsThat("broke off", brokenAttempts),
    ...attemptsThat("a killed process left open", openAttempts.length),
  ];
  return parts.length === 0 ? "" : `; ${parts.join(" and ")} counted at the worst`;
}

function attemptsThat(did: string, count: number): readonly string[] {
  if (count === 0) return [];
  return [`${count === 1 ? "a call" : `${count} calls`} that ${did}`];
}
