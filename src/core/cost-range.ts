import type { BudgetLimits } from "./budget.js";
import type { CostedCall } from "./planned-calls.js";
import type { Prices } from "./ports.js";
import type { Usage } from "./usage.js";

/** Tokens as a bill counts them. */
type BilledTokens = Omit<Usage, "calls" | "usd">;

/** What calls are reckoned with. Null: nobody bills for them. */
export type Rates =
  | (Prices & {
      /** What tokens cost that are known; null when no price is known for the model. */
      costUsd(model: string, tokens: BilledTokens): number | null;
    })
  | null;

/** What a number of calls comes to. */
export interface CostEstimate {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Null: no price is known for one of the models. */
  readonly usd: number | null;
}

/** What a run takes: on the shortest way to its end, and at the most. */
export interface CostRange {
  readonly least: CostEstimate;
  /** Within the budget. */
  readonly most: CostEstimate;
  /** As if there were no budget. */
  readonly unlimited: CostEstimate;
  /** Whether the budget leaves room for the shortest way, as far as prices are known. */
  readonly reachesEnd: boolean;
  /** Models that will be asked and have no price. */
  readonly unpriced: readonly string[];
}

/** The calls of a run, as few and as many as there can be. */
export interface CallRange {
  readonly least: readonly CostedCall[];
  readonly most: readonly CostedCall[];
}

/**
 * What the calls of a run come to. `most` reserves each call at its worst, as a run does before it makes one, so that
 * no budget is ever exceeded by it.
 */
export function costRange(calls: CallRange, budget: BudgetLimits, rates: Rates): CostRange {
  const unlimited = sum(calls.most.map((call) => atWorst(call, rates)));
  const most = withinBudget(calls.most, budget, rates);
  const least = sum(calls.least.map((call) => asExpected(call, rates)));
  const models = [...calls.least, ...calls.most].map(({ model }) => model);
  return {
    least: noMoreThan(least, most),
    reachesEnd: isWithin(least, most),
    most,
    unlimited,
    unpriced: [...new Set(models)].filter((model) => rates?.worstCaseUsd(model, 0, 0) === null),
  };
}

function asExpected(call: CostedCall, rates: Rates): CostEstimate {
  const { model, inputTokens, keptTokens, outputTokens } = call;
  const tokens = {
    inputTokens: inputTokens - keptTokens,
    cacheReadTokens: keptTokens,
    cacheWriteTokens: 0,
    outputTokens,
  };
  const usd = rates === null ? 0 : rates.costUsd(model, tokens);
  return { calls: 1, inputTokens, outputTokens, usd };
}

function atWorst({ model, inputTokens, outputTokens }: CostedCall, rates: Rates): CostEstimate {
  const usd = rates === null ? 0 : rates.worstCaseUsd(model, inputTokens, outputTokens);
  return { calls: 1, inputTokens, outputTokens, usd };
}

/** Which calls a budget lets go is not known, so the dearest are taken. */
function withinBudget(
  all: readonly CostedCall[],
  { usd, calls, tokens }: BudgetLimits,
  rates: Rates,
): CostEstimate {
  const whole = sum(dearest(all, calls, rates));
  const share = tokens === null ? 1 : Math.min(1, tokens / tokensOf(whole));
  const rate = share < 1 ? dearestToken(all, rates) : null;
  const caps = [whole.usd, usd, tokens === null || rate === null ? null : tokens * rate];
  const known = caps.filter((cap) => cap !== null);
  return {
    calls: whole.calls,
    inputTokens: Math.floor(whole.inputTokens * share),
    outputTokens: Math.floor(whole.outputTokens * share),
    usd: whole.usd === null ? null : Math.min(...known),
  };
}

function dearest(
  all: readonly CostedCall[],
  most: number | null,
  rates: Rates,
): readonly CostEstimate[] {
  const estimates = all.map((call) => atWorst(call, rates));
  // In the order of the run where all are taken: the same sum, to the last digit.
  if (most === null || most >= all.length) return estimates;
  return estimates.toSorted((left, right) => weight(right) - weight(left)).slice(0, most);
}

/** By price; where none is known, by length. */
function weight({ usd, inputTokens, outputTokens }: CostEstimate): number {
  return usd ?? inputTokens + outputTokens;
}

function tokensOf({ inputTokens, outputTokens }: CostEstimate): number {
  return Math.max(1, inputTokens + outputTokens);
}

function dearestToken(calls: readonly CostedCall[], rates: Rates): number | null {
  if (rates === null) return 0;
  const found = calls.flatMap(({ model, inputTokens, outputTokens }) => [
    perToken(rates.worstCaseUsd(model, inputTokens, 0), inputTokens),
    perToken(rates.worstCaseUsd(model, 0, outputTokens), outputTokens),
  ]);
  return found.includes(null) ? null : Math.max(0, ...found.filter((each) => each !== null));
}

function perToken(usd: number | null, tokens: number): number | null {
  return usd === null ? null : usd / Math.max(1, tokens);
}

function isWithin(least: CostEstimate, most: CostEstimate): boolean {
  const tokens = least.inputTokens + least.outputTokens;
  const isPaid = least.usd === null || most.usd === null || least.usd <= most.usd;
  return isPaid && least.calls <= most.calls && tokens <= most.inputTokens + most.outputTokens;
}

/** A budget can be below what the shortest way takes. */
function noMoreThan(least: CostEstimate, most: CostEstimate): CostEstimate {
  return {
    calls: Math.min(least.calls, most.calls),
    inputTokens: Math.min(least.inputTokens, most.inputTokens),
    outputTokens: Math.min(least.outputTokens, most.outputTokens),
    usd: least.usd === null || most.usd === null ? null : Math.min(least.usd, most.usd),
  };
}

const NOTHING: CostEstimate = { calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 };

function sum(estimates: readonly CostEstimate[]): CostEstimate {
  return estimates.reduce(
    (left, right) => ({
      calls: left.calls + right.calls,
      inputTokens: left.inputTokens + right.inputTokens,
      outputTokens: left.outputTokens + right.outputTokens,
      usd: left.usd === null || right.usd === null ? null : left.usd + right.usd,
    }),
    NOTHING,
  );
}
