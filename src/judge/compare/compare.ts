import { isUtf8 } from "node:buffer";

import type { Comparison, KattisFlags } from "../../core/comparison.js";
import { quote } from "../cases/excerpt.js";
import { findLineMismatch, findUnorderedMismatch } from "./lines.js";
import {
  lengthWithoutTail,
  type Span,
  sameBytes,
  withOneSpace,
  withoutCase,
  withoutSpace,
} from "./scan.js";
import { findMismatch } from "./tokens.js";

/** A comparison that needs no process. */
export type PureComparison = Exclude<
  Comparison,
  { readonly kind: "checker" | "validator" | "interactive" }
>;

/** Null: the output is accepted. Otherwise one sentence or two that say where it differs. */
export type Difference = string | null;

/** A comparison that looks at the bytes as they came. */
type PlainComparison = Exclude<PureComparison, { readonly kind: "line-words" }>;

/** What is expected and what came, as bytes. */
interface Texts {
  readonly expected: Uint8Array;
  readonly output: Uint8Array;
}

/**
 * Holds a program's standard output against the expected one. Both are bytes: what is not UTF-8 is compared like
 * everything else. The time it takes grows with their lengths and no faster.
 */
export function compareOutput(
  comparison: PureComparison,
  expected: Uint8Array,
  output: Uint8Array,
): Difference {
  if (comparison.kind === "line-words") {
    return compareOutput({ kind: "lines" }, withOneSpace(expected), withOneSpace(output));
  }
  const texts: Texts = { expected, output };
  // Nearly all that is accepted is accepted here, at once.
  if (sameBytes(expected, output)) return null;
  if (accepts(comparison, texts)) return null;
  const hint = hintOf(comparison, texts);
  const where = difference(comparison, texts);
  return hint === null ? where : `${hint} ${where}`;
}

function accepts(comparison: PlainComparison, { expected, output }: Texts): boolean {
  switch (comparison.kind) {
    case "exact":
      return sameBytes(expected, output);
    case "lines":
      return findLineMismatch(expected, output) === null;
    case "unordered-lines":
      return findUnorderedMismatch(expected, output) === null;
    case "tokens":
    case "float":
    case "kattis":
      return findMismatch(flagsOf(comparison), expected, output) === null;
  }
}

type WordComparison = Extract<PureComparison, { readonly kind: "tokens" | "float" | "kattis" }>;

function flagsOf(comparison: WordComparison): KattisFlags {
  if (comparison.kind === "kattis") return comparison;
  const tolerance = comparison.kind === "float" ? comparison.epsilon : null;
  return {
    caseSensitive: true,
    spaceSensitive: false,
    absoluteTolerance: tolerance,
    relativeTolerance: tolerance,
  };
}

/** Says what would have to be overlooked for a wrong output to be accepted; null when that is more than a little. */
function hintOf(comparison: PlainComparison, texts: Texts): string | null {
  if (acceptsBesideSpace(comparison, texts)) return "Only white space differs.";
  const sameCase = { expected: withoutCase(texts.expected), output: withoutCase(texts.output) };
  if (accepts(comparison, sameCase)) return "Only letter case differs.";
  return acceptsBesideSpace(comparison, sameCase)
    ? "Only white space and letter case differ."
    : null;
}

function acceptsBesideSpace(comparison: PlainComparison, texts: Texts): boolean {
  if (comparison.kind === "kattis" || comparison.kind === "float") {
    const flags = { ...flagsOf(comparison), spaceSensitive: false };
    if (findMismatch(flags, texts.expected, texts.output) === null) return true;
  }
  const isUnordered = comparison.kind === "unordered-lines";
  const expected = withoutSpace(texts.expected, isUnordered);
  const output = withoutSpace(texts.output, isUnordered);
  return accepts(isUnordered ? comparison : { kind: "exact" }, { expected, output });
}

function difference(comparison: PlainComparison, texts: Texts): string {
  switch (comparison.kind) {
    case "exact":
    case "lines":
      return lineDifference(texts);
    case "unordered-lines":
      return unorderedDifference(texts);
    case "tokens":
    case "float":
    case "kattis":
      return wordDifference(flagsOf(comparison), texts);
  }
}

function lineDifference({ expected, output }: Texts): string {
  const mismatch = findLineMismatch(expected, output);
  if (mismatch === null) return "The lines are the same but for their ends.";
  if (isMissing(expected, output)) return "The output is empty.";
  const { line, kind } = mismatch;
  const got = shown(output, mismatch.output);
  switch (kind) {
    case "ends":
      return `The output ends after line ${line - 1}; line ${line} is expected: ${shown(expected, mismatch.expected)}.`;
    case "surplus":
      return `Line ${line} is not expected: ${got}.`;
    case "differs":
      return `Line ${line}: expected ${shown(expected, mismatch.expected)}, got ${got}.`;
  }
}

function unorderedDifference({ expected, output }: Texts): string {
  const mismatch = findUnorderedMismatch(expected, output);
  switch (mismatch?.kind) {
    case "missing":
      return `No line of the output is ${shown(expected, mismatch.expected)}.`;
    case "surplus":
      return `A line is not expected: ${shown(output, mismatch.output)}.`;
    case "wrong-count":
    case undefined:
      return "Some lines stand there more often or less often than expected.";
  }
}

function wordDifference(flags: KattisFlags, { expected, output }: Texts): string {
  const mismatch = findMismatch(flags, expected, output);
  if (mismatch === null || isMissing(expected, output)) return "The output is empty.";
  const { word, kind } = mismatch;
  const got = shown(output, mismatch.output);
  switch (kind) {
    case "ends":
      return `The output ends after word ${word - 1}; word ${word} is expected: ${shown(expected, mismatch.expected)}.`;
    case "surplus":
      return `Word ${word} is not expected: ${got}.`;
    case "space":
      return `The white space before word ${word} is not what is expected.`;
    case "differs":
      return `Word ${word}: expected ${shown(expected, mismatch.expected)}, got ${got}.`;
  }
}

/** Whether nothing came where something is expected. */
function isMissing(expected: Uint8Array, output: Uint8Array): boolean {
  return lengthWithoutTail(output) === 0 && lengthWithoutTail(expected) > 0;
}

const MOST_BYTES_SHOWN = 16;
/** More than enough for what a quotation shows. */
const MOST_BYTES_QUOTED = 400;

/** A part of a text for a note. What is not UTF-8 is shown byte by byte. */
function shown(bytes: Uint8Array, { start, end }: Span): string {
  const part = Buffer.from(bytes.subarray(start, end));
  if (isUtf8(part)) return quote(part.subarray(0, MOST_BYTES_QUOTED).toString());
  const more = part.length > MOST_BYTES_SHOWN ? " …" : "";
  const numbers = [...part.subarray(0, MOST_BYTES_SHOWN)].map((byte) =>
    byte.toString(16).padStart(2, "0"),
  );
  return `the bytes ${numbers.join(" ")}${more}, which are not UTF-8`;
}
