/**
 * Two texts as one, the second of which goes on where the first was cut off. What it repeats of the first's end is
 * left out once: the longest overlap that is more than chance.
 */
export function stitch(head: string, tail: string): string {
  const overlap = overlapsOf(head, tail).find((length) => isRepetition(head, length)) ?? 0;
  return head + tail.slice(overlap);
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
