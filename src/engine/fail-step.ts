import type { AgentOutcome } from "../agents/ask.js";
import type { RunFailure, StepFailed } from "../core/events.js";
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
  if (!optional) throw new StepFailure(failure.kind, failure.message);
}

function failureOf(agent: string, outcome: AgentOutcome): RunFailure {
  switch (outcome.kind) {
    case "refused":
      return { kind: "refused", message: refusedText(agent, outcome.models) };
    case "too_long":
      return { kind: "too_long", message: tooLongText(agent, outcome) };
    case "unreadable":
      return {
        kind: "unreadable_reply",
        message: `the reply of ${agent} could not be read, nor the repaired one: ${outcome.complaint}`,
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

function refusedText(agent: string, models: readonly string[]): string {
  const [first = "the model", ...others] = models;
  const refused = `${first} refused to answer as ${agent}`;
  return others.length === 0
    ? `${refused}, and no other model could be asked instead (--fallback-model)`
    : `${refused}, and so did the fallback model ${others.join(", ")}`;
}

function tooLongText(
  agent: string,
  { model, maxOutputTokens, shortened }: Extract<AgentOutcome, { readonly kind: "too_long" }>,
): string {
  const tried = shortened
    ? "also without the oldest versions, reports and fix plans"
    : "and nothing of what it reads can be left out";
  return `what ${agent} has to read, and the ${maxOutputTokens} tokens that it may write, are more than ${model} can hold, ${tried} (maxOutputTokens in the agent's file leaves more room to read)`;
}
