import { type BudgetLimits, mergeBudgets } from "../core/budget.js";
import type { RunPlan } from "../core/run-plan.js";
import type { RunState } from "../core/run-state.js";
import type { SettingName } from "../settings/setting-values.js";
import type { Settings } from "../settings/settings.js";
import { hostFor } from "./plan-backend.js";
import { budgetOf } from "./plan-budget.js";
import { priceTableOf } from "./price-table.js";

/** The plan that a run goes on with, and what the user should be told of it. */
interface ResumedPlan {
  readonly plan: RunPlan;
  readonly notes: readonly string[];
}

/** The setting of each limit. */
const SETTINGS = {
  usd: "budget",
  minutes: "minutes",
  calls: "calls",
  tokens: "tokens",
} as const satisfies Record<keyof BudgetLimits, SettingName>;

const LIMITS = ["usd", "minutes", "calls", "tokens"] as const;

/**
 * The frozen plan with what flags of this command change. A configuration file or a variable may be meant for other
 * runs: neither changes one that has begun. Whether the dollar limit of the pipeline file binds is decided anew, since
 * the server may be another one now. Throws PipelineError "usage" for a dollar limit that could not be kept.
 */
export async function planResumed(
  frozen: RunPlan,
  settings: Settings,
  { isPriced }: Pick<RunState, "isPriced">,
): Promise<ResumedPlan> {
  const ownBudget = mergeBudgets(limitsInFlags(settings), frozen.ownBudget ?? frozen.budget);
  const { credentials } = settings;
  const reckoning = {
    prices: await priceTableOf(frozen),
    begun: { isPriced },
  };
  const { budget, note } = budgetOf({ budget: ownBudget, credentials }, frozen, reckoning);
  const server = isFlag(settings, "server") ? settings.server : frozen.server;
  const plan: RunPlan = { ...frozen, ownBudget, budget, server };
  const change = { frozen, plan, settings };
  const notes = [...budgetNotes(change), ...fileLimitNotes(change, note), ...serverNotes(change)];
  return { plan, notes };
}

interface Change {
  readonly frozen: RunPlan;
  readonly plan: RunPlan;
  readonly settings: Settings;
}

function isFlag({ sources }: Settings, name: SettingName): boolean {
  return sources[name]?.kind === "flag";
}

function limitsInFlags(settings: Settings): Partial<BudgetLimits> {
  const inFlags = LIMITS.filter((name) => isFlag(settings, SETTINGS[name]));
  return Object.fromEntries(inFlags.map((name) => [name, settings.budget[name]]));
}

/** What flags change, and what other sources would have it that do not change it. */
function budgetNotes({ frozen, plan, settings }: Change): readonly string[] {
  return LIMITS.flatMap((name) => {
    const setting = SETTINGS[name];
    const source = settings.sources[setting];
    const words = (limit: number | null): string =>
      limit === null ? "no limit" : name === "usd" ? `$${limit}` : `${limit}`;
    const [before, now, wanted] = [frozen.budget[name], plan.budget[name], settings.budget[name]];
    if (source === undefined) return [];
    if (source.kind === "flag") {
      return before === now ? [] : [`${source.label}: from ${words(before)} to ${words(now)}`];
    }
    return wanted === now
      ? []
      : [unheeded(setting, { label: source.label, wanted: words(wanted), now: words(now) })];
  });
}

interface Unheeded {
  readonly label: string;
  readonly wanted: string;
  readonly now: string;
}

function unheeded(flag: string, { label, wanted, now }: Unheeded): string {
  return `${label} (${wanted}) is for runs that begin: this one goes on with ${now}, which --${flag} would change`;
}

/** Whether the pipeline file's own dollar limit binds, where that is another answer than before. */
function fileLimitNotes({ frozen, plan }: Change, setAside: readonly string[]): readonly string[] {
  const usd = plan.pipeline.definition.budget?.usd;
  if (plan.ownBudget?.usd !== null || usd === undefined) return [];
  if (frozen.budget.usd === plan.budget.usd) return [];
  return plan.budget.usd === null
    ? setAside
    : [`the pipeline's dollar limit of $${usd} was set aside until now; from here on it binds`];
}

function serverNotes({ frozen, plan, settings }: Change): readonly string[] {
  if (plan.backend !== "anthropic") return [];
  const source = settings.sources.server;
  const host = hostFor(plan.backend, settings);
  const isMoved = frozen.serverHost !== null && host !== frozen.serverHost;
  const moved = isMoved ? [`the run began with ${frozen.serverHost} and goes on with ${host}`] : [];
  if (source === undefined || settings.server === frozen.server) return moved;
  const { label } = source;
  const [before, now] = [serverWords(frozen), serverWords(plan)];
  return source.kind === "flag"
    ? [...moved, `${label}: from ${before} to ${now}`]
    : [...moved, unheeded("server", { label, wanted: serverWords(settings), now })];
}

function serverWords({ server }: Pick<RunPlan, "server">): string {
  return server ?? "what its host tells";
}
