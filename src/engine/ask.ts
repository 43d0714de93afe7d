import { type AgentOutcome, askAgent, askToMend, type OracleToMend } from "../agents/ask.js";
import type { Asking, CallModel } from "../agents/asking.js";
import type { ModelChoice } from "../agents/request.js";
import type { TurnChosen } from "../core/events.js";
import type { AgentStep } from "../core/pipeline.js";
import type { RunPlan } from "../core/run-plan.js";
import { contextOf, type Place } from "./agent-context.js";
import { hasRoomFor } from "./call-account.js";
import { callModel } from "./call-model.js";
import { agentOf, type RunContext } from "./run-context.js";

/** Enough to think and to write a long file. */
const MAX_OUTPUT_TOKENS = 32_000;

/** Asks the agent of a step; its calls are recorded, so that a resumed run reads them back. */
export function askStep(run: RunContext, step: AgentStep, place: Place): Promise<AgentOutcome> {
  return askAgent(contextOf(run, step, place), askingOf(run, step), run.signal);
}

/** Shows the agent of a step what runs found wrong with the oracle that it wrote. */
export function mendOracle(
  run: RunContext,
  step: AgentStep,
  { place, ...toMend }: OracleToMend & { readonly place: Place },
): Promise<AgentOutcome> {
  const asking = { ...askingOf(run, step), signal: run.signal };
  return askToMend(contextOf(run, step, place), toMend, asking);
}

function askingOf(run: RunContext, step: AgentStep): Asking {
  const model = modelOf(run.plan, step);
  return {
    ...modelChoice(run, step.agent, model),
    callModel: recordedCalls(run),
    chooseTurn: recordedTurns(run, step.agent),
    hasRoomFor: (request) => run.parts.model.wasAsked?.(request) ?? hasRoomFor(run, request),
    fallbackModel: fallbackFor(run, model),
    mostOutputTokens: (name) => run.parts.modelFacts.mostOutputTokens(name),
  };
}

/** Whoever refused is not asked again under another name. */
function fallbackFor({ plan, parts }: RunContext, model: string): string | null {
  const { fallbackModel } = plan;
  if (fallbackModel === null) return null;
  const { modelFacts } = parts;
  return modelFacts.idOf(fallbackModel) === modelFacts.idOf(model) ? null : fallbackModel;
}

/** What was chosen is on the disk before the call that it leads to: no later session may take an answer for another's. */
function recordedTurns({ recorder }: RunContext, agent: string): Asking["chooseTurn"] {
  return (callKey, choose) =>
    recorder.record<TurnChosen>(`${callKey}/turn`, "turn.chosen", (stamp) => ({
      type: "turn.chosen",
      ...stamp,
      agent,
      ...choose(),
    }));
}

/** The model of a step: its own, else its agent's, else the run's. */
export function modelOf(
  plan: Pick<RunPlan, "agents" | "model">,
  step: Pick<AgentStep, "agent" | "model">,
): string {
  return step.model ?? agentOf(plan, step.agent).model ?? plan.model;
}

/** Output that a call of an agent may use when the budget has room. */
export function outputLimitOf({ agents }: RunPlan, agent: string): number {
  return agents[agent]?.definition.maxOutputTokens ?? MAX_OUTPUT_TOKENS;
}

/** The model of a call, and who hears of its retries. */
export function modelChoice(run: RunContext, agent: string, model: string): ModelChoice {
  return {
    model,
    maxOutputTokens: outputLimitOf(run.plan, agent),
    onNotice: (notice) => run.parts.onNotice(agent, notice),
  };
}

/** A call that happens once in the life of the run, whatever becomes of the process. */
export function recordedCalls(run: RunContext): CallModel {
  return (callKey, request) => callModel(run, callKey, request);
}
