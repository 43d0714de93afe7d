import { NO_USAGE, type Usage } from "../../core/usage.js";
import type { MessageAssembler } from "./message-assembler.js";

/** What tokens of a model cost in USD; null when no price is known. */
export type CostOf = (model: string, tokens: Omit<Usage, "calls" | "usd">) => number | null;

/** Characters per token of output that the server has not counted. */
const CHARACTERS_PER_TOKEN = 3;

/** Who bills for a message that does not say who wrote it, and how. */
export interface Billing {
  readonly model: string;
  readonly costOf: CostOf;
}

/** What an answer took. The price is not known when the server did not count both prompt and output. */
export function usageOf(message: MessageAssembler, billing: Billing): Usage {
  const tokens = tokensOf(message);
  const isCounted = message.promptIsCounted && message.outputIsCounted;
  return { calls: 1, ...tokens, usd: isCounted ? usdOf(message, billing, tokens) : null };
}

/**
 * What an attempt took that answered nothing: its prompt, and as much output as had arrived. It is billed all the same,
 * once the server has begun to answer.
 */
export function usageOfFailed(message: MessageAssembler, billing: Billing): Usage {
  if (!message.begun) return NO_USAGE;
  const tokens = tokensOf(message);
  return {
    calls: 0,
    ...tokens,
    usd: message.promptIsCounted ? usdOf(message, billing, tokens) : null,
  };
}

function tokensOf(message: MessageAssembler): Omit<Usage, "calls" | "usd"> {
  const { input, output, cacheRead, cacheWrite } = message.tokens;
  const written = Math.ceil(message.characters / CHARACTERS_PER_TOKEN);
  return {
    inputTokens: input ?? 0,
    outputTokens: message.outputIsCounted ? (output ?? 0) : Math.max(output ?? 0, written),
    cacheReadTokens: cacheRead ?? 0,
    cacheWriteTokens: cacheWrite ?? 0,
  };
}

function usdOf(
  message: MessageAssembler,
  { model, costOf }: Billing,
  tokens: Omit<Usage, "calls" | "usd">,
): number | null {
  // A server may know a model by a name that no table has: then it costs what the one costs that was asked for.
  return costOf(message.model ?? model, tokens) ?? costOf(model, tokens);
}
