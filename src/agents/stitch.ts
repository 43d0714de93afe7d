/**
 * Two texts as one, the second of which goes on where the first was cut off. What it repeats of the first's end is
 * left out once: the longest overlap that is more than chance. In a text that repeats itself nothing is left out: who was
 * asked to go on exactly has written the next of many.
 */
export function stitch(head: string, tail: string): string {
  const found = overlapsOf(head, tail).find((length) => isRepetition(head, length)) ?? 0;
  const overlap = isRegular({ head, tail, length: found }) ? 0 : found;
  return head + tail.slice(overlap);
}

interface Overlap {
  readonly head: string;
  readonly tail: string;
  readonly length: number;
}

/** How often a piece must follow itself, so that one more of it is nothing new. */
const TIMES_IN_A_ROW = 3;

/**
 * Whether the texts repeat themselves where they meet: both put together are the same piece three times or more, as in
 * a table of equal rows, or the first holds the piece twice in a row elsewhere.
 */
function isRegular({ head, tail, length }: Overlap): boolean {
  if (length === 0) return false;
  const piece = tail.slice(0, length);
  const start = head.length - length;
  // With the letter in front: the end of a line that is indented further is another line.
  if (head.includes(head.slice(Math.max(0, start - 1), start) + piece + piece)) return true;
  const period = periodOf(piece);
  const most = TIMES_IN_A_ROW * period;
  let run = 2 * length;
  for (let at = start - 1; at >= 0 && run < most; at -= 1, run += 1) {
    if (head[at] !== head[at + period]) break;
  }
  for (let at = length; at < tail.length && run < most; at += 1, run += 1) {
    if (tail[at] !== tail[at - period]) break;
  }
  return run >= most;
}

/** The length of the shortest piece of which a text is a whole number. */
function periodOf(text: string): number {
  const period = text.length - (bordersOf(text).at(-1) ?? 0);
  return text.length % period === 0 ? period : text.length;
}

/** How many characters the end of one text and the beginning of another share: every such number, the largest first. */
function overlapsOf(head: string, tail: string): readonly number[] {
  const fallbacks = bordersOf(tail);
  const shorter = (length: number): number => fallbacks[length - 1] ?? 0;
  let matched = 0;
  for (const unit of units(head.slice(Math.max(0, head.length - tail.length)))) {
    while (matched > 0 && tail[matched] !== unit) matched = shorter(matched);
    if (tail[matched] === unit) matched += 1;
  }
  const overlaps: number[] = [];
  for (let length = matched; length > 0; length = shorter(length)) overlaps.push(length);
  return overlaps;
}

/** For every beginning of a text the longest shorter one that it ends with, as Knuth, Morris and Pratt count it. */
function bordersOf(text: string): readonly number[] {
  const borders: number[] = [];
  let border = 0;
  for (const [index, unit] of units(text).entries()) {
    while (border > 0 && text[border] !== unit) border = borders[border - 1] ?? 0;
    if (index > 0 && text[border] === unit) border += 1;
    borders.push(border);
  }
  return borders;
}

function units(text: string): readonly string[] {
  return text.split("");
}

/** Letters, digits and underscores that do not meet by chance in the middle of a line. */
const LETTERS_IN_A_LINE = 8;
/** What stands behind an indentation that is written once more: closing brackets follow one another there by chance. */
const LETTERS_BEHIND_INDENTATION = 3;
/** What a line that is written once more has at least, its indentation counted. */
const CHARACTERS_OF_A_LINE = 3;

/**
 * Whether an overlap is the same text written twice. A line break, an indentation, a brace or a short word stand at the
 * end of one part and at the beginning of the next by chance, so it must be long, or begin where a line begins, since
 * what is repeated is mostly the line that was cut. Of 1000 cuts in real programs this takes one or two exact
 * continuations for repetitions.
 */
function isRepetition(head: string, length: number): boolean {
  const start = head.length - length;
  const overlap = head.slice(start);
  const letters = overlap.match(/[\p{L}\p{N}_]/gu)?.length ?? 0;
  if (letters >= LETTERS_IN_A_LINE) return true;
  const before = start === 0 ? "" : head.slice(head.lastIndexOf("\n", start - 1) + 1, start);
  if (before !== "") return before.trim() === "" && letters >= LETTERS_BEHIND_INDENTATION;
  const characters = overlap.replaceAll("\n", "");
  return characters.length >= CHARACTERS_OF_A_LINE && characters.trim() !== "";
}
