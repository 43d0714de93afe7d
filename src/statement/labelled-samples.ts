import { type Block, readBlock } from "./block.js";
import { extentOf } from "./extent.js";
import { withoutFunctionColumn } from "./function-column.js";
import { interpretPair } from "./interpret-pair.js";
import type { IoLabel } from "./labels.js";
import { type Merged, readMerged } from "./merged-samples.js";
import { splitOneLinePair } from "./one-line-pair.js";
import type { Outline } from "./outline.js";
import { sideOf } from "./pair.js";
import { type BlockPair, type PlacedBlock, pairBlocks, rangeOfBlocks } from "./pair-blocks.js";
import { type Reading, refuse } from "./reading.js";
import type { UsageHints } from "./usage-hints.js";

/**
 * Reads the samples that stand below headings such as `Sample Input 1`, `Input` under `Examples`,
 * `入力例 1`, `Input: nums = [2, 7]` or `Sample Input 1   Sample Output 1`.
 */
export function readLabelledSamples(outline: Outline, hints: UsageHints): readonly Reading[] {
  const { blocks, readings } = collectBlocks(outline, hints);
  const paired = pairBlocks(outline, blocks).map((pair) =>
    pair.kind === "refused" ? pair : readPair(outline, hints, pair),
  );
  return [...readings, ...paired];
}

interface Collected {
  readonly blocks: readonly PlacedBlock[];
  readonly readings: readonly Reading[];
}

function collectBlocks(outline: Outline, hints: UsageHints): Collected {
  const blocks: PlacedBlock[] = [];
  const readings: Reading[] = [];
  let inExample = false;
  let at = 0;
  while (at < outline.lines.length) {
    const merged = readMergedAt(outline, at, hints);
    const label = outline.labels[at] ?? null;
    if (merged !== null) {
      for (const reading of merged.readings) readings.push(reading);
      at = Math.max(merged.next, at + 1);
    } else if (label?.kind === "io") {
      const found = readBlocksAt(outline, at, label);
      for (const block of found) blocks.push({ ...block, inExample });
      at = Math.max(found.at(-1)?.next ?? 0, at + 1);
    } else {
      inExample = staysInExample(label, inExample);
      at++;
    }
  }
  return { blocks, readings };
}

function staysInExample(label: Outline["labels"][number], inExample: boolean): boolean {
  if (label?.kind === "example") return true;
  return label?.kind === "stop" && !label.explains ? false : inExample;
}

/** Headings of two columns, and `Input` right above `Output`. */
function readMergedAt(outline: Outline, at: number, hints: UsageHints): Merged | null {
  const header = outline.pairHeaders.get(at);
  if (header !== undefined) return readMerged(outline, { at, header }, hints);
  const isStacked =
    isBareHeading(outline.labels[at], "input") && isBareHeading(outline.labels[at + 1], "output");
  return isStacked ? readMerged(outline, { at: at + 1, header: null }, hints) : null;
}

function isBareHeading(
  label: Outline["labels"][number] | undefined,
  role: IoLabel["role"],
): boolean {
  return (
    label?.kind === "io" && label.role === role && label.strength === "bare" && label.value === null
  );
}

/** One block, or two where `Input: [1, 2] Output: 3` holds both in one line. */
function readBlocksAt(outline: Outline, at: number, label: IoLabel): readonly Block[] {
  const block = readBlock(outline, at, label);
  const halves =
    label.role === "input" && label.value !== null ? splitOneLinePair(label.value) : null;
  if (halves === null) return [block];
  const input = { ...block, label: { ...label, value: halves.input }, last: block.first - 1 };
  const output = { ...block, label: { ...label, role: "output" as const, value: halves.output } };
  return [input, output];
}

function readPair(outline: Outline, hints: UsageHints, { input, output }: BlockPair): Reading {
  const lines = rangeOfBlocks(input, output);
  if (mayBeNumbered(input, output)) {
    return refuse(
      lines,
      "What follows the colon may be a value or the number of the sample.",
      true,
    );
  }
  if (input.button !== output.button && !input.fenced && !output.fenced) {
    return refuse(lines, "Only one of the two has a line that looks like a button.", true);
  }
  const given = withoutFunctionColumn(extentOf(outline.lines, input));
  const expected = extentOf(outline.lines, output);
  if (given.kind === "unclear") return refuse(lines, sentence(given.why), true);
  if (expected.kind === "unclear") return refuse(lines, sentence(expected.why), true);
  const reading = interpretPair({
    input: sideOf(outline.lines, input, given.lines),
    output: sideOf(outline.lines, output, expected.lines),
    strength: input.label.strength,
    hints,
  });
  if (reading.kind === "refused") return { ...reading, lines };
  if (reading.kind === "call" && hasOtherAnswers(outline, output)) {
    return refuse(lines, "The statement says that another answer is right, too.", false);
  }
  return reading;
}

/** `Sample Input: 1` above other lines: 1 may be the first line or the number of the sample. */
function mayBeNumbered(input: Block, output: Block): boolean {
  const { value } = input.label;
  const goesOn = input.last >= input.first || output.last >= output.first;
  return value !== null && /^#?\d{1,2}$/.test(value) && value === output.label.value && goesOn;
}

function sentence(why: string): string {
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}.`;
}

const OTHER_ANSWER =
  /\balso (?:be )?(?:an? )?(?:valid|correct|accepted|acceptable|right|possible)\b|\bin any order\b/i;

/** Looks in the explanation of one sample, up to the next one. */
function hasOtherAnswers(outline: Outline, output: Block): boolean {
  for (let at = output.at + 1; at < outline.lines.length; at++) {
    const label = outline.labels[at] ?? null;
    if (label?.kind === "io" || label?.kind === "example") return false;
    if (label?.kind === "stop" && !label.explains) return false;
    if (OTHER_ANSWER.test(outline.lines[at] ?? "")) return true;
  }
  return false;
}
