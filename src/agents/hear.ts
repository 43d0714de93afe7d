import type { Answer, ComposedCall } from "../core/ports.js";
import { continuedReply } from "./continued-reply.js";
import type { Expectation } from "./expectation.js";
import type { FixPlanReply } from "./read-plan.js";
import { type ReadableReply, type Reply, readReply } from "./reply.js";

/** What an answer came to. */
export type Heard =
  | { readonly kind: "whole"; readonly reply: ReadableReply }
  /** A review of which a part could not be read. */
  | { readonly kind: "flawed"; readonly reply: FixPlanReply; readonly complaint: string }
  | { readonly kind: "unreadable"; readonly complaint: string }
  /** `text`: the reply so far, with what it went on from. */
  | { readonly kind: "cut_off"; readonly text: string; readonly complaint: string }
  | { readonly kind: "refused"; readonly text: string }
  | { readonly kind: "too_long" };

/** What an answer is heard with. */
interface Hearing {
  /** The reply that it goes on from; null: it begins anew. */
  readonly head: string | null;
  readonly expectation: Expectation;
}

/** Reads an answer, whatever its end: what can be used is used. Pure. */
export function hear(answer: Answer, hearing: Hearing): Heard {
  // What a refusal says before it breaks off is no answer, whatever it looks like.
  if (answer.status === "refused") return { kind: "refused", text: answer.text };
  const { text, reply } = replyIn(answer, hearing);
  if (reply.kind === "fix_plan" && reply.flaws.length > 0) {
    return { kind: "flawed", reply, complaint: reply.flaws.join("\n") };
  }
  if (reply.kind !== "unreadable") return { kind: "whole", reply };
  switch (answer.status) {
    case "complete":
      return reply;
    case "truncated":
      return { kind: "cut_off", text, complaint: cutOffComplaint(text, reply.complaint) };
    case "context_exceeded":
      return { kind: "too_long" };
  }
}

function replyIn(
  answer: Answer,
  { head, expectation }: Hearing,
): { readonly text: string; readonly reply: Reply } {
  if (head === null) return { text: answer.text, reply: readReply(answer.text, expectation) };
  const text = continuedReply({ head, tail: answer.text }, expectation.id);
  const reply = readReply(text, expectation);
  if (reply.kind !== "unreadable") return { text, reply };
  // Some send everything once more instead.
  const alone = readReply(answer.text, expectation);
  return alone.kind === "unreadable" ? { text, reply } : { text: answer.text, reply: alone };
}

/** What is wrong with an answer of which all that was allowed went into thinking. */
export const THOUGHT_ONLY =
  "It was cut off at the longest that is allowed, before anything was written. Think less, then write.";

function cutOffComplaint(text: string, complaint: string): string {
  return text.trim() === ""
    ? THOUGHT_ONLY
    : `It was cut off at the longest that is allowed. ${complaint} Leave out every word that the reply rules do not ask for.`;
}

type Turns = ComposedCall["repairs"];

/** The conversation with one more turn: what is asked after a reply. No turn may be empty. */
export function withTurn(turns: Turns, { reply, complaint }: Turns[number]): Turns {
  return [...turns, { reply: reply.trim() === "" ? "(an empty reply)" : reply, complaint }];
}

/** Asks for a whole reply once more. */
export function repairText(complaint: string, { id }: Expectation): string {
  return `Your reply could not be used as it stands:

${complaint}

Please send the whole reply once more, in the form that the reply rules give, with the id "${id}". What
was sent before is not kept, so leave nothing out.`;
}

const SHOWN_END = 60;

/** Asks for the rest of a reply that was cut off. */
export function continuationText(reply: string, { id }: Expectation): string {
  const end = JSON.stringify(reply.slice(-SHOWN_END));
  return `Your reply was cut off because it reached the greatest length of one message. Everything up to there is
kept. It ends with these characters, written as a JSON string:

${end}

Continue exactly after the last of them, and write the rest up to the end of the reply. Your message is
put directly behind what is kept, so repeat nothing and begin with the very next character, also in the
middle of a line or a word. Write no introduction, no code fence around the rest, and no new FILE line
for a file that you had begun. The id stays "${id}".`;
}
