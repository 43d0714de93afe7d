import type { Block } from "./block.js";
import { isBlank } from "./outline.js";
import { countWords, explains, isPlainData, isWordy, readsLikeSentence } from "./prose.js";

/** One line of a block: the text of a line of the statement, or the part of it after the colon. */
export interface BlockLine {
  /** Line of the statement, from 0. */
  readonly at: number;
  readonly text: string;
}

/** The lines that are the data of a block, or the reason why that cannot be told. */
export type Extent =
  | { readonly kind: "data"; readonly lines: readonly BlockLine[] }
  | { readonly kind: "unclear"; readonly why: string };

/** Every line of a block, blank ones at both ends left out. */
export function linesOf(lines: readonly string[], block: Block): readonly BlockLine[] {
  const found: BlockLine[] = [];
  const { value } = block.label;
  if (value !== null) found.push({ at: block.at, text: value });
  for (let at = block.first; at <= block.last; at++) found.push({ at, text: lines[at] ?? "" });
  return withoutBlankEnds(found);
}

/**
 * Decides how far the data of a block goes. An explanation that follows after a blank line is left out;
 * where data may go on after a blank line, nothing is guessed.
 */
export function extentOf(lines: readonly string[], block: Block): Extent {
  const all = linesOf(lines, block);
  if (block.trouble !== null) return { kind: "unclear", why: block.trouble };
  if (block.fenced) return { kind: "data", lines: all };
  const paragraphs = paragraphsOf(all);
  if (paragraphs.length < 2) return { kind: "data", lines: all };
  return block.label.role === "input"
    ? extentOfInput(all, paragraphs)
    : extentOfOutput(all, paragraphs);
}

type Paragraph = readonly BlockLine[];

function extentOfInput(all: readonly BlockLine[], paragraphs: readonly Paragraph[]): Extent {
  const isNamed = all.every(
    ({ text }) => isBlank(text) || /^\s*[A-Za-z_]\w*(?:\[\])*\s*=/.test(text),
  );
  if (isNamed) return { kind: "data", lines: all };
  if (paragraphs.every(({ length }) => length === 1)) return everySecondLineIsBlank();
  const [first = [], ...later] = paragraphs;
  const isText = ({ text }: BlockLine): boolean => !isPlainData(text);
  const textFollows = !first.some(isText) && later.flat().some(isText);
  return textFollows
    ? { kind: "unclear", why: "text follows the input after a blank line" }
    : { kind: "data", lines: all };
}

function extentOfOutput(all: readonly BlockLine[], paragraphs: readonly Paragraph[]): Extent {
  const [first = [], second = [], ...rest] = paragraphs;
  const next = second.map(({ text }) => text);
  const isTextual = first.some(({ text }) => countWords(text) >= 3 || isWordy(text));
  if (explains(next) && (!isTextual || readsLikeSentence(next[0] ?? ""))) {
    return { kind: "data", lines: first };
  }
  const later = [second, ...rest];
  if (!all.every(({ text }) => isBlank(text) || isPlainData(text))) return outputMayGoOn();
  if (paragraphs.every(({ length }) => length === 1)) return everySecondLineIsBlank();
  const isAlike = later.every((paragraph) => templateOf(paragraph) === templateOf(first));
  return isAlike ? { kind: "data", lines: all } : outputMayGoOn();
}

function everySecondLineIsBlank(): Extent {
  return { kind: "unclear", why: "every second line of it is blank" };
}

function outputMayGoOn(): Extent {
  return {
    kind: "unclear",
    why: "it is not clear whether the output goes on after the blank line",
  };
}

/** The first line with every number replaced: paragraphs of one output begin alike. */
function templateOf(paragraph: Paragraph): string {
  return (paragraph[0]?.text ?? "").trim().replace(/\d+/g, "0");
}

function paragraphsOf(lines: readonly BlockLine[]): readonly Paragraph[] {
  const paragraphs: BlockLine[][] = [];
  let open: BlockLine[] | null = null;
  for (const line of lines) {
    if (isBlank(line.text)) {
      open = null;
    } else if (open === null) {
      open = [line];
      paragraphs.push(open);
    } else {
      open.push(line);
    }
  }
  return paragraphs;
}

function withoutBlankEnds(lines: readonly BlockLine[]): readonly BlockLine[] {
  const first = lines.findIndex(({ text }) => !isBlank(text));
  const last = lines.findLastIndex(({ text }) => !isBlank(text));
  return first < 0 ? [] : lines.slice(first, last + 1);
}
