import type { Usage } from "../../core/usage.js";
import type { MessageAssembler } from "./message-assembler.js";

/** What tokens of a model cost in USD; null when no price is known. */
export type CostOf = (model: string, tokens: Omit<Usage, "calls" | "usd">) => number | null;

/** Characters per token of output that broke off before the server counted it. */
const CHARACTERS_PER_TOKEN = 3;

/** What an answered call took. The price is not known when the server counted nothing. */
export function usageOf(message: MessageAssembler, model: string, costOf: CostOf): Usage {
  const { input, output, cacheRead, cacheWrite } = message.tokens;
  const tokens = {
    inputTokens: input ?? 0,
    outputTokens: output ?? 0,
    cacheReadTokens: cacheRead ?? 0,
    cacheWriteTokens: cacheWrite ?? 0,
  };
  const counted = input !== null && output !== null;
  return { calls: 1, ...tokens, usd: counted ? costOf(message.model ?? model, tokens) : null };
}

/**
 * What an attempt took that broke off after the server had begun to answer: its prompt, and as much
 * output as had arrived. It is billed though it answered nothing. Null when nothing had begun.
 */
export function usageOfBroken(
  message: MessageAssembler,
  model: string,
  costOf: CostOf,
): Usage | null {
  const { input, output, cacheRead, cacheWrite } = message.tokens;
  if (input === null) return null;
  const tokens = {
    inputTokens: input,
    outputTokens: Math.max(output ?? 0, Math.ceil(message.characters / CHARACTERS_PER_TOKEN)),
    cacheReadTokens: cacheRead ?? 0,
    cacheWriteTokens: cacheWrite ?? 0,
  };
  return { calls: 0, ...tokens, usd: costOf(message.model ?? model, tokens) };
}
