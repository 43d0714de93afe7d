import type { AgentOutcome } from "../agents/ask.js";
import type { RunFailure, StepFailed } from "../core/events.js";
import { grouped } from "../core/grouped.js";
import type { AgentStep } from "../core/pipeline.js";
import type { RunContext } from "./run-context.js";
import { StepFailure } from "./step-failure.js";

/** Records that an agent handed over nothing usable; only an optional step lets the run go on. */
export async function failStep(
  run: RunContext,
  step: AgentStep,
  { key, outcome }: { readonly key: string; readonly outcome: AgentOutcome },
): Promise<void> {
  const failure = failureOf(step.agent, outcome);
  const optional = step.optional === true;
  await run.recorder.record<StepFailed>(`${key}/failed`, "step.failed", (stamp) => ({
    type: "step.failed",
    ...stamp,
    agent: step.agent,
    error: failure,
    optional,
  }));
  const { kind, message, ...more } = failure;
  if (!optional) throw new StepFailure(kind, message, more);
}

function failureOf(agent: string, outcome: AgentOutcome): RunFailure {
  switch (outcome.kind) {
    case "refused":
      return refusedBy(agent, outcome.models);
    case "too_long":
      return tooLong(agent, outcome);
    case "unreadable":
      return {
        kind: "unreadable_reply",
        message: `the reply of ${agent} could not be read, nor the repaired one`,
        details: outcome.complaint,
      };
    case "solution":
    case "unchanged":
    case "fix_plan":
    case "oracle":
      return {
        kind: "unreadable_reply",
        message: `${agent} handed over something else than asked`,
      };
  }
}

function refusedBy(agent: string, models: readonly string[]): RunFailure {
  const [first = "the model", ...others] = models;
  const refused = `${first} refused to answer as ${agent}`;
  if (others.length > 0) {
    const message = `${refused}, and so did the fallback model ${others.join(", ")}`;
    return { kind: "refused", message };
  }
  return {
    kind: "refused",
    message: `${refused}, and no other model could be asked instead`,
    hint: "Start again with --fallback-model NAME: that model is asked where the first one refuses.",
  };
}

function tooLong(
  agent: string,
  { model, maxOutputTokens, shortened }: Extract<AgentOutcome, { readonly kind: "too_long" }>,
): RunFailure {
  return {
    kind: "too_long",
    message: `what ${agent} has to read and may write is more than ${model} can hold`,
    details: shortened
      ? "It was tried without the oldest versions, reports and fix plans as well."
      : "Nothing of what it reads can be left out.",
    hint: `It may write ${grouped(maxOutputTokens)} tokens: a smaller maxOutputTokens in the agent's file leaves more room to read.`,
  };
}
