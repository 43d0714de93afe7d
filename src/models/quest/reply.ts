import { PipelineError } from "../../core/errors.js";

/** The largest reply or message that is taken, in bytes of UTF-8. */
export const MAX_REPLY_BYTES = 10_000_000;

/** What a worker sends: an answer to the prompt, or something for the owner of the run. */
export type ReplyKind = "answer" | "blocked" | "clarification";

/** Says what a reply is. Throws PipelineError "bad_input" for a text that is refused. */
export function kindOfReply(text: string): ReplyKind {
  refuseUnusableText(text, "reply");
  const start = text.trimStart();
  if (start.startsWith("BLOCKED:")) return "blocked";
  if (start.startsWith("CLARIFICATION:")) return "clarification";
  return "answer";
}

/** Throws PipelineError "bad_input" for an empty or overlong text and for one with a NUL byte. */
export function refuseUnusableText(text: string, what: "reply" | "message"): void {
  const why = whyUnusable(text);
  if (why !== null) throw new PipelineError("bad_input", `The ${what} is refused: ${why}.`);
}

function whyUnusable(text: string): string | null {
  if (text.trim() === "") return "it is empty";
  if (Buffer.byteLength(text) > MAX_REPLY_BYTES) return `it is over ${MAX_REPLY_BYTES / 1e6} MB`;
  const position = text.indexOf("\0");
  if (position < 0) return null;
  const line = text.slice(0, position).split("\n").length;
  return `it holds a NUL byte in line ${line}`;
}
