import type { Prices } from "../../src/core/ports.js";
import type { Usage } from "../../src/core/usage.js";
import { costOf, worstCaseUsd } from "../../src/models/prices.js";
import { SHIPPED_PRICES } from "../models/shipped-prices.js";

/** Every run here asks this model. Its rates do not depend on the length of a prompt: sums can be priced. */
const MODEL = "claude-sonnet-5-5";

/** What these tokens cost by the shipped prices. */
export function dollarsOf(tokens: Omit<Usage, "calls" | "usd">): number {
  const usd = costOf(SHIPPED_PRICES, MODEL, tokens);
  if (usd === null) throw new Error(`no price is shipped for ${MODEL}`);
  return usd;
}

/** The same prices as a run holds them against its budget. */
export const PRICES: Prices = {
  worstCaseUsd: (model, inputTokens, maxOutputTokens) =>
    worstCaseUsd(SHIPPED_PRICES, model, { inputTokens, maxOutputTokens }),
};
