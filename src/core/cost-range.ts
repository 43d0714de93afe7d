import { allowCall, type BudgetLimits, LEAST_OUTPUT_TOKENS, type PlannedCall } from "./budget.js";
import { type CostedCall, type StepSize, shortestCall } from "./planned-calls.js";
import type { Prices } from "./ports.js";
import { NO_USAGE, type Usage } from "./usage.js";

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

/** The call of the shortest way that a budget has no room for. */
export interface CallWithoutRoom {
  /** From 1. */
  readonly call: number;
  readonly agent: string;
  readonly focus: string | null;
  readonly reason: string;
}

/** What a run takes: on the shortest way to its end, and at the most. */
export interface CostRange {
  /** As far as the budget lets the shortest way go. */
  readonly least: CostEstimate;
  /** Within the budget: each number is a bound of its own. */
  readonly most: CostEstimate;
  /** As if there were no budget. */
  readonly unlimited: CostEstimate;
  /** Null: the budget leaves room for the shortest way, as far as prices are known. */
  readonly stopsBefore: CallWithoutRoom | null;
  /** The same of answers that are as long as a call must have room for, and of prompts that no server has kept. */
  readonly tightBefore: CallWithoutRoom | null;
  /** Models that will be asked and have no price. */
  readonly unpriced: readonly string[];
}

/** The calls of a run, as few and as many as there can be. */
export interface CallRange {
  readonly least: readonly CostedCall[];
  readonly most: readonly CostedCall[];
}

/**
 * What the calls of a run come to. The shortest way is gone call by call, and each is held against the budget at its
 * worst before it is counted, as a run does before it makes one.
 */
export function costRange(calls: CallRange, budget: BudgetLimits, rates: Rates): CostRange {
  const models = [...calls.least, ...calls.most].map(({ size }) => size.model);
  const unpriced = [...new Set(models)].filter(
    (model) => rates?.worstCaseUsd(model, 0, 0) === null,
  );
  // Dollars cannot be held against a price that nobody knows.
  const limits = unpriced.length === 0 ? budget : { ...budget, usd: null };
  const { least, stopsBefore } = shortestWay(calls.least, limits, rates);
  const longer = calls.least.map((call) => withLongerAnswer(call));
  const isNothing = least.calls === 0 && stopsBefore !== null;
  return {
    least,
    stopsBefore,
    tightBefore: shortestWay(longer, limits, rates).stopsBefore,
    most: isNothing ? NOTHING : within(limits, least, { all: calls.most, rates }),
    unlimited: sum(calls.most.map((call) => atWorst(call, rates))),
    unpriced,
  };
}

function shortestWay(
  calls: readonly CostedCall[],
  limits: BudgetLimits,
  rates: Rates,
): Pick<CostRange, "least" | "stopsBefore"> {
  let least = NOTHING;
  for (const call of calls) {
    const spent = { usage: { ...NO_USAGE, ...least }, seconds: 0 };
    const decision = allowCall(limits, spent, reservedFor(call.size, rates));
    if (decision.kind !== "go") {
      const { agent, focus, model } = call.size;
      const reason = decision.kind === "stop" ? decision.reason : `${model} has no price`;
      return { least, stopsBefore: { call: least.calls + 1, agent, focus, reason } };
    }
    least = add(least, asExpected(call, rates));
  }
  return { least, stopsBefore: null };
}

function withLongerAnswer(call: CostedCall): CostedCall {
  const outputTokens = Math.min(LEAST_OUTPUT_TOKENS, call.size.maxOutputTokens);
  return { ...call, keptTokens: 0, outputTokens };
}

/** What the budget must have room for before a call is made, as far as its prompt is known. */
function reservedFor(
  { model, promptTokens, maxOutputTokens }: StepSize,
  rates: Rates,
): PlannedCall {
  const inputTokens = promptTokens.worst;
  return {
    model,
    inputTokens,
    maxOutputTokens,
    worstCaseUsd: (output) => (rates === null ? 0 : rates.worstCaseUsd(model, inputTokens, output)),
  };
}

function asExpected(call: CostedCall, rates: Rates): CostEstimate {
  const { size, inputTokens, keptTokens, outputTokens } = call;
  const tokens = {
    inputTokens: inputTokens - keptTokens,
    cacheReadTokens: keptTokens,
    cacheWriteTokens: 0,
    outputTokens,
  };
  const usd = rates === null ? 0 : rates.costUsd(size.model, tokens);
  return { calls: 1, inputTokens, outputTokens, usd };
}

function atWorst({ size, inputTokens, outputTokens }: CostedCall, rates: Rates): CostEstimate {
  const usd = rates === null ? 0 : rates.worstCaseUsd(size.model, inputTokens, outputTokens);
  return { calls: 1, inputTokens, outputTokens, usd };
}

interface Calls {
  readonly all: readonly CostedCall[];
  readonly rates: Rates;
}

/** Which calls a budget lets go is not known, so the dearest are taken. */
function within(limits: BudgetLimits, least: CostEstimate, { all, rates }: Calls): CostEstimate {
  const { usd, tokens } = limits;
  const calls = Math.max(least.calls, mostWithin(limits, { all, rates }));
  const whole = sum(dearest(all, calls, rates));
  const share = tokens === null ? 1 : Math.min(1, tokens / tokensOf(whole));
  const rate = share < 1 ? dearestToken(all, rates) : null;
  const caps = [whole.usd, usd, tokens === null || rate === null ? null : tokens * rate];
  const known = caps.filter((cap) => cap !== null);
  return {
    calls,
    ...shareOf(whole, share, least),
    usd: whole.usd === null ? null : Math.min(...known),
  };
}

/** So many of the tokens, and of each kind no fewer than the shortest way takes. */
function shareOf(
  whole: CostEstimate,
  share: number,
  least: CostEstimate,
): Pick<CostEstimate, "inputTokens" | "outputTokens"> {
  if (share >= 1) return whole;
  const total = Math.floor(tokensOf(whole) * share);
  const wished = Math.max(least.inputTokens, Math.floor(whole.inputTokens * share));
  const inputTokens = Math.min(wished, total - least.outputTokens);
  return { inputTokens, outputTokens: total - inputTokens };
}

/** No run makes more calls: the cheapest first, and room for the worst of one at the end. */
function mostWithin(limits: BudgetLimits, { all, rates }: Calls): number {
  const cheapest = all.map(({ size }) => asExpected(shortestCall(size), rates));
  const held = all.map(({ size }) => {
    const call = reservedFor(size, rates);
    const output = Math.min(LEAST_OUTPUT_TOKENS, call.maxOutputTokens);
    return { usd: call.worstCaseUsd(output) ?? 0, tokens: call.inputTokens + output };
  });
  const byDollars = countWithin(limits.usd, {
    takes: cheapest.map(({ usd }) => usd ?? 0),
    holds: held.map(({ usd }) => usd),
  });
  const byTokens = countWithin(limits.tokens, {
    takes: cheapest.map(({ inputTokens, outputTokens }) => inputTokens + outputTokens),
    holds: held.map(({ tokens }) => tokens),
  });
  return Math.min(limits.calls ?? all.length, byDollars, byTokens);
}

function countWithin(
  limit: number | null,
  { takes, holds }: { readonly takes: readonly number[]; readonly holds: readonly number[] },
): number {
  if (limit === null) return takes.length;
  let left = limit - Math.min(...holds);
  let count = 0;
  for (const each of takes.toSorted((one, other) => one - other)) {
    if (left < 0) return count;
    count += 1;
    left -= each;
  }
  return count;
}

function dearest(all: readonly CostedCall[], most: number, rates: Rates): readonly CostEstimate[] {
  const estimates = all.map((call) => atWorst(call, rates));
  // In the order of the run where all are taken: the same sum, to the last digit.
  if (most >= all.length) return estimates;
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
  const found = calls.flatMap(({ size, inputTokens, outputTokens }) => [
    perToken(rates.worstCaseUsd(size.model, inputTokens, 0), inputTokens),
    perToken(rates.worstCaseUsd(size.model, 0, outputTokens), outputTokens),
  ]);
  return found.includes(null) ? null : Math.max(0, ...found.filter((each) => each !== null));
}

function perToken(usd: number | null, tokens: number): number | null {
  return usd === null ? null : usd / Math.max(1, tokens);
}

const NOTHING: CostEstimate = { calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 };

function sum(estimates: readonly CostEstimate[]): CostEstimate {
  return estimates.reduce(add, NOTHING);
}

function add(left: CostEstimate, right: CostEstimate): CostEstimate {
  return {
    calls: left.calls + right.calls,
    inputTokens: left.inputTokens + right.inputTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    usd: left.usd === null || right.usd === null ? null : left.usd + right.usd,
  };
}
