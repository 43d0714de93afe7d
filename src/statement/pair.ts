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
    lines,
    inline: block.label.value !== null,
    fenced: block.fenced,
    indentation: opener.slice(0, opener.length - opener.trimStart().length),
  };
}

const CODE_SPAN = /^\s*`[^`\s](?:[^`]*[^`\s])?`\s*$/;

/** True for a line that stands in backticks as a whole. */
export function isCodeSpan(line: string): boolean {
  return CODE_SPAN.test(line);
}

/** The pair without the backticks around its lines, where every line of both sides has them: they are markup. */
export function withoutCodeSpans(pair: Pair): Pair {
  const sides = [pair.input, pair.output];
  const areSpans = sides.every(
    ({ fenced, lines }) =>
      !fenced && lines.every(({ text }) => text.trim() === "" || isCodeSpan(text)),
  );
  if (!areSpans) return pair;
  return { ...pair, input: withoutBackticks(pair.input), output: withoutBackticks(pair.output) };
}

function withoutBackticks(side: PairSide): PairSide {
  const lines = side.lines.map(({ at, text }) => ({ at, text: text.replaceAll("`", "") }));
  return { ...side, lines };
}
