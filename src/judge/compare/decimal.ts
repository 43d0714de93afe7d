/** A number as it is written: 0.`digits` times ten to the power of `magnitude`. Zero has no digits. */
export interface Decimal {
  readonly isNegative: boolean;
  /** Without zeros at either end. */
  readonly digits: string;
  readonly magnitude: number;
}

/** How far a number may lie from the answer; null: that kind of tolerance is not allowed. */
export interface Tolerance {
  readonly absolute: number | null;
  readonly relative: number | null;
}

const [ZERO, NINE, PLUS, MINUS, POINT] = [0x30, 0x39, 0x2b, 0x2d, 0x2e];
const LOWER_CASE = 0x20;
const LETTER_E = 0x65;
/** Greater exponents are all alike: nothing that is compared with them is near. */
const MOST_EXPONENT = 2 ** 50;

/**
 * Reads a decimal number as C's `strtod` does where it takes the whole word: sign, digits with a point anywhere among
 * them, exponent. Null for everything else, `inf`, `nan` and hexadecimal digits included.
 */
export function readDecimal(word: string): Decimal | null {
  const sign = word.charCodeAt(0);
  const start = sign === PLUS || sign === MINUS ? 1 : 0;
  const wholeEnd = digitsEnd(word, start);
  const hasPoint = word.charCodeAt(wholeEnd) === POINT;
  const fractionStart = hasPoint ? wholeEnd + 1 : wholeEnd;
  const end = hasPoint ? digitsEnd(word, fractionStart) : wholeEnd;
  if (wholeEnd - start + (end - fractionStart) === 0) return null;
  const exponent = readExponent(word, end);
  if (exponent === null) return null;
  const all = word.slice(start, wholeEnd) + word.slice(fractionStart, end);
  return normalised(sign === MINUS, all, wholeEnd - start + exponent);
}

function digitsEnd(word: string, from: number): number {
  let at = from;
  while (word.charCodeAt(at) >= ZERO && word.charCodeAt(at) <= NINE) at += 1;
  return at;
}

function readExponent(word: string, from: number): number | null {
  if (from === word.length) return 0;
  if ((word.charCodeAt(from) | LOWER_CASE) !== LETTER_E) return null;
  const sign = word.charCodeAt(from + 1);
  const start = sign === PLUS || sign === MINUS ? from + 2 : from + 1;
  if (start === word.length || digitsEnd(word, start) !== word.length) return null;
  const size = Math.min(Number(word.slice(start)), MOST_EXPONENT);
  return sign === MINUS ? -size : size;
}

function normalised(isNegative: boolean, all: string, magnitude: number): Decimal {
  let [first, end] = [0, all.length];
  while (all.charCodeAt(first) === ZERO) first += 1;
  while (end > first && all.charCodeAt(end - 1) === ZERO) end -= 1;
  const digits = all.slice(first, end);
  return digits === ""
    ? { isNegative: false, digits, magnitude: 0 }
    : { isNegative, digits, magnitude: magnitude - first };
}

/** Negative, zero or positive as the left number is less than, equal to or greater than the right one. Exact. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const sides = signOf(left) - signOf(right);
  if (sides !== 0) return sides;
  const sizes = left.magnitude - right.magnitude || compareDigits(left.digits, right.digits);
  return left.isNegative ? -sizes : sizes;
}

function signOf({ digits, isNegative }: Decimal): number {
  if (digits === "") return 0;
  return isNegative ? -1 : 1;
}

/** Digits are in the order of their characters. */
function compareDigits(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/**
 * Whether two words are decimal numbers and the second lies within the tolerance of the first, the answer. Decided
 * exactly, also where floating point would round, overflow or underflow.
 */
export function isWithin(answer: string, output: string, tolerance: Tolerance): boolean {
  const want = readDecimal(answer);
  const got = want === null ? null : readDecimal(output);
  if (want === null || got === null) return false;
  const { absolute, relative } = tolerance;
  if ((absolute ?? 0) === 0 && (relative ?? 0) === 0) return compareDecimals(want, got) === 0;
  const roughly = roughDecision(Number(answer), Number(output), tolerance);
  if (roughly !== null) return roughly;
  const [least, most] = boundsOf(want, tolerance);
  return compareDecimals(least, got) <= 0 && compareDecimals(got, most) <= 0;
}

/** Far more than what rounding can amount to in the few operations below. */
const ROUNDING = 1e-14;
const SMALLEST_SAFE = 1e-290;

/** The decision where floating point is sure of it, which is nearly always; null where it is not. */
function roughDecision(want: number, got: number, tolerance: Tolerance): boolean | null {
  const { absolute, relative } = tolerance;
  const allowed = Math.max(absolute ?? 0, (relative ?? 0) * Math.abs(want));
  const error = Math.abs(want - got);
  const doubt = (Math.abs(want) + Math.abs(got) + allowed) * ROUNDING + SMALLEST_SAFE;
  if (!Number.isFinite(doubt)) return null;
  if (error + doubt < allowed) return true;
  return error - doubt > allowed ? false : null;
}

/**
 * An answer with a greater exponent than this is not brought to one scale with an absolute tolerance: either of the two
 * is nothing beside the other.
 */
const MOST_MAGNITUDE = 20_000;
const NOTHING: Decimal = { isNegative: false, digits: "", magnitude: 0 };

/** The least and the greatest number within the tolerance. */
function boundsOf(want: Decimal, { absolute, relative }: Tolerance): readonly [Decimal, Decimal] {
  const fixed = toScaled(want.magnitude > MOST_MAGNITUDE ? 0 : (absolute ?? 0));
  const answer = want.magnitude < -MOST_MAGNITUDE && fixed.value > 0n ? NOTHING : want;
  const share = toScaled(relative ?? 0);
  const digits = BigInt(answer.digits || "0");
  // As integers: the answer and what it may be off by, counted in the same power of ten.
  const fine = answer.magnitude - answer.digits.length + share.scale;
  const scale = fixed.value === 0n ? fine : Math.min(fine, fixed.scale);
  const byShare = digits * share.value * tenTo(fine - scale);
  const byFixed = fixed.value === 0n ? 0n : fixed.value * tenTo(fixed.scale - scale);
  const width = byShare > byFixed ? byShare : byFixed;
  const size = digits * tenTo(fine - share.scale - scale);
  const centre = answer.isNegative ? -size : size;
  return [toDecimal(centre - width, scale), toDecimal(centre + width, scale)];
}

interface Scaled {
  readonly value: bigint;
  /** The power of ten by which it counts; never above zero. */
  readonly scale: number;
}

/** A tolerance as it was written: the shortest digits that mean this number. */
function toScaled(tolerance: number): Scaled {
  const { digits, magnitude } = readDecimal(String(tolerance)) ?? NOTHING;
  const scale = magnitude - digits.length;
  const value = BigInt(digits || "0");
  return scale <= 0 ? { value, scale } : { value: value * tenTo(scale), scale: 0 };
}

function tenTo(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function toDecimal(value: bigint, scale: number): Decimal {
  const isNegative = value < 0n;
  const digits = (isNegative ? -value : value).toString();
  return normalised(isNegative, digits, digits.length + scale);
}
