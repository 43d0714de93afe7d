/**
 * The text with everything inside quotes blanked out, of the same length: what is found in it stands
 * outside quotes. A quote that is never closed on its line is an ordinary character.
 */
export function maskQuotes(text: string): string {
  let masked = "";
  let at = 0;
  // Once a quote was not closed, no later one of its kind will be: without this, time would be quadratic.
  const hopeless = new Set<string>();
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === "\n") hopeless.clear();
    const isQuote = (character === '"' || character === "'") && !hopeless.has(character);
    const close = isQuote ? closingQuote(text, at) : null;
    if (isQuote && close === null) hopeless.add(character);
    masked += close === null ? character : `"${" ".repeat(close - at - 1)}"`;
    at = close === null ? at + 1 : close + 1;
  }
  return masked;
}

function closingQuote(text: string, open: number): number | null {
  const quote = text.charAt(open);
  let at = open + 1;
  while (at < text.length && text.charAt(at) !== "\n") {
    if (text.charAt(at) === quote) return at;
    at += text.charAt(at) === "\\" ? 2 : 1;
  }
  return null;
}

/** Without the backticks and bold marks that stand outside quotes: they are markup of a page. */
export function withoutMarkup(text: string): string {
  if (!/`|\*\*/.test(text)) return text;
  const masked = maskQuotes(text);
  let plain = "";
  for (let at = 0; at < text.length; at++) {
    if (masked.charAt(at) === "`") continue;
    if (masked.startsWith("**", at)) at++;
    else plain += text.charAt(at);
  }
  return plain;
}
