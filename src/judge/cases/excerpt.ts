import { printableJson } from "../../core/printable.js";
import { EXCERPT_CHARACTERS } from "../../core/report.js";

/** The beginning of a text, at most `EXCERPT_CHARACTERS` long, with a note when something was cut off. */
export function excerpt(text: string): string {
  if (text.length <= EXCERPT_CHARACTERS) return text;
  const note = `\n[cut: ${text.length} characters in all]`;
  return whole(text.slice(0, EXCERPT_CHARACTERS - note.length)) + note;
}

/** The end of a text, where errors stand, cut like `excerpt`. */
export function excerptOfEnd(text: string): string {
  if (text.length <= EXCERPT_CHARACTERS) return text;
  const note = `[cut: ${text.length} characters in all]\n`;
  return note + whole(text.slice(note.length - EXCERPT_CHARACTERS));
}

/** A short quotation for a note: one line, escapes made visible. */
export function quote(text: string): string {
  const short = text.length <= 60 ? text : `${whole(text.slice(0, 57))}...`;
  return printableJson(JSON.stringify(short));
}

/** Without half of a character that a cut left at either end. */
function whole(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "");
}
