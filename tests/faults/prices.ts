import type { Prices } from "../../src/core/ports.js";
import type { Usage } from "../../src/core/usage.js";

/** The published prices of the model that every run here asks, in USD per million tokens. */
const RATES = { input: 2, output: 10, cacheWrite: 2.5, cacheRead: 0.1 };

/** What these tokens cost by the published prices. */
export function dollarsOf(tokens: Omit<Usage, "calls" | "usd">): number {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = tokens;
  const millionths =
    inputTokens * RATES.input +
    outputTokens * RATES.output +
    cacheWriteTokens * RATES.cacheWrite +
    cacheReadTokens * RATES.cacheRead;
  return millionths / 1e6;
}

/** The same prices as a run holds them against its budget. */
export const PRICES: Prices = {
  worstCaseUsd: (_model, inputTokens, maxOutputTokens) =>
    (inputTokens * RATES.cacheWrite + maxOutputTokens * RATES.output) / 1e6,
};
