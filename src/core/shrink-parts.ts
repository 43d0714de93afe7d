/** Stretches of a row to leave out: halves first, then quarters, down to single items. */
export function* stretches(length: number): Generator<readonly [start: number, count: number]> {
  for (let count = length; count >= 1; count = count === 1 ? 0 : Math.ceil(count / 2)) {
    for (let start = 0; start < length; start += count) {
      yield [start, Math.min(count, length - start)];
    }
  }
}

/** A row without a stretch. */
export function without<T>(row: readonly T[], start: number, count: number): readonly T[] {
  return [...row.slice(0, start), ...row.slice(start + count)];
}

/** Whole numbers that are simpler than this one, the simplest first. */
export function simplerNumbers(value: bigint): readonly bigint[] {
  const size = value < 0n ? -value : value;
  const sign = value < 0n ? -1n : 1n;
  const candidates = [0n, 1n, -1n, 2n, size, size / 2n, (size / 2n) * sign, value - sign];
  const isSimpler = (other: bigint): boolean => {
    const otherSize = other < 0n ? -other : other;
    return otherSize < size || (otherSize === size && value < 0n && other > 0n);
  };
  return [...new Set(candidates)].filter(isSimpler);
}
