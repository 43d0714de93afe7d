import type { FurtherTurn } from "../core/events.js";
import { grouped } from "../core/grouped.js";
import type { Answer, ComposedCall } from "../core/ports.js";
import type { Asking } from "./asking.js";
import type { Expectation } from "./expectation.js";
import { continuationText, type Heard, repairText, THOUGHT_ONLY, withTurn } from "./hear.js";

/** A conversation as far as it has come: the call that is made next, or was made last. */
export interface Conversation {
  readonly request: ComposedCall;
  /** The reply that the answer to this call goes on from; null: it begins anew. */
  readonly head: string | null;
  /** What there was before a longer answer was asked for, until that is used or left; null: nothing. */
  readonly cutOff: CutOff | null;
  /** Each turn can be taken once, so that every conversation ends. */
  readonly taken: readonly FurtherTurn[];
  /** Models that refused, in order. */
  readonly refusedBy: readonly string[];
}

interface CutOff {
  readonly text: string;
  /** The room that it was given. */
  readonly maxOutputTokens: number;
}

/** A turn that can be taken, and the conversation with it. */
export interface Way {
  readonly turn: FurtherTurn;
  readonly conversation: Conversation;
  /** For people: what happened, and what is done about it. */
  readonly why: string;
}

/** What decides which turns there are. */
export interface Facts extends Pick<Asking, "fallbackModel" | "mostOutputTokens"> {
  readonly expectation: Expectation;
  /** What all agents are given, without the oldest of it; null where nothing can be left out. */
  readonly shorter: () => readonly string[] | null;
}

/** The last call of a conversation, and what came of it. */
export interface Last {
  readonly conversation: Conversation;
  readonly answer: Answer;
  readonly heard: Heard;
}

/** The ways to go on, the best first. Pure: budgets do not count here. */
export function waysOn(last: Last, facts: Facts): readonly Way[] {
  const { heard } = last;
  switch (heard.kind) {
    case "whole":
      return [];
    case "refused":
      return fallback(last, facts);
    case "too_long":
      // What a model can hold includes the answer: a longer one may be what was too much.
      return [
        ...continuation(last, { text: "", ...facts }),
        ...thoughtOnly(last, facts),
        ...shortened(last, facts),
      ];
    case "cut_off": {
      const others = [
        ...continuation(last, { text: heard.text, ...facts }),
        ...repair(last, { complaint: heard.complaint, ...facts }),
      ];
      // Room for a longer answer is there or not: it must never be the only way.
      return others.length === 0
        ? []
        : [...longer(last, { text: heard.text, ...facts }), ...others];
    }
    case "flawed":
    case "unreadable":
      return repair(last, { complaint: heard.complaint, ...facts });
  }
}

/** The conversation with another turn in it, to which a whole new reply is expected. */
export function withRepair(
  conversation: Conversation,
  turn: { readonly reply: string; readonly complaint: string },
): Conversation {
  const repairs = withTurn(conversation.request.repairs, turn);
  return { ...followed(conversation, "repair", { repairs }), head: null, cutOff: null };
}

function followed(
  { request: last, taken, ...rest }: Conversation,
  turn: FurtherTurn,
  change: Partial<ComposedCall>,
): Conversation {
  const { isDispensable: _, ...request } = last;
  return {
    ...rest,
    request: { ...request, ...change, call: request.call + 1 },
    taken: [...taken, turn],
  };
}

function longer(
  { conversation }: Last,
  { text, mostOutputTokens }: Facts & { readonly text: string },
): readonly Way[] {
  const { request, taken } = conversation;
  const { maxOutputTokens } = request;
  const room = Math.min(2 * maxOutputTokens, mostOutputTokens(request.model));
  if (taken.includes("longer") || room <= maxOutputTokens) return [];
  return [
    {
      turn: "longer",
      conversation: {
        // How much a model can write is not always known: a server may turn the request down.
        ...followed(conversation, "longer", { maxOutputTokens: room, isDispensable: true }),
        cutOff: { text, maxOutputTokens },
      },
      why: `the answer was cut off: asked again with room for ${grouped(room)} tokens`,
    },
  ];
}

/** Goes on from the newest text; from that of the answer before where the longer one came to nothing. */
function continuation(
  { conversation }: Last,
  { text, expectation }: Facts & { readonly text: string },
): readonly Way[] {
  const { request, taken } = conversation;
  const from = isBlank(text) ? conversation.cutOff : { ...request, text };
  // Of an answer that was only thought there is nothing to go on from.
  if (from === null || isBlank(from.text) || taken.includes("continuation")) return [];
  const turn = { reply: from.text, complaint: continuationText(from.text, expectation) };
  const change = {
    repairs: withTurn(request.repairs, turn),
    maxOutputTokens: from.maxOutputTokens,
  };
  return [
    {
      turn: "continuation",
      conversation: {
        ...followed(conversation, "continuation", change),
        head: from.text,
        cutOff: null,
      },
      why: "the answer was cut off: asked to go on where it ends",
    },
  ];
}

function repair(
  { conversation, answer, heard }: Last,
  { complaint, expectation }: Facts & { readonly complaint: string },
): readonly Way[] {
  if (conversation.taken.includes("repair")) return [];
  const turn = { reply: answer.text, complaint: repairText(complaint, expectation) };
  const what = heard.kind === "cut_off" ? "was cut off" : "could not be read";
  return [
    {
      turn: "repair",
      conversation: withRepair(conversation, turn),
      why: `the answer ${what}: asked once more, with what was wrong`,
    },
  ];
}

/** Where there is no room to think for longer, less is to be thought. The prompt did fit before. */
function thoughtOnly({ conversation, ...last }: Last, facts: Facts): readonly Way[] {
  const { cutOff, request } = conversation;
  if (cutOff === null) return [];
  const { maxOutputTokens } = cutOff;
  const before = { ...conversation, request: { ...request, maxOutputTokens } };
  const heard: Heard = { kind: "cut_off", text: "", complaint: THOUGHT_ONLY };
  return repair({ ...last, conversation: before, heard }, { complaint: THOUGHT_ONLY, ...facts });
}

function fallback(
  { conversation }: Last,
  { fallbackModel, mostOutputTokens }: Facts,
): readonly Way[] {
  const { request, taken } = conversation;
  if (fallbackModel === null || taken.includes("fallback")) return [];
  const maxOutputTokens = Math.min(request.maxOutputTokens, mostOutputTokens(fallbackModel));
  return [
    {
      turn: "fallback",
      conversation: followed(conversation, "fallback", { model: fallbackModel, maxOutputTokens }),
      why: `${request.model} refused to answer: ${fallbackModel} is asked`,
    },
  ];
}

function shortened({ conversation }: Last, { shorter }: Facts): readonly Way[] {
  const shared = conversation.taken.includes("shortened") ? null : shorter();
  if (shared === null) return [];
  const { request, cutOff } = conversation;
  const { model } = request;
  const { maxOutputTokens } = cutOff ?? request;
  return [
    {
      turn: "shortened",
      conversation: followed(conversation, "shortened", { shared, maxOutputTokens }),
      why: `the prompt is too long for ${model}: asked again without the oldest versions and reports`,
    },
  ];
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}
