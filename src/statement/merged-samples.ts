import { type Block, readBlock } from "./block.js";
import { splitColumns } from "./columns.js";
import { type BlockLine, extentOf, linesOf } from "./extent.js";
import { interpretPair } from "./interpret-pair.js";
import type { IoLabel } from "./labels.js";
import { isBlank, nextFilledLine, type Outline } from "./outline.js";
import type { PairSide } from "./pair.js";
import type { PairHeader } from "./pair-header.js";
import { type Reading, refuse } from "./reading.js";
import { readTable } from "./table-samples.js";
import type { UsageHints } from "./usage-hints.js";

/** What stands below the headings of an input and an output that come before both. */
export interface Merged {
  readonly readings: readonly Reading[];
  /** The line at which reading goes on. */
  readonly next: number;
}

/** The last line of the headings, from 0, and the columns that it heads; null for `Input` above `Output`. */
export interface MergedHeading {
  readonly at: number;
  readonly header: PairHeader | null;
}

const BELOW_BOTH: IoLabel = {
  kind: "io",
  role: "output",
  strength: "sample",
  number: null,
  value: null,
  isOneWord: false,
  style: "",
};

/**
 * Reads a sample whose two headings stand together, above both texts: Kattis, CodeChef, tables. It takes two
 * code fences, columns, or exactly two lines; everything else has no visible border and is refused.
 */
export function readMerged(outline: Outline, heading: MergedHeading, hints: UsageHints): Merged {
  const { at, header } = heading;
  if (header?.kind === "table") return readTable(outline, { at, header, hints });
  const fences = readTwoFences(outline, at);
  if (fences !== null) {
    return { readings: [interpret(fences.input, fences.output, hints)], next: fences.next };
  }
  const block = readBlock(outline, at, BELOW_BOTH);
  const lines: Reading["lines"] = [at + 1, Math.max(block.last, at) + 1];
  const split = splitBlock(outline, block, { ...heading, hints });
  if (typeof split === "string") {
    return { readings: [refuse(lines, split, true)], next: block.next };
  }
  const reading = interpret(sideFrom(split.input, false), sideFrom(split.output, false), hints);
  return {
    readings: [reading.kind === "refused" ? { ...reading, lines } : reading],
    next: block.next,
  };
}

interface SplitHow extends MergedHeading {
  readonly hints: UsageHints;
}

interface Halves {
  readonly input: readonly BlockLine[];
  readonly output: readonly BlockLine[];
}

const NO_BORDER = "Input and output stand in one block without a border between them.";

/** The two halves of a block, or a sentence that says why they cannot be told apart. */
function splitBlock(outline: Outline, block: Block, how: SplitHow): Halves | string {
  const all = linesOf(outline.lines, block);
  const halves = splitAtTabLine(all);
  if (halves !== null) return halves;
  const extent = extentOf(outline.lines, block);
  if (extent.kind === "unclear") return NO_BORDER;
  if (extent.lines.some(({ text }) => isBlank(text))) return NO_BORDER;
  const header = how.header?.kind === "columns" ? how.header : null;
  const columns = splitColumns(extent.lines, header);
  if (columns !== null) {
    const isOne = header?.isOneSample === true || columns.input.length === 1;
    return isOne ? columns : "Its rows may be one sample or one sample each.";
  }
  return splitTwoLines(extent.lines, how) ?? NO_BORDER;
}

/** A line with nothing but a tab is what a browser copies between two cells. */
function splitAtTabLine(lines: readonly BlockLine[]): Halves | null {
  const blanks = lines.filter(({ text }) => isBlank(text));
  const borders = blanks.filter(({ text }) => text.includes("\t"));
  const [border] = borders;
  if (border === undefined || borders.length > 1) return null;
  const filled = lines.filter(({ text }) => !isBlank(text));
  if (filled.some(({ text }) => text.includes("\t"))) return null;
  const input = trimmed(lines.filter(({ at }) => at < border.at));
  const output = trimmed(lines.filter(({ at }) => at > border.at));
  return [...input, ...output].some(({ text }) => isBlank(text)) ? null : { input, output };
}

function trimmed(lines: readonly BlockLine[]): readonly BlockLine[] {
  const first = lines.findIndex(({ text }) => !isBlank(text));
  const last = lines.findLastIndex(({ text }) => !isBlank(text));
  return lines.slice(Math.max(first, 0), last + 1);
}

/**
 * Below a heading of columns, two lines can only be one of each, unless a sample may have no input or the lines
 * hold both columns.
 */
function splitTwoLines(lines: readonly BlockLine[], { header, hints }: SplitHow): Halves | null {
  const [input, output] = lines;
  if (header === null || input === undefined || output === undefined || lines.length > 2) {
    return null;
  }
  if (hints.withoutInput || lines.some(({ text }) => /\t|\S {3,}\S/.test(text))) return null;
  // A heading with a single space comes from a PDF, where both columns run together in one line.
  const fromPdf = header.kind === "columns" && header.gap === "space";
  if (fromPdf && /\s/.test(input.text.trim())) return null;
  return { input: [input], output: [output] };
}

interface TwoFences {
  readonly input: PairSide;
  readonly output: PairSide;
  readonly next: number;
}

function readTwoFences(outline: Outline, at: number): TwoFences | null {
  const first = nextFilledLine(outline.lines, at + 1);
  const firstEnd = outline.fences.get(first) ?? null;
  if (firstEnd === null) return null;
  const second = nextFilledLine(outline.lines, firstEnd + 1);
  const secondEnd = outline.fences.get(second) ?? null;
  if (secondEnd === null) return null;
  const third = nextFilledLine(outline.lines, secondEnd + 1);
  if (outline.fences.has(third)) return null;
  const inside = (open: number, close: number): PairSide => {
    const lines: BlockLine[] = [];
    for (let line = open + 1; line < close; line++) {
      lines.push({ at: line, text: outline.lines[line] ?? "" });
    }
    return sideFrom(trimmed(lines), true);
  };
  return {
    input: inside(first, firstEnd),
    output: inside(second, secondEnd),
    next: secondEnd + 1,
  };
}

function sideFrom(lines: readonly BlockLine[], fenced: boolean): PairSide {
  return { lines, inline: false, fenced, indentation: "" };
}

function interpret(input: PairSide, output: PairSide, hints: UsageHints): Reading {
  return interpretPair({ input, output, strength: "sample", hints });
}
