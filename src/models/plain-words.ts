import { printable } from "../core/printable.js";
import { redact } from "./secrets.js";

interface PlainWords {
  readonly secrets: readonly string[];
  /** Characters at the most, 300 if not given. */
  readonly most?: number;
}

/** The most of a name or an id that a server gives. */
export const LONGEST_NAME = 100;

/** What a server says, fit to be shown and kept: in one line, without secrets and control characters, cut where it is long. */
export function plainWords(said: string, { secrets, most = 300 }: PlainWords): string {
  // First of all what is invisible: a key that is broken up by it is one all the same.
  const line = printable(said).replace(/\s+/g, " ").trim();
  return redact(line, secrets).slice(0, most);
}
