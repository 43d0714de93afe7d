import type { KattisFlags } from "../../core/comparison.js";
import { isWithin } from "./decimal.js";
import { firstDoubt, isSpace, lowerCase, nextToken, type Span } from "./scan.js";

/**
 * Where two texts part, word for word. `differs`: two words do. `ends`: the output has no such word. `surplus`: nothing
 * more is expected. `space`: the white space before the word is another.
 */
export interface WordMismatch {
  readonly kind: "differs" | "ends" | "surplus" | "space";
  /** Counted from 1. */
  readonly word: number;
  readonly expected: Span;
  readonly output: Span;
}

/**
 * Holds an output against the answer by the rules of the default validator of Kattis packages, on bytes. Null: it is
 * accepted. Words are runs without ASCII white space. A word of the answer that is a decimal number is, where a
 * tolerance is given, met by any decimal number within it; every other by the same bytes, or the same but for the case
 * of ASCII letters.
 */
export function findMismatch(
  flags: KattisFlags,
  expected: Uint8Array,
  output: Uint8Array,
): WordMismatch | null {
  const start = firstDoubt(expected, output, isSpace);
  let [left, right]: readonly [Span, Span] = [endOf(start), endOf(start)];
  for (let word = 1; ; word += 1) {
    const [leftFrom, rightFrom] = [left.end, right.end];
    [left, right] = [nextToken(expected, leftFrom), nextToken(output, rightFrom)];
    const mismatch = (kind: WordMismatch["kind"]): WordMismatch => ({
      kind,
      word: countTokens(expected.subarray(0, start)) + word,
      expected: left,
      output: right,
    });
    const [hasLeft, hasRight] = [left.end > left.start, right.end > right.start];
    if (hasLeft !== hasRight) return mismatch(hasLeft ? "ends" : "surplus");
    if (flags.spaceSensitive) {
      const gaps = [
        { start: leftFrom, end: left.start },
        { start: rightFrom, end: right.start },
      ] as const;
      if (!sameSpans(expected, output, gaps)) return mismatch("space");
    }
    if (!hasLeft) return null;
    if (!sameWord(flags, { bytes: expected, span: left }, { bytes: output, span: right })) {
      return mismatch("differs");
    }
  }
}

function endOf(place: number): Span {
  return { start: place, end: place };
}

function countTokens(bytes: Uint8Array): number {
  let count = 0;
  let { start, end } = nextToken(bytes, 0);
  while (end > start) {
    count += 1;
    ({ start, end } = nextToken(bytes, end));
  }
  return count;
}

interface Word {
  readonly bytes: Uint8Array;
  readonly span: Span;
}

function sameWord(flags: KattisFlags, expected: Word, output: Word): boolean {
  const { absoluteTolerance: absolute, relativeTolerance: relative } = flags;
  const spans = [expected.span, output.span] as const;
  if (sameSpans(expected.bytes, output.bytes, spans)) return true;
  if (absolute !== null || relative !== null) {
    const [answer, got] = [wordText(expected), wordText(output)];
    // What is a number is held as one: no other spelling of its letters makes it equal.
    if (isWithin(answer, got, { absolute, relative })) return true;
  }
  return !flags.caseSensitive && sameLetters(expected, output);
}

/** A character for a byte: only ASCII matters to whoever looks for numbers. */
function wordText({ bytes, span: { start, end } }: Word): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1");
}

function sameSpans(
  expected: Uint8Array,
  output: Uint8Array,
  [left, right]: readonly [Span, Span],
): boolean {
  const length = left.end - left.start;
  if (length !== right.end - right.start) return false;
  for (let at = 0; at < length; at += 1) {
    if (expected[left.start + at] !== output[right.start + at]) return false;
  }
  return true;
}

function sameLetters(left: Word, right: Word): boolean {
  const length = left.span.end - left.span.start;
  if (length !== right.span.end - right.span.start) return false;
  for (let at = 0; at < length; at += 1) {
    const one = lowerCase(left.bytes[left.span.start + at]);
    if (one !== lowerCase(right.bytes[right.span.start + at])) return false;
  }
  return true;
}
