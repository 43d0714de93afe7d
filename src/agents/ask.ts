import type { Asking } from "./asking.js";
import type { AgentContext } from "./context.js";
import { converse, type Ended, type Talk } from "./conversation.js";
import { type Conversation, withRepair } from "./further-turns.js";
import { repairText } from "./hear.js";
import type { OracleReply, ReadableReply, UnreadableReply } from "./reply.js";
import { type ComposedRequest, composeRequest } from "./request.js";
import { shorterBlocks } from "./shared-blocks.js";

/** What a step's conversation came to. */
export type AgentOutcome =
  | Exclude<ReadableReply, OracleReply>
  | OracleOutcome
  | UnreadableReply
  | RefusedOutcome
  | TooLongOutcome;

/** An oracle that is still to be run, with the conversation that led to it: it may go on. */
export interface OracleOutcome extends OracleReply {
  readonly conversation: Conversation;
  /** The newest answer, as it came. */
  readonly text: string;
}

interface RefusedOutcome {
  readonly kind: "refused";
  readonly text: string;
  /** Everybody who was asked and refused, in order. */
  readonly models: readonly string[];
}

/** What the agent is to read is longer than the model can hold. */
interface TooLongOutcome {
  readonly kind: "too_long";
  readonly model: string;
  /** The room for the answer, which the model has to hold as well. */
  readonly maxOutputTokens: number;
  /** Whether it was tried without the oldest of it. */
  readonly shortened: boolean;
}

/**
 * Asks an agent and reads its reply. One that was cut off, refused, too long for the model or that cannot be read is
 * followed up, each way once: 6 calls at the most. Throws only what `callModel` and `chooseTurn` throw.
 */
export async function askAgent(
  context: AgentContext,
  asking: Asking,
  signal: AbortSignal,
): Promise<AgentOutcome> {
  const composed = compose(context, asking);
  const start = { request: composed.request, head: null, cutOff: null, taken: [], refusedBy: [] };
  return outcomeOf(await converse(start, talkOf(context, composed, { asking, signal })));
}

/** An oracle that runs found something wrong with. */
export interface OracleToMend {
  readonly outcome: OracleOutcome;
  readonly faults: readonly string[];
}

/**
 * Shows an agent once what runs found wrong with its oracle. What was done once in the conversation is not done again.
 * Throws only what `callModel` and `chooseTurn` throw.
 */
export async function askToMend(
  context: AgentContext,
  { outcome, faults }: OracleToMend,
  { signal, ...asking }: Asking & { readonly signal: AbortSignal },
): Promise<AgentOutcome> {
  const composed = compose(context, asking);
  const list = faults.map((fault) => `- ${fault}`).join("\n");
  const found = `It was run, and this came of it:\n\n${list}`;
  const turn = { reply: outcome.text, complaint: repairText(found, composed.expectation) };
  const again = withRepair(outcome.conversation, turn);
  return outcomeOf(await converse(again, talkOf(context, composed, { asking, signal })));
}

function compose(
  context: AgentContext,
  { model, maxOutputTokens, onNotice }: Asking,
): ComposedRequest {
  return composeRequest(context, { model, maxOutputTokens, onNotice });
}

function talkOf(
  context: AgentContext,
  { expectation }: ComposedRequest,
  parts: Pick<Talk, "asking" | "signal">,
): Talk {
  return { ...parts, expectation, shorter: () => shorterBlocks(context) };
}

function outcomeOf({ heard, answer, conversation }: Ended): AgentOutcome {
  switch (heard.kind) {
    case "whole":
      return heard.reply.kind === "oracle"
        ? { ...heard.reply, conversation, text: answer.text }
        : heard.reply;
    case "flawed":
      return heard.reply;
    case "refused":
      return { kind: "refused", text: heard.text, models: conversation.refusedBy };
    case "too_long": {
      const { request, taken } = conversation;
      const { model, maxOutputTokens } = request;
      return { kind: "too_long", model, maxOutputTokens, shortened: taken.includes("shortened") };
    }
    case "cut_off":
    case "unreadable":
      return { kind: "unreadable", complaint: heard.complaint };
  }
}
