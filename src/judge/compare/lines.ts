import { firstDoubt, lengthWithoutTail, lineAt, NEWLINE, type Span, sameBytes } from "./scan.js";

/** Where two texts part, line for line. `ends`: the output has no such line. `surplus`: nothing more is expected. */
export interface LineMismatch {
  readonly kind: "differs" | "ends" | "surplus";
  /** Counted from 1. */
  readonly line: number;
  readonly expected: Span;
  readonly output: Span;
}

const EMPTY: Span = { start: 0, end: 0 };

/** Goes through lines without white space at their ends, and without the empty ones at the end of all. */
class Lines {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #next: number;

  constructor(bytes: Uint8Array, from = 0) {
    this.#bytes = bytes;
    this.#next = from;
    this.#end = lengthWithoutTail(bytes);
  }

  /** Null when there is none left. */
  take(): Span | null {
    if (this.#next >= this.#end) return null;
    const { start, end, next } = lineAt(this.#bytes, this.#next);
    this.#next = next;
    return { start, end };
  }
}

/** The first line that is not the same; null when all are. */
export function findLineMismatch(expected: Uint8Array, output: Uint8Array): LineMismatch | null {
  const start = firstDoubt(expected, output, (byte) => byte === NEWLINE);
  const [lefts, rights] = [new Lines(expected, start), new Lines(output, start)];
  for (let count = 1; ; count += 1) {
    const [left, right] = [lefts.take(), rights.take()];
    if (left === null && right === null) return null;
    if (left !== null && right !== null && sameLine(expected, output, [left, right])) continue;
    const line = countBreaks(expected.subarray(0, start)) + count;
    const spans = { line, expected: left ?? EMPTY, output: right ?? EMPTY };
    if (right === null) return { kind: "ends", ...spans };
    if (left === null) return { kind: "surplus", ...spans };
    return { kind: "differs", ...spans };
  }
}

function countBreaks(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

function sameLine(
  expected: Uint8Array,
  output: Uint8Array,
  [left, right]: readonly [Span, Span],
): boolean {
  return sameBytes(
    expected.subarray(left.start, left.end),
    output.subarray(right.start, right.end),
  );
}

/** Why two texts do not have the same lines, in whatever order. `wrong-count`: those there are, but not so often. */
export type UnorderedMismatch =
  | { readonly kind: "missing"; readonly expected: Span }
  | { readonly kind: "surplus"; readonly output: Span }
  | { readonly kind: "wrong-count" };

/** Null when both have the same lines in any order, each as often. */
export function findUnorderedMismatch(
  expected: Uint8Array,
  output: Uint8Array,
): UnorderedMismatch | null {
  const wanted = countLines(expected);
  let [surplus, isTooOften]: [Span | null, boolean] = [null, false];
  const lines = new Lines(output);
  for (let line = lines.take(); line !== null; line = lines.take()) {
    const known = wanted.get(keyOf(output, line));
    if (known === undefined) surplus ??= line;
    else known.seen += 1;
  }
  for (const { span, count, seen } of wanted.values()) {
    if (seen === 0) return { kind: "missing", expected: span };
    if (seen !== count) isTooOften = true;
  }
  if (surplus !== null) return { kind: "surplus", output: surplus };
  return isTooOften ? { kind: "wrong-count" } : null;
}

interface Counted {
  readonly span: Span;
  count: number;
  seen: number;
}

/** Only the lines that are expected are kept: what a program writes may be much more. */
function countLines(bytes: Uint8Array): ReadonlyMap<string, Counted> {
  const counts = new Map<string, Counted>();
  const lines = new Lines(bytes);
  for (let line = lines.take(); line !== null; line = lines.take()) {
    const key = keyOf(bytes, line);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { span: line, count: 1, seen: 0 });
    else known.count += 1;
  }
  return counts;
}

/** A character for a byte, so that every line has its own text, whether it is UTF-8 or not. */
function keyOf(bytes: Uint8Array, { start, end }: Span): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1");
}
