import type { BudgetLimits } from "../../src/core/budget.js";
import type { RunEvent } from "../../src/core/events.js";
import type { Answer, ModelRequest, Prices } from "../../src/core/ports.js";
import type { RunPlan } from "../../src/core/run-plan.js";
import { NO_USAGE } from "../../src/core/usage.js";
import { createScriptedModel, type ScriptedModel } from "../../src/models/scripted-model.js";
import { type EngineResult, planWith, program, TableJudge, usualPipeline } from "./engine-maker.js";

/** A dollar for a thousand tokens that are written; what is read is free. */
export const prices: Prices = { worstCaseUsd: (_model, _input, output) => output / 1000 };
export const judge = new TableJudge((source) => (source.includes("right\n") ? "AC" : "WA"));

export const NO_LIMIT: BudgetLimits = { usd: null, minutes: null, calls: null, tokens: null };
/** Of 80 dollars 64 are enough for an answer that is twice as long, and of 60 they are not. */
export const ROOMY: BudgetLimits = { ...NO_LIMIT, usd: 80 };
export const TIGHT: BudgetLimits = { ...NO_LIMIT, usd: 60 };

export const solverOnly = usualPipeline({ steps: usualPipeline().steps.slice(0, 1) });

/** The room that an answer has at first. */
const USUAL = 32_000;

/** What a request asks for, by its own words: an answer to anything else would not be the right one. */
export function askedFor({ repairs, maxOutputTokens, model }: ModelRequest): string {
  const last = repairs.at(-1)?.complaint ?? "";
  const how = last.includes("Continue exactly") ? "rest" : last === "" ? "whole" : "repair";
  const room = maxOutputTokens > USUAL ? "longer " : "";
  return `${model === "test-model" ? "" : `${model} `}${room}${how}`;
}

export type Reply = (request: ModelRequest) => Partial<Answer>;
export type Script = Readonly<Record<string, Reply>>;

export const full = ({ instruction }: ModelRequest): string =>
  program(instruction, "# long\nright\n");
const cutAt = (request: ModelRequest): number => full(request).indexOf("right");
export const cutOff: Reply = (request) => ({
  status: "truncated",
  text: full(request).slice(0, cutAt(request)),
});
export const rest: Reply = (request) => ({ text: full(request).slice(cutAt(request)) });
export const good: Reply = (request) => ({ text: full(request) });
export const refused: Reply = () => ({ status: "refused", text: "" });
export const tooLong: Reply = () => ({ status: "context_exceeded", text: "" });
export const thought: Reply = () => ({ status: "truncated", text: "" });
export const words: Reply = () => ({ text: "I can't help with that." });

/** A model that is paid a dollar for each answer, and answers what it is asked for. */
export function modelOf(script: Script): ScriptedModel {
  return createScriptedModel((request) => {
    const reply = script[askedFor(request)];
    if (reply === undefined) throw new Error(`nothing is said to ${askedFor(request)}`);
    return { usage: { ...NO_USAGE, calls: 1, usd: 1 }, ...reply(request) };
  });
}

export const AGAIN = "the answer was cut off: asked again with room for 64,000 tokens";
export const GO_ON = "the answer was cut off: asked to go on where it ends";

export const told = (events: readonly RunEvent[]): readonly string[] =>
  events.flatMap((event) => (event.type === "turn.chosen" ? [event.why] : []));

export const answersIn = (events: readonly RunEvent[]): number =>
  events.filter(({ type }) => type === "call.answered").length;

interface Change {
  readonly budget?: BudgetLimits;
  readonly fallbackModel?: string | null;
}

/** A run that has one solver and nothing else. */
export function planOf({ budget = NO_LIMIT, fallbackModel = null }: Change): RunPlan {
  return planWith(solverOnly, {
    budget,
    fallbackModel,
  });
}

/** The same run once its user has raised the budget. */
export function richer(plan: RunPlan): RunPlan {
  return { ...plan, budget: { ...NO_LIMIT, usd: 10_000 } };
}

/** With more money a longer answer is asked for, where nothing was chosen before. */
export const MORE: Script = { "longer whole": good, "longer repair": good };

/** What the steps of a run came to, without the times. */
export function decisions({ events }: EngineResult): unknown {
  return events
    .filter((event) => "key" in event)
    .map(({ at: _at, ...event }) => ({ ...event, seconds: 0, attempt: 0 }));
}
