/** Which escape sequences are left where they are. */
export type KeptEscapes = "none" | "colours";

/** Everything that could act on a terminal, or turn the direction of writing. */
const SUSPICIOUS = /(?![\t\n])[\p{Cc}\u{61c}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]/u;
/** Only an escape is taken together with what follows it. */
const COLOUR = /^\p{Cc}\[[\d;]{0,40}m$/u;

const ESCAPE = 0x1b;
/** What follows ESC where a sequence is longer: parameters and a last letter, or a text up to its terminator. */
const PARAMETERS = 0x5b;
const TEXTS: ReadonlySet<number> = new Set([0x5d, 0x50, 0x58, 0x5e, 0x5f]);
const [BELL, TERMINATOR, BACKSLASH] = [0x07, 0x9c, 0x5c];
/** One character from here on, up to 0x9f, stands for ESC and the character that is so much less. */
const [FIRST_C1, LAST_C1, C1_DISTANCE] = [0x80, 0x9f, 0x40];

/**
 * Text of a program, a model or a package, safe to print: terminal escapes, control characters and those that turn the
 * direction of writing are taken out, so that it can neither move the cursor nor set the title nor write to the
 * clipboard nor look like something else. Tabs and line breaks stay.
 */
export function printable(text: string, keeping: KeptEscapes = "none"): string {
  const suspicious = new RegExp(SUSPICIOUS, "gu");
  const pieces: string[] = [];
  let plainFrom = 0;
  for (let match = suspicious.exec(text); match !== null; match = suspicious.exec(text)) {
    const at = match.index;
    const end = controlEnd(text, at);
    suspicious.lastIndex = end;
    if (keeping === "colours" && COLOUR.test(text.slice(at, Math.min(end, at + 48)))) continue;
    pieces.push(text.slice(plainFrom, at));
    plainFrom = end;
  }
  return plainFrom === 0 ? text : [...pieces, text.slice(plainFrom)].join("");
}

/** JSON text in which everything that could act on a terminal is escaped: it stands within strings only. */
export function printableJson(json: string): string {
  return json.replaceAll(
    new RegExp(SUSPICIOUS, "gu"),
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Where the sequence ends that a control character begins; most are one of their own. */
function controlEnd(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === ESCAPE) return sequenceEnd(text, at + 1, text.charCodeAt(at + 1));
  const isC1 = code >= FIRST_C1 && code <= LAST_C1;
  return isC1 ? sequenceEnd(text, at, code - C1_DISTANCE) : at + 1;
}

/** `at` is where the character stands that tells the kind of the sequence. */
function sequenceEnd(text: string, at: number, kind: number): number {
  if (kind === PARAMETERS) return lastOf(text, at + 1, [0x20, 0x3f, 0x40, 0x7e]);
  if (TEXTS.has(kind)) return textEnd(text, at + 1);
  const isC1 = text.charCodeAt(at) >= FIRST_C1;
  return isC1 ? at + 1 : lastOf(text, at, [0x20, 0x2f, 0x30, 0x7e]);
}

type Ranges = readonly [firstInner: number, lastInner: number, firstEnd: number, lastEnd: number];

/** After characters of one range, and one of another where it follows. */
function lastOf(text: string, from: number, [firstInner, lastInner, first, last]: Ranges): number {
  let at = from;
  while (isBetween(text.charCodeAt(at), firstInner, lastInner)) at += 1;
  return isBetween(text.charCodeAt(at), first, last) ? at + 1 : at;
}

function isBetween(code: number, first: number, last: number): boolean {
  return code >= first && code <= last;
}

/** After the terminator of a text. Where it has none, what follows is shown: it would be lost otherwise. */
function textEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BELL || code === TERMINATOR) return at + 1;
    if (code === ESCAPE) return text.charCodeAt(at + 1) === BACKSLASH ? at + 2 : from;
    if (code < 0x20 || isBetween(code, 0x7f, LAST_C1)) return from;
  }
  return from;
}
