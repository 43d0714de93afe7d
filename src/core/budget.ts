import { grouped } from "./grouped.js";
import { tokensOf, type Usage } from "./usage.js";
import { usedUpWords } from "./used-up.js";

/** What a run may take. Null: no limit. */
export interface BudgetLimits {
  readonly usd: number | null;
  readonly minutes: number | null;
  readonly calls: number | null;
  readonly tokens: number | null;
}

/** Limit by limit the first that is set. */
export function mergeBudgets(
  strong: Partial<BudgetLimits>,
  weak: Partial<Record<keyof BudgetLimits, number | null | undefined>>,
): BudgetLimits {
  const first = (name: keyof BudgetLimits): number | null => strong[name] ?? weak[name] ?? null;
  return {
    usd: first("usd"),
    minutes: first("minutes"),
    calls: first("calls"),
    tokens: first("tokens"),
  };
}

/** The next call, at its worst. */
export interface PlannedCall {
  readonly model: string;
  readonly maxOutputTokens: number;
  /** The most tokens that the prompt can come to. */
  readonly inputTokens: number;
  /** Given where nobody counts its tokens: a limit of them says nothing about it. */
  readonly isUncounted?: true;
  /** The most that the call can cost with so much output; null when no price is known. */
  readonly worstCaseUsd: (maxOutputTokens: number) => number | null;
}

/** Whether the next call may be made, and with how much output. */
export type BudgetDecision =
  | { readonly kind: "go"; readonly maxOutputTokens: number }
  | { readonly kind: "stop"; readonly limit: keyof BudgetLimits; readonly reason: string }
  | { readonly kind: "unknown-price"; readonly model: string };

/** Below this an answer can hardly hold a program. */
export const LEAST_OUTPUT_TOKENS = 2_000;

/** Reserves the worst case of the next call: the budget holds whatever the model answers. */
export function allowCall(
  limits: BudgetLimits,
  spent: { readonly usage: Usage; readonly seconds: number },
  call: PlannedCall,
): BudgetDecision {
  const { usage, seconds } = spent;
  if (limits.calls !== null && usage.calls >= limits.calls) {
    return {
      kind: "stop",
      limit: "calls",
      reason: usedUpWords("call", limits.calls, usage.calls),
    };
  }
  if (limits.minutes !== null && seconds >= limits.minutes * 60) {
    return {
      kind: "stop",
      limit: "minutes",
      // In tenths: a call ends a little behind its limit, which is no limit that was set too low.
      reason: usedUpWords("minute", limits.minutes, Math.floor(seconds / 6) / 10),
    };
  }
  const limit = call.isUncounted === true ? null : limits.tokens;
  const left = limit === null ? Infinity : limit - tokensOf(usage);
  const tokensLeft = left - call.inputTokens;
  const room = Math.min(call.maxOutputTokens, tokensLeft);
  if (room < Math.min(LEAST_OUTPUT_TOKENS, call.maxOutputTokens)) {
    return {
      kind: "stop",
      limit: "tokens",
      reason: `too few of the ${grouped(limits.tokens ?? 0)} tokens are left for a call`,
    };
  }
  return limits.usd === null
    ? { kind: "go", maxOutputTokens: room }
    : withinDollars(limits.usd, usage, { ...call, maxOutputTokens: room });
}

/** What an attempt on its way can come to: its worst case, until it has settled. */
export interface Reserved {
  readonly tokens: number;
  /** Null: no price is known. */
  readonly usd: number | null;
}

/** A usage with the worst case of other attempts on top. */
export function withReserved(usage: Usage, reserved: readonly Reserved[]): Usage {
  return {
    ...usage,
    inputTokens: reserved.reduce((sum, { tokens }) => sum + tokens, usage.inputTokens),
    usd: usage.usd === null ? null : reserved.reduce((sum, { usd }) => sum + (usd ?? 0), usage.usd),
  };
}

/** The worst case of a call that is made with so much output. */
export function reservedBy(call: PlannedCall, maxOutputTokens: number): Reserved {
  return {
    tokens: call.isUncounted === true ? 0 : call.inputTokens + maxOutputTokens,
    usd: call.worstCaseUsd(maxOutputTokens),
  };
}

/**
 * Whether a call may be made beside others that are on their way. `wait`: it has no room beside them, and may have it
 * when one of them has come to less than its worst.
 */
export function allowCallBeside(
  onTheirWay: readonly Reserved[],
  limits: BudgetLimits,
  { spent, call }: { readonly spent: Parameters<typeof allowCall>[1]; readonly call: PlannedCall },
): BudgetDecision | { readonly kind: "wait" } {
  const alone = allowCall(limits, spent, call);
  if (alone.kind !== "go" || onTheirWay.length === 0) return alone;
  const { usage, seconds } = spent;
  const worst = withReserved(usage, onTheirWay);
  const atWorst: Usage = { ...worst, calls: usage.calls + onTheirWay.length };
  const beside = allowCall(limits, { usage: atWorst, seconds }, call);
  const isWhole = beside.kind === "go" && beside.maxOutputTokens === alone.maxOutputTokens;
  return isWhole ? beside : { kind: "wait" };
}

function withinDollars(limitUsd: number, usage: Usage, call: PlannedCall): BudgetDecision {
  const full = call.worstCaseUsd(call.maxOutputTokens);
  const least = call.worstCaseUsd(Math.min(LEAST_OUTPUT_TOKENS, call.maxOutputTokens));
  if (full === null || least === null || usage.usd === null) {
    return { kind: "unknown-price", model: call.model };
  }
  const left = limitUsd - usage.usd;
  if (full <= left) return { kind: "go", maxOutputTokens: call.maxOutputTokens };
  if (least > left) {
    const [cost, rest, all] = [least, Math.max(left, 0), limitUsd].map((usd) => usd.toFixed(3));
    return {
      kind: "stop",
      limit: "usd",
      reason: `the next call may cost $${cost}; $${rest} of $${all} is left`,
    };
  }
  return { kind: "go", maxOutputTokens: affordable(left, call) };
}

/** The price grows linearly with the output, so two points give the line. */
function affordable(leftUsd: number, call: PlannedCall): number {
  const input = call.worstCaseUsd(0) ?? 0;
  const perToken = ((call.worstCaseUsd(call.maxOutputTokens) ?? 0) - input) / call.maxOutputTokens;
  return Math.floor((leftUsd - input) / perToken);
}
