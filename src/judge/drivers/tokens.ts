/** The smallest part of a source that means something. Comments and white space are none. */
export interface Token {
  readonly kind: "word" | "number" | "text" | "mark";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What is written differently from language to language. Every pattern is sticky. */
export interface Dialect {
  /** Strings and characters. */
  readonly texts: RegExp;
  /** What is left out beside white space and comments; null: nothing. */
  readonly ignored: RegExp | null;
}

const SPACE_OR_COMMENT = /\s+|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y;
const WORD = /'?[\p{L}_$][\p{L}\p{N}_$]*/uy;
const NUMBER = /\.?\d(?:[eEpP][+-]|[\w.]|'(?=\w))*/y;
const MARK = /::|->|[^]/uy;

/** Splits a source into its tokens. Never fails: what is broken is for the compiler to say. */
export function tokensOf(source: string, { texts, ignored }: Dialect): readonly Token[] {
  const skipped = ignored === null ? [SPACE_OR_COMMENT] : [SPACE_OR_COMMENT, ignored];
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const gap = firstMatch(source, at, skipped);
    if (gap !== null) {
      at += gap.length;
    } else {
      const token = tokenAt(source, at, texts);
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

function tokenAt(source: string, start: number, texts: RegExp): Token {
  const kinds = [
    ["text", texts],
    ["word", WORD],
    ["number", NUMBER],
  ] as const;
  for (const [kind, pattern] of kinds) {
    const text = firstMatch(source, start, [pattern]);
    if (text !== null) return { kind, text, start, end: start + text.length };
  }
  const text = firstMatch(source, start, [MARK]) ?? source.charAt(start);
  return { kind: "mark", text, start, end: start + text.length };
}

/** What the first of the patterns that fits finds at a place; null when none finds anything. */
function firstMatch(source: string, at: number, patterns: readonly RegExp[]): string | null {
  for (const pattern of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    if (found !== undefined && found !== "") return found;
  }
  return null;
}

const PAIRS: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const ENDS: ReadonlySet<string> = new Set(PAIRS.values());

/** The index behind the bracket that closes the one at an index; behind the last token when nothing does. */
export function afterGroup(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    const text = tokens[at]?.text ?? "";
    if (PAIRS.has(text)) depth += 1;
    if (ENDS.has(text)) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return tokens.length;
}

/** The index behind the `>` that closes the `<` at an index. */
export function afterAngles(tokens: readonly Token[], open: number): number {
  let depth = 0;
  let at = open;
  while (at < tokens.length) {
    const text = tokens[at]?.text ?? "";
    if (text === "<") depth += 1;
    if (text === ">") depth -= 1;
    at = PAIRS.has(text) ? afterGroup(tokens, at) : at + 1;
    if (depth === 0) return at;
  }
  return tokens.length;
}

/** Whether a token opens a round, square or curly bracket. */
export function opensGroup({ text }: Token): boolean {
  return PAIRS.has(text);
}

/** The tokens between the brackets of the group that begins at an index. */
export function insideGroup(tokens: readonly Token[], open: number): readonly Token[] {
  return tokens.slice(open + 1, afterGroup(tokens, open) - 1);
}

/** Splits at the commas that stand in no bracket, angles among them. */
export function splitAtCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: (readonly Token[])[] = [];
  let from = 0;
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.text === ",") {
      parts.push(tokens.slice(from, at));
      from = at + 1;
    }
    if (token.text === "<") at = afterAngles(tokens, at);
    else at = opensGroup(token) ? afterGroup(tokens, at) : at + 1;
  }
  const last = tokens.slice(from);
  return last.length > 0 ? [...parts, last] : parts;
}

/** The text of a source that tokens cover, on one line; empty for none. */
export function textOfTokens(source: string, tokens: readonly Token[]): string {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first === undefined || last === undefined) return "";
  return source.slice(first.start, last.end).replaceAll(/\s+/g, " ");
}

/** One place of a source and what is to stand there instead. */
export interface Edit {
  readonly token: Token;
  readonly text: string;
}

/** A source with some of its tokens replaced; its lines keep their numbers. */
export function edited(source: string, edits: readonly Edit[]): string {
  const ordered = edits.toSorted((left, right) => right.token.start - left.token.start);
  return ordered.reduce(
    (text, { token, text: put }) => text.slice(0, token.start) + put + text.slice(token.end),
    source,
  );
}
