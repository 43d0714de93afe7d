import type { Answer } from "../core/ports.js";
import type { Asking } from "./asking.js";
import { type Conversation, type Facts, type Last, type Way, waysOn } from "./further-turns.js";
import { type Heard, hear } from "./hear.js";
import type { FixPlanReply } from "./read-plan.js";

/** What a conversation is held with. */
export interface Talk extends Omit<Facts, "fallbackModel" | "mostOutputTokens"> {
  readonly asking: Asking;
  readonly signal: AbortSignal;
}

/** What a conversation came to, and how it stood then. */
export interface Ended {
  readonly heard: Heard;
  readonly answer: Answer;
  readonly conversation: Conversation;
}

/**
 * Calls the model until there is a reply that can be used, or no way of going on is left. The same answers and the same
 * chosen turns lead to the same calls. Throws only what `callModel` and `chooseTurn` throw.
 */
export async function converse(start: Conversation, talk: Talk): Promise<Ended> {
  let conversation = start;
  let best: FixPlanReply | null = null;
  for (;;) {
    const { request, head } = conversation;
    const answer = await talk.asking.callModel(keyOf(conversation), request, talk.signal);
    const heard = hear(answer, { head, expectation: talk.expectation });
    // Beside a review of which most is good, a repair that goes wrong is not worth another call.
    if (best !== null && heard.kind !== "whole" && heard.kind !== "flawed") {
      return { heard: { kind: "whole", reply: best }, answer, conversation };
    }
    if (heard.kind === "flawed") best = heard.reply;
    if (heard.kind === "refused") conversation = refused(conversation);
    const next = await goOn({ conversation, answer, heard }, talk);
    if (next === null) return { heard, answer, conversation };
    conversation = next;
  }
}

function keyOf({ request }: Conversation): string {
  return `${request.key}/call-${request.call}`;
}

function refused(conversation: Conversation): Conversation {
  const { request, refusedBy } = conversation;
  return { ...conversation, refusedBy: [...refusedBy, request.model] };
}

async function goOn(last: Last, { asking, ...talk }: Talk): Promise<Conversation | null> {
  const { fallbackModel, mostOutputTokens } = asking;
  const ways = waysOn(last, { ...talk, fallbackModel, mostOutputTokens });
  const [first, second = first] = ways;
  if (first === undefined || second === undefined) return null;
  if (last.heard.kind === "unreadable" || last.heard.kind === "flawed") return first.conversation;
  const hasRoom = (): boolean =>
    first.turn !== "longer" || asking.hasRoomFor(first.conversation.request);
  const { turn } = await asking.chooseTurn(keyOf(first.conversation), () =>
    chosen(hasRoom() ? first : second),
  );
  return (ways.find((way) => way.turn === turn) ?? first).conversation;
}

function chosen({ turn, why }: Way): Pick<Way, "turn" | "why"> {
  return { turn, why };
}
