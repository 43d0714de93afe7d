import { stripVTControlCharacters } from "node:util";

/** Less than this beside an indent is no room for words. */
const LEAST_ROOM = 24;

const LETTERS = new Intl.Segmenter();

/**
 * A text behind its head. Where it is wider than the terminal it is broken between words, and goes on below its own
 * beginning; null: nothing is known of a width, and nothing is broken. A word that is too long, such as a path, stays whole.
 */
export function hung(head: string, text: string, columns: number | null): readonly string[] {
  const indent = widthOf(head);
  const room = columns === null ? Infinity : Math.max(columns - indent, LEAST_ROOM);
  return broken(text, room).map(
    (line, index) => `${index === 0 ? head : " ".repeat(indent)}${line}`,
  );
}

/** How many columns a text takes, colours left out. */
export function widthOf(text: string): number {
  return [...LETTERS.segment(stripVTControlCharacters(text))].length;
}

function broken(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/(?<= )(?! )/)) {
    if (line.trim() !== "" && widthOf(`${line}${word}`.trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += word;
  }
  return [...lines, line.trimEnd()];
}
