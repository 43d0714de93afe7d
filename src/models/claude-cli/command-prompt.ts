import type { Prices } from "../../core/ports.js";

/** More than the command puts around a prompt: who it is, and on which machine. */
const COMMAND_PROMPT_TOKENS = 1_000;

/** What calls take that go through the command: it adds to the prompt. */
export function withCommandPrompt(prices: Prices): Prices {
  return { ...prices, addedTokens: COMMAND_PROMPT_TOKENS };
}
