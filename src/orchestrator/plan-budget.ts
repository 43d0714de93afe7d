import { type BudgetLimits, mergeBudgets } from "../core/budget.js";
import { PipelineError } from "../core/errors.js";
import type { RunPlan } from "../core/run-plan.js";
import { modelOf } from "../engine/ask.js";
import { isLocalServer } from "../models/local-server.js";
import { type PriceTable, priceOf } from "../models/prices.js";
import { agentStepsOf } from "../settings/agent-files.js";
import type { Settings } from "../settings/settings.js";

/** Who answers, and with which models. */
interface Callable {
  readonly backend: RunPlan["backend"];
  readonly models: readonly string[];
}

/** The parts of a plan that name models. */
type NamingModels = Pick<RunPlan, "pipeline" | "agents" | "model" | "fallbackModel">;

/** Limits of a run, and what the user should be told of them. */
interface PlannedBudget {
  readonly budget: BudgetLimits;
  readonly note: readonly string[];
}

/** What a dollar limit is reckoned with. */
export interface Reckoning {
  readonly prices: PriceTable;
  /** A run that goes on: whether a price is known for all that it has asked already. Null: it is yet to begin. */
  readonly begun: { readonly isPriced: boolean } | null;
}

/**
 * What the user set wins over what the pipeline file says, limit by limit. A dollar limit that only the
 * file names is set aside where it could not be kept: nobody bills for a server on the user's own
 * network, and a model without a price cannot be reckoned with. Throws PipelineError "usage" where the
 * user's own dollar limit could not be kept.
 */
export function budgetOf(
  { budget: given, credentials }: Pick<Settings, "budget" | "credentials">,
  plan: NamingModels & Pick<RunPlan, "backend">,
  reckoning: Reckoning,
): PlannedBudget {
  const { backend } = plan;
  const called = { backend, models: modelsOf(plan) };
  refuseUnpriced(given, called, reckoning);
  const { budget } = plan.pipeline.definition;
  const asWritten = { budget: mergeBudgets(given, budget ?? {}), note: [] };
  if (!isBilled(backend) || given.usd !== null || budget?.usd === undefined) return asWritten;
  const isLocal = backend === "anthropic" && isLocalServer(credentials.baseUrl);
  const unpriced = unpricedOf(called, reckoning);
  if (!isLocal && unpriced === null) return asWritten;
  const why = isLocal
    ? "the model's server is a local one"
    : `no price is known for ${unpriced?.name}`;
  return {
    budget: mergeBudgets(given, { ...budget, usd: null }),
    note: [
      `${why}: the pipeline's dollar limit is set aside; calls, tokens and minutes still bind`,
    ],
  };
}

/**
 * Refuses a dollar limit of the user's where a model that may be called has no price, before anything is
 * paid. Throws PipelineError "usage".
 */
export function refuseUnpriced(
  { usd }: Pick<BudgetLimits, "usd">,
  called: Callable,
  reckoning: Reckoning,
): void {
  if (usd === null || !isBilled(called.backend)) return;
  const unpriced = unpricedOf(called, reckoning);
  if (unpriced === null) return;
  const instead = "Limit it with --calls, --tokens or --minutes instead of --budget";
  throw new PipelineError("usage", `no price is known for ${unpriced.described}`, {
    // The prices of a run are frozen when it begins.
    hint:
      reckoning.begun === null ? `${instead}, or name its price in --prices FILE.` : `${instead}.`,
  });
}

/** Every model that a run may call: its own reads samples, whatever the steps name. */
export function modelsOf(plan: NamingModels): readonly string[] {
  const { pipeline, model, fallbackModel } = plan;
  const ofSteps = agentStepsOf(pipeline.definition).map((step) => modelOf(plan, step));
  return [model, ...ofSteps, ...(fallbackModel === null ? [] : [fallbackModel])];
}

/** Whether somebody bills: nobody does for an outside agent's answers or a recording. */
function isBilled(backend: RunPlan["backend"]): boolean {
  switch (backend) {
    case "anthropic":
    case "claude-cli":
      return true;
    case "quest":
    case "replay":
      return false;
  }
}

interface Unpriced {
  readonly name: string;
  readonly described: string;
}

function unpricedOf({ models }: Callable, { prices, begun }: Reckoning): Unpriced | null {
  const model = models.find((name) => priceOf(prices, name) === null);
  if (model !== undefined) return { name: model, described: `the model "${model}"` };
  const earlier = "what the run has asked already";
  return begun === null || begun.isPriced ? null : { name: earlier, described: earlier };
}
