/** Strings first, so that a number inside one is not taken for a number. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

// JSON text cannot hold this code bare, and no honest string holds it escaped.
const NUMBER_MARK = "\u0000number:";

/**
 * Reads JSON without losing a digit: a number that a double cannot hold as it is written becomes a
 * marked string, which `jsonText` writes back digit by digit. Throws SyntaxError as JSON.parse does,
 * and for nesting that nobody means.
 */
export function parseExactJson(text: string): unknown {
  // Read once as it stands: the place in an error message must be one of this text.
  JSON.parse(text);
  if (depthOf(text) > DEEPEST) throw new SyntaxError("it nests too deeply");
  return JSON.parse(
    text.replaceAll(STRING_OR_NUMBER, (token) =>
      token.startsWith('"') || String(Number(token)) === token
        ? token
        : JSON.stringify(NUMBER_MARK + token),
    ),
  );
}

// What is read is written again, and writing is recursive.
const DEEPEST = 500;

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const bracket of text.replaceAll(STRING_OR_NUMBER, "")) {
    if (bracket === "[" || bracket === "{") deepest = Math.max(deepest, ++depth);
    else if (bracket === "]" || bracket === "}") depth -= 1;
  }
  return deepest;
}

/** The JSON text of a value that `parseExactJson` read. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll(/"\\u0000number:(-?[\d.eE+-]+)"/g, "$1");
}

/** The digits of a number that `parseExactJson` had to keep as text, or null for anything else. */
export function markedNumber(value: unknown): string | null {
  return typeof value === "string" && value.startsWith(NUMBER_MARK)
    ? value.slice(NUMBER_MARK.length)
    : null;
}
