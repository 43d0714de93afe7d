/** A run of bytes inside others. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const NEWLINE = 0x0a;
const [SPACE, TAB, CARRIAGE_RETURN] = [0x20, 0x09, 0x0d];

/** White space as C's `isspace` sees it: space, tab, line feed, vertical tab, form feed, carriage return. */
export function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || (byte !== undefined && byte >= TAB && byte <= CARRIAGE_RETURN);
}

/** The next run without white space at or after a place; empty, at the end, when there is none. */
export function nextToken(bytes: Uint8Array, from: number): Span {
  let start = from;
  while (start < bytes.length && isSpace(bytes[start])) start += 1;
  let end = start;
  while (end < bytes.length && !isSpace(bytes[end])) end += 1;
  return { start, end };
}

/** The line that begins at a place, without white space at its end. The next begins after `next`. */
export function lineAt(bytes: Uint8Array, start: number): Span & { readonly next: number } {
  const found = bytes.indexOf(NEWLINE, start);
  const next = found < 0 ? bytes.length : found;
  let end = next;
  while (end > start && isSpace(bytes[end - 1])) end -= 1;
  return { start, end, next: next + 1 };
}

/** How many bytes there are without the white space at the end. */
export function lengthWithoutTail(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && isSpace(bytes[end - 1])) end -= 1;
  return end;
}

/** The byte, an ASCII capital as its small letter. */
export function lowerCase(byte: number | undefined): number | undefined {
  return byte !== undefined && byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

/** A copy with small letters for ASCII capitals. */
export function withoutCase(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => lowerCase(byte) ?? byte);
}

/** A copy without white space, but for the line breaks that are to stay: those that end a line which holds something. */
export function withoutSpace(bytes: Uint8Array, keepsLines: boolean): Uint8Array {
  const kept = new Uint8Array(bytes.length);
  let length = 0;
  for (const byte of bytes) {
    const isBreak = byte === NEWLINE && keepsLines && length > 0 && kept[length - 1] !== NEWLINE;
    if (isSpace(byte) && !isBreak) continue;
    kept[length] = byte;
    length += 1;
  }
  return kept.subarray(0, length);
}

/** A copy in which the words of a line have one space between them and none before them. Lines stay. */
export function withOneSpace(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length);
  let length = 0;
  for (const byte of bytes) {
    const last = length === 0 ? NEWLINE : kept[length - 1];
    if (byte !== NEWLINE && isSpace(byte) && isSpace(last)) continue;
    kept[length] = byte !== NEWLINE && isSpace(byte) ? SPACE : byte;
    length += 1;
  }
  return kept.subarray(0, length);
}

/** Whether all bytes are the same. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && Buffer.compare(left, right) === 0;
}

const CHUNK = 2 ** 16;

/** How many bytes two texts have in common at their beginning. */
function commonLength(left: Uint8Array, right: Uint8Array): number {
  const most = Math.min(left.length, right.length);
  let at = 0;
  // Whole chunks are compared by the system, many times faster.
  while (at < most && sameBytes(left.subarray(at, at + CHUNK), right.subarray(at, at + CHUNK))) {
    at = Math.min(at + CHUNK, most);
  }
  while (at < most && left[at] === right[at]) at += 1;
  return at;
}

/** Where comparing has to begin: after the last byte of a kind within what two texts have in common. */
export function firstDoubt(
  left: Uint8Array,
  right: Uint8Array,
  separates: (byte: number | undefined) => boolean,
): number {
  let at = commonLength(left, right);
  while (at > 0 && !separates(left[at - 1])) at -= 1;
  return at;
}
