/** So few items are left out wherever they stand; longer stretches begin where others end. */
const FEW = 4;
/** Longer rows have too many pairs. */
const MOST_WITH_PAIRS = 14;

/** Stretches of a row to leave out: all of it first, then halves, down to single items. */
export function* stretches(length: number): Generator<readonly [start: number, count: number]> {
  for (let count = length; count >= 1; count = count === 1 ? 0 : Math.ceil(count / 2)) {
    const step = count <= FEW && length <= MOST_WITH_PAIRS ? 1 : count;
    for (let start = 0; start < length; start += step) {
      if (step === count || start + count <= length) {
        yield [start, Math.min(count, length - start)];
      }
    }
  }
}

/** Two items of a short row that do not stand beside each other. */
export function* pairsOf(length: number): Generator<readonly [first: number, second: number]> {
  if (length > MOST_WITH_PAIRS) return;
  for (let first = 0; first < length; first += 1) {
    for (let second = first + 2; second < length; second += 1) yield [first, second];
  }
}

/** A row without two of its items. */
export function withoutPair<T>(
  row: readonly T[],
  [first, second]: readonly [number, number],
): readonly T[] {
  return row.filter((_item, at) => at !== first && at !== second);
}

/** A row without a stretch. */
export function without<T>(row: readonly T[], start: number, count: number): readonly T[] {
  return [...row.slice(0, start), ...row.slice(start + count)];
}

/** A text without two of its letters. */
export function withoutLetters(text: string, [first, second]: readonly [number, number]): string {
  return text.slice(0, first) + text.slice(first + 1, second) + text.slice(second + 1);
}

/** What stands in a row more than once. */
export function repeatedIn<T>(row: readonly T[]): ReadonlySet<T> {
  const seen = new Set<T>();
  return new Set(row.filter((item) => seen.size === seen.add(item).size));
}

/** Longer numbers are halved. */
const MOST_DIGITS = 10;

/** The numbers that are left when one digit is taken out. */
function withoutDigits(digits: string): readonly bigint[] {
  if (digits.length < 2 || digits.length > MOST_DIGITS) return [];
  return Array.from(digits, (_digit, at) => BigInt(digits.slice(0, at) + digits.slice(at + 1)));
}

/** Whole numbers that are simpler than this one, the simplest first. */
export function simplerNumbers(value: bigint): readonly bigint[] {
  const size = value < 0n ? -value : value;
  const sign = value < 0n ? -1n : 1n;
  const fewerDigits = withoutDigits(`${size}`).flatMap((other) => [other * sign, other]);
  const halves = [size / 2n, (size / 2n) * sign];
  const candidates = [0n, 1n, -1n, 2n, size, ...fewerDigits, ...halves, value - sign];
  const isSimpler = (other: bigint): boolean => {
    const otherSize = other < 0n ? -other : other;
    return otherSize < size || (otherSize === size && value < 0n && other > 0n);
  };
  return [...new Set(candidates)].filter(isSimpler);
}

/** Decimal numbers with fewer digits behind the point, or none, the simplest first. */
export function simplerDecimals(text: string): readonly string[] {
  const point = text.indexOf(".");
  const wholes = [0, 2].map((digits) => text.slice(0, point + digits));
  return [
    ...new Set(["0.0", "1.0", text.slice(0, point), ...wholes.slice(1), text.slice(0, -1)]),
  ].filter((other) => other.length < text.length && !other.endsWith("."));
}
