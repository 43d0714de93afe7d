import path from "node:path";

import { allowCall, type BudgetDecision, type BudgetLimits } from "../core/budget.js";
import { type CallRange, type CostRange, costRange, type Rates } from "../core/cost-range.js";
import type { AgentStep } from "../core/pipeline.js";
import { fewestCalls, mostCalls, type StepSize } from "../core/planned-calls.js";
import type { Effort } from "../core/ports.js";
import { tokensAtWorst, tokensExpected } from "../core/prompt-tokens.js";
import type { RunPlan } from "../core/run-plan.js";
import { NO_USAGE } from "../core/usage.js";
import { plannedCall } from "../engine/call-account.js";
import { type RehearsedStep, rehearse } from "../engine/rehearse.js";
import { oracleLanguage } from "../engine/write-oracle.js";
import { createJudge } from "../judge/create-judge.js";
import { type Server, serverAt } from "../models/anthropic/server.js";
import { grant } from "../models/anthropic/wishes.js";
import { resolveModelName } from "../models/model-names.js";
import { parseRecording } from "../models/recording.js";
import type { Settings } from "../settings/settings.js";
import { readRecordingFile } from "../store/recording-file.js";
import { type PlannedRun, planRun, type RunRequest } from "./plan-run.js";
import { costsFrom, pricesOver, priceTableOf } from "./price-table.js";
import { sampleReader } from "./sample-reader.js";
import type { RunSession } from "./session.js";

/** What a run would do, without doing it. */
export interface DryRun extends PlannedRun {
  /** Name and port of the server that would be asked; null where the backend is no server. */
  readonly host: string | null;
  readonly steps: readonly DryStep[];
  /** Steps that would ask nobody, and why. */
  readonly needless: ReadonlyMap<AgentStep, string>;
  /** The limits of the budget that can end the run, whoever answers. */
  readonly binding: BudgetLimits;
  readonly cost: CostRange;
  /** Whether somebody bills for the calls. */
  readonly isBilled: boolean;
  /** What the budget says to the first call; null where none would be made. */
  readonly firstCall: BudgetDecision | null;
  /** How many answers the recording holds that is played; null where none is. */
  readonly recordedAnswers: number | null;
}

/** A step that asks a model, with what would be sent first. */
export interface DryStep extends RehearsedStep {
  /** Null: no model is asked, but whoever takes a quest, or a recording. */
  readonly sent: Sent | null;
  readonly size: StepSize;
}

/** Who is asked, and how, once the wishes of the agent are held against what the server understands. */
interface Sent {
  readonly model: string;
  readonly maxOutputTokens: number;
  readonly effort: Effort | null;
  /** Null: the model thinks as it does by itself. */
  readonly thinking: string | null;
}

/**
 * Says what a run would do: its plan, its prompts and what it would cost. Calls no model, needs no key and makes no
 * folder. Throws PipelineError for whatever would keep the run from beginning, but a missing key.
 */
export async function dryRun(
  request: RunRequest,
  { signal, judge: given }: Pick<RunSession, "signal" | "judge">,
): Promise<DryRun> {
  const { settings } = request;
  const judge = given ?? createJudge({ allowUnsafe: settings.allowUnsafe });
  const planned = await planRun(request, judge, signal);
  const plan: RunPlan = { ...planned.plan, run: "", directory: "" };
  // All that a machine has takes seconds to find out.
  const isPython = plan.language === "python";
  const language = isPython ? "python" : oracleLanguage(plan, await judge.probe(signal));
  const parts = { oracleLanguage: language, sampleReader } as const;
  const { steps: rehearsed, needless } = rehearse(plan, parts);
  const server = serverOf(plan, settings);
  const rates = await ratesOf(plan);
  const binding = bindingLimits(plan);
  const steps = rehearsed.map((step) => ({
    ...step,
    sent: sentAs(step, { plan, server }),
    size: sizeOf(step, { plan, server, addedTokens: rates?.addedTokens ?? 0 }),
  }));
  return {
    ...planned,
    host: server?.host ?? null,
    steps,
    needless,
    binding,
    cost: costRange(callsOf(plan, steps), binding, rates),
    isBilled: rates !== null,
    firstCall: firstCallOf(plan, rehearsed, rates),
    recordedAnswers: await recordedAnswers(plan, request.cwd),
  };
}

/** Nobody bills for a quest or a recording, and who answers a quest counts no tokens. */
function bindingLimits({ backend, budget }: RunPlan): BudgetLimits {
  switch (backend) {
    case "anthropic":
    case "claude-cli":
      return budget;
    case "replay":
      return { ...budget, usd: null };
    case "quest":
      return { ...budget, usd: null, tokens: null };
  }
}

async function recordedAnswers(
  { backend, backendFile }: RunPlan,
  cwd: string,
): Promise<number | null> {
  if (backend !== "replay" || backendFile === null) return null;
  const text = await readRecordingFile(path.resolve(cwd, backendFile));
  return parseRecording(text, backendFile).calls.length;
}

function firstCallOf(
  { budget, backend }: RunPlan,
  [first]: readonly RehearsedStep[],
  rates: Rates,
): BudgetDecision | null {
  if (first === undefined) return null;
  const planned = plannedCall({ backend, prices: rates }, first.request);
  return allowCall(budget, { usage: NO_USAGE, seconds: 0 }, planned);
}

function serverOf(
  { backend }: Pick<RunPlan, "backend">,
  { credentials, server }: Pick<Settings, "credentials" | "server">,
): Server | null {
  return backend === "anthropic" ? serverAt(credentials.baseUrl, server) : null;
}

async function ratesOf(plan: RunPlan): Promise<Rates> {
  const table = await priceTableOf(plan);
  const prices = pricesOver(plan.backend, table);
  return prices === null ? null : { ...prices, costUsd: costsFrom(table) };
}

interface Where {
  readonly plan: RunPlan;
  readonly server: Server | null;
}

function sentAs({ request }: RehearsedStep, { plan, server }: Where): Sent | null {
  const { model, maxOutputTokens, effort, thinking } = request;
  if (plan.backend === "quest" || plan.backend === "replay") return null;
  if (server === null) return { model, maxOutputTokens, effort, thinking };
  const granted = grant(request, server.profile);
  return {
    model: resolveModelName(model),
    maxOutputTokens: granted.maxOutputTokens,
    effort: granted.effort,
    thinking: granted.thinking?.type ?? null,
  };
}

/** One repair of a reply that cannot be used; an oracle is mended once more after runs have shown its faults. */
const MORE_CALLS = { solution: 1, fix_plan: 1, oracle: 2 } as const;

function sizeOf(
  step: RehearsedStep,
  { plan, server, addedTokens }: Where & { readonly addedTokens: number },
): StepSize {
  const { request, text, commonText } = step;
  const sentText = [request.system, ...request.shared, request.instruction].join("");
  const focus = step.step !== null && "focus" in step.step ? step.step.focus : undefined;
  return {
    agent: request.agent,
    focus: focus ?? null,
    model: request.model,
    promptTokens: {
      expected: tokensExpected(sentText),
      worst: tokensAtWorst(text) + addedTokens,
    },
    keptTokens: server?.profile.cachesPrompts === false ? 0 : tokensExpected(commonText),
    maxOutputTokens: sentAs(step, { plan, server })?.maxOutputTokens ?? request.maxOutputTokens,
    moreCalls: step.step === null ? 0 : MORE_CALLS[step.step.writes],
  };
}

function callsOf({ pipeline }: RunPlan, steps: readonly DryStep[]): CallRange {
  const sizes = new Map(steps.map(({ step, size }) => [step, size]));
  const known = {
    of: (step: NonNullable<RehearsedStep["step"]>) => sizes.get(step) ?? null,
    pointing: sizes.get(null) ?? null,
  };
  return {
    least: fewestCalls(pipeline.definition, known),
    most: mostCalls(pipeline.definition, known),
  };
}
