import { type Block, isSmallWord } from "./block.js";
import { linesOf } from "./extent.js";
import type { Outline } from "./outline.js";
import { isPlainData, isWordy } from "./prose.js";
import { type LineRange, refuse, type SampleRefused } from "./reading.js";

/** A block, and whether its place in the statement says that it belongs to an example. */
export interface PlacedBlock extends Block {
  readonly inExample: boolean;
}

/** An input with the output that belongs to it. */
export interface BlockPair {
  readonly kind: "pair";
  readonly input: PlacedBlock;
  readonly output: PlacedBlock;
}

/**
 * Finds the output of every input. A bare `Input` heads a description as often as a sample: it counts only
 * in an example, with data beside it, or, where nothing else is found, above nothing but data.
 */
export function pairBlocks(
  outline: Outline,
  blocks: readonly PlacedBlock[],
): readonly (BlockPair | SampleRefused)[] {
  const trustedBlocks = blocks.filter(isTrusted);
  const odd = new Set(
    [...oddHeadings(trustedBlocks), ...repeatedHeadings(trustedBlocks)].map(({ at }) => at),
  );
  const trusted = pairByNumber(blocks) ?? pairInOrder(outline, blocks, isTrusted);
  if (trusted.length > 0) return trusted.map((pair) => refuseBesideOdd(pair, odd));
  return pairInOrder(outline, blocks, (block) => isNothingButData(outline, block)).filter(
    (pair) => pair.kind === "pair" && isNothingButData(outline, pair.output),
  );
}

/** From the heading of the input to the last line of the output, counted from 1. */
export function rangeOfBlocks(...blocks: readonly Block[]): LineRange {
  const firsts = blocks.map(({ at }) => at + 1);
  const lasts = blocks.map(({ at, last }) => Math.max(at, last) + 1);
  return [Math.min(...firsts), Math.max(...lasts)];
}

/** Inputs may all stand above the outputs; then only their numbers say what belongs together. */
function pairByNumber(blocks: readonly PlacedBlock[]): readonly BlockPair[] | null {
  const samples = blocks.filter(({ label }) => label.strength === "sample");
  const outputs = new Map<number, PlacedBlock>();
  const inputs = new Map<number, PlacedBlock>();
  for (const block of samples) {
    const { number, role } = block.label;
    const known = role === "input" ? inputs : outputs;
    if (number === null || known.has(number)) return null;
    known.set(number, block);
  }
  if (inputs.size === 0 || inputs.size !== outputs.size) return null;
  const pairs: BlockPair[] = [];
  for (const [number, input] of inputs) {
    const output = outputs.get(number);
    if (output === undefined || output.at < input.at) return null;
    pairs.push({ kind: "pair", input, output });
  }
  return pairs;
}

function pairInOrder(
  outline: Outline,
  blocks: readonly PlacedBlock[],
  isSample: (block: PlacedBlock) => boolean,
): readonly (BlockPair | SampleRefused)[] {
  const found: (BlockPair | SampleRefused)[] = [];
  for (const group of groupByInput(blocks)) {
    const { input, outputs } = group;
    if (input === null) {
      for (const orphan of orphans(outputs)) found.push(orphan);
    } else if (isSample(input)) {
      const pair = pairInput(outline, input, outputs);
      if (pair !== null) found.push(pair);
    }
  }
  return found;
}

interface Group {
  readonly input: PlacedBlock | null;
  readonly outputs: readonly PlacedBlock[];
}

/** Every input with the outputs up to the next input. */
function groupByInput(blocks: readonly PlacedBlock[]): readonly Group[] {
  const groups: { input: PlacedBlock | null; outputs: PlacedBlock[] }[] = [];
  for (const block of blocks) {
    if (block.label.role === "input") groups.push({ input: block, outputs: [] });
    else if (groups.length === 0) groups.push({ input: null, outputs: [block] });
    else groups.at(-1)?.outputs.push(block);
  }
  return groups;
}

function orphans(outputs: readonly PlacedBlock[]): readonly SampleRefused[] {
  return outputs
    .filter(({ label }) => label.strength === "sample")
    .map((output) => refuse(rangeOfBlocks(output), "An output without an input.", false));
}

function pairInput(
  outline: Outline,
  input: PlacedBlock,
  outputs: readonly PlacedBlock[],
): BlockPair | SampleRefused | null {
  const named = outputs.filter(({ label }) => label.strength === "sample");
  const [output, second] = named.length > 0 ? named : outputs;
  if (output === undefined) {
    const isDescription = input.label.strength === "bare" && isText(outline, input);
    return isDescription ? null : refuse(rangeOfBlocks(input), "An input without an output.", true);
  }
  const lines = rangeOfBlocks(input, output);
  if (second !== undefined) {
    return refuse(rangeOfBlocks(input, output, second), "Two outputs follow one input.", false);
  }
  const skipped = outputs.filter(({ at }) => at < output.at);
  if (!skipped.every((block) => isText(outline, block))) {
    return refuse(lines, "Two outputs follow one input.", false);
  }
  const { number } = input.label;
  const differs = number !== null && ![null, number].includes(output.label.number);
  return differs
    ? refuse(lines, "Input and output have different numbers.", false)
    : { kind: "pair", input, output };
}

function isText(outline: Outline, block: Block): boolean {
  return linesOf(outline.lines, block).some(({ text }) => !isPlainData(text));
}

function isTrusted(block: PlacedBlock): boolean {
  if (block.label.strength === "sample" || block.inExample) return true;
  return block.label.value !== null && showsData(block.label.value);
}

/** A page writes all its headings alike: a small `input` among others is more likely data. */
function oddHeadings(blocks: readonly PlacedBlock[]): readonly PlacedBlock[] {
  return (["input", "output"] as const).flatMap((role) => {
    const own = blocks.filter(({ label }) => label.role === role);
    const styles = new Set(own.map(({ label }) => label.style));
    return styles.size > 1 ? own.filter(({ label }) => isSmallWord(label)) : [];
  });
}

/** A second heading of one role right below the first is its data, as a rule. */
function repeatedHeadings(blocks: readonly PlacedBlock[]): readonly PlacedBlock[] {
  return blocks.filter((block, index) => {
    const above = blocks[index - 1];
    const isSameRole = above?.label.role === block.label.role;
    return isSameRole && above.label.value === null && above.last < above.first;
  });
}

/** A pair with an odd heading, or one that an odd heading may have cut short. */
function refuseBesideOdd(
  pair: BlockPair | SampleRefused,
  odd: ReadonlySet<number>,
): BlockPair | SampleRefused {
  if (pair.kind === "refused") return pair;
  const { input, output } = pair;
  const found = [input.at, output.at, input.next, output.next].find((line) => odd.has(line));
  if (found === undefined) return pair;
  const why = `Line ${found + 1} is not written like the other headings: it may be data.`;
  return refuse(rangeOfBlocks(input, output), why, true);
}

const COMPARISON = /[≤≥<>]/u;

/** True for a value that is data rather than words about data. */
function showsData(value: string): boolean {
  if (/^[`*]*(?:[A-Za-z_]\w*(?:\[\])*\s*=\s*)?["'[{“]/u.test(value)) return true;
  return /\d/.test(value) && !isWordy(value) && !COMPARISON.test(value);
}

function isNothingButData(outline: Outline, block: Block): boolean {
  const texts = linesOf(outline.lines, block).map(({ text }) => text);
  return (
    block.trouble === null &&
    /^\s*[-+\d"'[]/.test(texts[0] ?? "") &&
    texts.every((text) => isPlainData(text) && !COMPARISON.test(text))
  );
}
