import { printable } from "../../core/printable.js";
import { redact } from "../secrets.js";

const LONGEST_WORDS = 200;

/** What the command says, short enough for one line and fit for a terminal: without secrets and control characters. */
export function wordsOf(said: string, secrets: readonly string[]): string {
  const plain = printable(redact(said, secrets)).replace(/\s+/g, " ").trim();
  const bare = plain.replace(/^(?:API )?Error: /i, "").replace(/\.$/, "");
  return bare.length > LONGEST_WORDS ? `${bare.slice(0, LONGEST_WORDS)}…` : bare;
}
