import { maskQuotes } from "./markup.js";

/** The two halves of `[1, 2], Output: 3`. */
export interface Halves {
  readonly input: string;
  readonly output: string;
}

const OUTPUT = /([*_`]{0,3})\boutput([*_`]{0,3})\s{0,3}:/i;

/** Splits a value that goes on with its output in the same line; null when it does not. */
export function splitOneLinePair(value: string): Halves | null {
  const match = OUTPUT.exec(maskQuotes(value));
  if (match === null) return null;
  const [heading, opened = "", closed = ""] = match;
  const input = withoutConnector(value.slice(0, match.index).trimEnd());
  const rest = value.slice(match.index + heading.length).trim();
  const hasOpenMark = opened !== "" && closed === "" && rest.startsWith(opened);
  const output = hasOpenMark ? rest.slice(opened.length).trimStart() : rest;
  return input === "" || output === "" ? null : { input, output };
}

/** Takes off what stands between the halves: a comma, an arrow, a bar. */
function withoutConnector(input: string): string {
  return input.replace(/(?:[,;|]|-{1,2}>|=>|→|⇒)$/u, "").trimEnd();
}
