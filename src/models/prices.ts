import type { Usage } from "../core/usage.js";
import { resolveModelName, withoutSnapshotDate } from "./model-names.js";

/** The day on which the table was held against the published price list. */
export const PRICES_AS_OF = "2026-11-21";

/** USD per million tokens. Cache prices are absolute: their share of the input price differs by model. */
interface Rates {
  readonly input: number;
  readonly output: number;
  /** Kept for five minutes. */
  readonly cacheWrite: number;
  /** Kept for an hour. */
  readonly cacheWriteHour: number;
  readonly cacheRead: number;
}

export interface Price extends Rates {
  /** Rates of a request whose whole prompt, cached parts included, is longer than `overTokens`. */
  readonly longPrompt: { readonly overTokens: number; readonly rates: Rates } | null;
}

const FABLE_5 = { input: 10, output: 50, cacheWrite: 12.5, cacheWriteHour: 20, cacheRead: 1 };
const OPUS = { input: 5, output: 25, cacheWrite: 6.25, cacheWriteHour: 10, cacheRead: 0.5 };
const SONNET_4 = { input: 3, output: 15, cacheWrite: 3.75, cacheWriteHour: 6, cacheRead: 0.3 };
const SONNET_5 = { input: 2, output: 10, cacheWrite: 2.5, cacheWriteHour: 4, cacheRead: 0.2 };
const HAIKU_LONG = {
  input: 0.5,
  output: 2.5,
  cacheWrite: 0.625,
  cacheWriteHour: 1,
  cacheRead: 0.05,
};

const RATES: Readonly<Record<string, Rates>> = {
  "claude-fable-5-2": { input: 8, output: 40, cacheWrite: 10, cacheWriteHour: 16, cacheRead: 0.2 },
  "claude-mythos-5-2": { input: 8, output: 40, cacheWrite: 10, cacheWriteHour: 16, cacheRead: 0.2 },
  "claude-fable-5-1": { ...FABLE_5, cacheRead: 0.25 },
  "claude-mythos-5-1": { ...FABLE_5, cacheRead: 0.25 },
  "claude-fable-5": FABLE_5,
  "claude-mythos-5": FABLE_5,
  "claude-opus-5-5": { input: 4, output: 20, cacheWrite: 5, cacheWriteHour: 8, cacheRead: 0.2 },
  "claude-opus-5": OPUS,
  "claude-opus-4-8": OPUS,
  "claude-opus-4-7": OPUS,
  "claude-opus-4-6": OPUS,
  "claude-opus-4-5": OPUS,
  "claude-sonnet-5-5": { ...SONNET_5, cacheRead: 0.1 },
  "claude-sonnet-5": SONNET_5,
  "claude-sonnet-4-6": SONNET_4,
  "claude-sonnet-4-5": SONNET_4,
  "claude-haiku-5-5": {
    input: 0.1,
    output: 0.5,
    cacheWrite: 0.125,
    cacheWriteHour: 0.2,
    cacheRead: 0.01,
  },
  "claude-haiku-4-5": { input: 1, output: 5, cacheWrite: 1.25, cacheWriteHour: 2, cacheRead: 0.1 },
};

const LONG_PROMPTS: Readonly<Record<string, Price["longPrompt"]>> = {
  "claude-haiku-5-5": { overTokens: 100_000, rates: HAIKU_LONG },
};

/** The price of a model by id or short name, or null when the table does not have it. */
export function priceOf(model: string): Price | null {
  const id = withoutSnapshotDate(resolveModelName(model));
  const rates = Object.hasOwn(RATES, id) ? RATES[id] : undefined;
  return rates === undefined ? null : { ...rates, longPrompt: LONG_PROMPTS[id] ?? null };
}

/** What one call with this usage cost in USD, or null when no price is known. */
export function costOf(model: string, usage: Omit<Usage, "calls" | "usd">): number | null {
  const price = priceOf(model);
  if (price === null) return null;
  const promptTokens = usage.inputTokens + usage.cacheWriteTokens + usage.cacheReadTokens;
  const rates = ratesFor(price, promptTokens);
  const millionths =
    usage.inputTokens * rates.input +
    usage.cacheWriteTokens * rates.cacheWrite +
    usage.cacheReadTokens * rates.cacheRead +
    usage.outputTokens * rates.output;
  return millionths / 1e6;
}

/**
 * The most that one call can cost in USD: nothing is read from the cache, all of the prompt is
 * written to it, and the answer is as long as it may be. Null when no price is known.
 */
export function worstCaseUsd(
  model: string,
  inputTokens: number,
  maxOutputTokens: number,
): number | null {
  return costOf(model, {
    inputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: inputTokens,
    outputTokens: maxOutputTokens,
  });
}

function ratesFor(price: Price, promptTokens: number): Rates {
  const { longPrompt } = price;
  return longPrompt !== null && promptTokens > longPrompt.overTokens ? longPrompt.rates : price;
}
