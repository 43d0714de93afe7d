import type { Answer, ModelRequest } from "../../core/ports.js";
import { NO_USAGE, tokensOf, type Usage } from "../../core/usage.js";
import { type CostOf, usageOf, usageOfFailed } from "../messages/account.js";
import { answerOf } from "../messages/answer.js";
import type { CommandOutput, CommandResult } from "./output.js";

/** Whose output it is. */
export interface OutputOf {
  /** The command in a sentence. */
  readonly host: string;
  readonly model: string;
  readonly costOf: CostOf;
  readonly onNotice: ModelRequest["onNotice"];
}

/** What the command came to, or null when it is no answer. */
export function answerIn(output: CommandOutput, of: OutputOf): Answer | null {
  const { message, result } = output;
  if (message !== null && output.isAnswered) {
    const took = paidIn(result) ?? usageOf(message, of);
    return { ...answerOf(message, of), usage: { ...took, calls: 1 } };
  }
  return result === null ? null : answerInResult(result, of);
}

/** An older command tells of no events, and none tells of a prompt that is too long by one. */
function answerInResult(result: CommandResult, of: OutputOf): Answer | null {
  const { model, onNotice } = of;
  const named = Object.keys(result.modelUsage ?? {})[0] ?? model;
  if (result.terminal_reason === "prompt_too_long") {
    onNotice({ kind: "message", text: "The prompt is too long for the model." });
    // Turned down before anything was paid for, unless it says otherwise.
    const usage: Usage = { ...(usageIn(result) ?? NO_USAGE), calls: 1 };
    return { status: "context_exceeded", text: "", model: named, usage };
  }
  const usage: Usage = { ...(paidIn(result) ?? pricedIn(result, of)), calls: 1 };
  if (result.stop_reason === "refusal") return { status: "refused", text: "", model: named, usage };
  if (result.is_error || result.subtype !== "success") return null;
  const status = result.stop_reason === "max_tokens" ? "truncated" : "complete";
  return { status, text: result.result ?? "", model: named, usage };
}

/** What an attempt took that brought no answer. The command does not count all that had begun to arrive. */
export function spentOn(output: CommandOutput, of: OutputOf): Usage {
  const { message, result } = output;
  const paid = paidIn(result);
  if (paid !== null) return paid;
  return message === null ? (usageIn(result) ?? NO_USAGE) : usageOfFailed(message, of);
}

/** What the command says that it paid; null where it counted nothing, as after an interruption. */
function paidIn(result: CommandResult | null): Usage | null {
  const counted = usageIn(result);
  return counted !== null && (counted.usd ?? 0) > 0 ? counted : null;
}

/** An answer that the command names no price for: what its tokens cost by the list, if it counted any. */
function pricedIn(result: CommandResult, { model, costOf }: OutputOf): Usage {
  const counted = usageIn(result) ?? NO_USAGE;
  return { ...counted, usd: tokensOf(counted) === 0 ? null : costOf(model, counted) };
}

/** As the command reports it: all that it asked for, also where it asked more than once. */
function usageIn(result: CommandResult | null): Usage | null {
  const { usage, total_cost_usd: usd } = result ?? {};
  if (usage === undefined || usage === null) return null;
  return {
    calls: 0,
    inputTokens: usage.input_tokens ?? 0,
    outputTokens: usage.output_tokens ?? 0,
    cacheReadTokens: usage.cache_read_input_tokens ?? 0,
    cacheWriteTokens: usage.cache_creation_input_tokens ?? 0,
    usd: usd ?? null,
  };
}
