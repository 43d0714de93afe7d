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

/**
 * What the user set wins over what the pipeline file says, limit by limit. A dollar limit that only the
 * file names is set aside where it could not be kept: nobody bills for a server on the user's own
 * network, and a model without a price cannot be reckoned with. Throws PipelineError "usage" where the
 * user's own dollar limit could not be kept.
 */
export function budgetOf(
  { budget: given, credentials }: Pick<Settings, "budget" | "credentials">,
  plan: NamingModels & Pick<RunPlan, "backend">,
  prices: PriceTable,
): PlannedBudget {
  const { backend } = plan;
  const called = { backend, models: modelsOf(plan) };
  refuseUnpriced(given, called, prices);
  const { budget } = plan.pipeline.definition;
  const asWritten = { budget: mergeBudgets(given, budget ?? {}), note: [] };
  if (!isBilled(backend) || given.usd !== null || budget?.usd === undefined) return asWritten;
  const isLocal = backend === "anthropic" && isLocalServer(credentials.baseUrl);
  const unpriced = unpricedOf(called, prices);
  if (!isLocal && unpriced === null) return asWritten;
  const why = isLocal ? "the model's server is a local one" : `no price is known for ${unpriced}`;
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
  prices: PriceTable,
): void {
  if (usd === null || !isBilled(called.backend)) return;
  const model = unpricedOf(called, prices);
  if (model === null) return;
  throw new PipelineError("usage", `no price is known for the model "${model}"`, {
    hint: "Limit it with --calls, --tokens or --minutes instead of --budget, or name its price in --prices FILE.",
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

function unpricedOf({ models }: Callable, prices: PriceTable): string | null {
  return models.find((model) => priceOf(prices, model) === null) ?? null;
}
