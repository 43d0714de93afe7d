import { type Block } from "./block.js";
import type { BlockLine } from "./extent.js";
import type { UsageHints } from "./usage-hints.js";

/** The lines of an input and of the output that belongs to it. */
export interface Pair {
  readonly input: PairSide;
  readonly output: PairSide;
  /** `sample`: a heading said "sample"; `bare`: only "Input" and "Output". */
  readonly strength: "sample" | "bare";
  readonly hints: UsageHints;
}

/** One side of a pair. */
export interface PairSide {
  readonly lines: readonly BlockLine[];
  /** The value begins in the line of the heading: `Input: 5`. */
  readonly inline: boolean;
  /** A code fence says where it begins and ends. */
  readonly fenced: boolean;
  /** White space before the heading: the block may be indented as far without meaning anything. */
  readonly indentation: string;
}

/** A block with the lines that were found to be its data. */
export function sideOf(
  statementLines: readonly string[],
  block: Block,
  lines: readonly BlockLine[],
): PairSide {
  const opener = statementLines[block.fenced ? block.first - 1 : block.at] ?? "";
  return {
    lines: withoutCodeSpans(lines),
    inline: block.label.value !== null,
    fenced: block.fenced,
    indentation: opener.slice(0, opener.length - opener.trimStart().length),
  };
}

/** Lines that stand in backticks one by one: the backticks are markup. */
export function withoutCodeSpans(lines: readonly BlockLine[]): readonly BlockLine[] {
  const filled = lines.filter(({ text }) => text.trim() !== "");
  const allAreSpans = filled.every(({ text }) => /^\s*`[^`]+`\s*$/.test(text));
  if (!allAreSpans) return lines;
  return lines.map(({ at, text }) => ({ at, text: text.replaceAll("`", "") }));
}
