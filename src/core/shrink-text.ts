import {
  pairsOf,
  repeatedIn,
  simplerDecimals,
  simplerNumbers,
  stretches,
  without,
  withoutLetters,
  withoutPair,
} from "./shrink-parts.js";

/** Lines of tokens. */
type Rows = readonly (readonly string[])[];

/** Where a token stands. */
interface Place {
  readonly row: number;
  readonly at: number;
}

/** Counts stand at the beginning, or just before what they count; what stands elsewhere is data. */
const ROWS_WITH_COUNTS = 3;
/** What is numbered higher is not renumbered one by one. */
const MOST_LABELS = 20;
const WHOLE_NUMBER = /^-?\d+$/;
const LONGEST_NUMBER = 40;
const DECIMAL = /^-?\d+\.\d+$/;

/** Smaller forms of a text of lines and tokens. */
export function* smallerTexts(input: string): Generator<string> {
  const rows = input
    .split("\n")
    .map((line) => line.split(/\s+/).filter((token) => token !== ""))
    .filter((row, at, all) => row.length > 0 || at < all.length - 1);
  for (const smaller of smallerRows(rows)) yield textOf(smaller);
}

function textOf(rows: Rows): string {
  return rows.map((row) => `${row.join(" ")}\n`).join("");
}

function* smallerRows(rows: Rows): Generator<Rows> {
  yield* withoutRows(rows);
  yield* withoutColumns(rows);
  yield* withoutTokens(rows);
  yield* withShorterWords(rows);
  yield* withFewerLabels(rows);
  yield* withSimplerNumbers(rows);
  yield* withSimplerEquals(rows);
  yield* withoutPairs(rows);
}

/** Lines are left out, and a count that may have named them goes down. */
function* withoutRows(rows: Rows): Generator<Rows> {
  for (const [start, count] of stretches(rows.length)) {
    if (count === rows.length) continue;
    const smaller = without(rows, start, count);
    yield* withCounts(smaller, { removed: count, near: start }, (value) => value >= count);
    // A group of lines may be one item.
    if (count > 1) yield* withCounts(smaller, { removed: 1, near: start }, (value) => value > 1);
  }
}

/** Tokens at the same place of every line of one length are left out together: lists that belong together. */
function* withoutColumns(rows: Rows): Generator<Rows> {
  const lengths = new Set(rows.map((row) => row.length).filter((length) => length > 1));
  for (const length of lengths) {
    const alike = rows.filter((row) => row.length === length).length;
    if (alike < 2) continue;
    for (const [start, count] of stretches(length)) {
      const smaller = rows.map((row) => (row.length === length ? without(row, start, count) : row));
      yield* withCounts(smaller, { removed: count, near: 0 }, (value) => value === length);
    }
  }
}

/** Tokens of one line are left out, and a count that named them goes down. */
function* withoutTokens(rows: Rows): Generator<Rows> {
  for (const [at, row] of rows.entries()) {
    for (const [start, count] of stretches(row.length)) {
      const smaller = rows.with(at, without(row, start, count));
      yield* withCounts(smaller, { removed: count, near: at }, (value) =>
        [row.length, row.length - 1, row.length / 2].includes(value),
      );
    }
  }
}

/** Words lose letters; words of one length also lose them together, as the lines of a grid. */
function* withShorterWords(rows: Rows): Generator<Rows> {
  const words = placesOf(rows).filter((place) => !WHOLE_NUMBER.test(tokenAt(rows, place)));
  const lengths = new Set(words.map((place) => tokenAt(rows, place).length));
  for (const length of lengths) {
    const alike = words.filter((place) => tokenAt(rows, place).length === length);
    for (const [start, count] of stretches(length)) {
      if (count === length) continue;
      const cut = (token: string) => token.slice(0, start) + token.slice(start + count);
      const groups = alike.length > 1 ? [alike, ...alike.map((place) => [place])] : [alike];
      for (const group of groups) {
        yield* withCounts(
          changed(rows, group, cut),
          { removed: count, near: group[0]?.row ?? 0 },
          (value) => value === length,
        );
      }
    }
  }
}

/** Two lines, tokens or letters that stand apart are left out together: what opens and what closes. */
function* withoutPairs(rows: Rows): Generator<Rows> {
  for (const pair of pairsOf(rows.length)) {
    const counted = { removed: 2, near: pair[0] };
    yield* withCounts(withoutPair(rows, pair), counted, (value) => value >= 2);
  }
  for (const [at, row] of rows.entries()) {
    for (const pair of pairsOf(row.length)) {
      const counted = { removed: 2, near: at };
      const smaller = rows.with(at, withoutPair(row, pair));
      yield* withCounts(smaller, counted, (value) => value === row.length);
    }
  }
  for (const place of placesOf(rows)) {
    const { length } = tokenAt(rows, place);
    if (WHOLE_NUMBER.test(tokenAt(rows, place))) continue;
    for (const pair of pairsOf(length)) {
      const cut = (token: string) => withoutLetters(token, pair);
      const counted = { removed: 2, near: place.row };
      yield* withCounts(changed(rows, [place], cut), counted, (value) => value === length);
    }
  }
}

/** One of the things that a count numbers is gone: those with higher numbers move down, and the count with them. */
function* withFewerLabels(rows: Rows): Generator<Rows> {
  const counts = placesOf(rows.slice(0, 2)).filter((place) => {
    const token = tokenAt(rows, place);
    return WHOLE_NUMBER.test(token) && Number(token) > 1 && Number(token) <= MOST_LABELS;
  });
  for (const place of counts.slice(0, 4)) {
    const count = Number(tokenAt(rows, place));
    const isLabel = ({ row, at }: Place): boolean =>
      row !== place.row && WHOLE_NUMBER.test(tokenAt(rows, { row, at }));
    for (let gone = 0; gone < count; gone += 1) {
      const moved = placesOf(rows).filter((other) => {
        const value = Number(tokenAt(rows, other));
        return isLabel(other) && value > gone && value <= count;
      });
      yield changed(rows, [place, ...moved], (token) => `${Number(token) - 1}`);
    }
  }
}

function* withSimplerNumbers(rows: Rows): Generator<Rows> {
  for (const place of placesOf(rows)) {
    const token = tokenAt(rows, place);
    if (DECIMAL.test(token)) {
      for (const simpler of simplerDecimals(token)) yield changed(rows, [place], () => simpler);
    }
    if (!WHOLE_NUMBER.test(token) || token.length > LONGEST_NUMBER) continue;
    for (const simpler of simplerNumbers(BigInt(token))) {
      yield changed(rows, [place], () => `${simpler}`);
    }
  }
}

/** How much was left out, and at which line. */
interface Removed {
  readonly removed: number;
  readonly near: number;
}

/** Equal numbers change together where they stand behind the counts. */
function* withSimplerEquals(rows: Rows): Generator<Rows> {
  const places = placesOf(rows).filter(({ row }) => row > 0);
  const numbers = places
    .map((place) => tokenAt(rows, place))
    .filter((token) => WHOLE_NUMBER.test(token));
  for (const token of repeatedIn(numbers)) {
    if (token.length > LONGEST_NUMBER) continue;
    const equal = places.filter((place) => tokenAt(rows, place) === token);
    for (const simpler of simplerNumbers(BigInt(token))) {
      yield changed(rows, equal, () => `${simpler}`);
    }
  }
}

/** With every count lowered that may name what was left out, each alone and all together, and as it is. */
function* withCounts(
  rows: Rows,
  { removed, near }: Removed,
  mayCount: (value: number) => boolean,
): Generator<Rows> {
  const mayHoldCounts = new Set([
    ...Array.from({ length: ROWS_WITH_COUNTS }).keys(),
    near - 1,
    near,
  ]);
  const counts = [...mayHoldCounts].flatMap((row) =>
    (rows[row] ?? []).flatMap((token, at) =>
      WHOLE_NUMBER.test(token) && mayCount(Number(token)) ? [{ row, at }] : [],
    ),
  );
  const lower = (token: string) => `${Number(token) - removed}`;
  for (const place of counts.slice(0, 6)) yield changed(rows, [place], lower);
  if (counts.length > 1) yield changed(rows, counts, lower);
  yield rows;
}

function placesOf(rows: Rows): readonly Place[] {
  return rows.flatMap((tokens, row) => tokens.map((_token, at) => ({ row, at })));
}

function tokenAt(rows: Rows, { row, at }: Place): string {
  return rows[row]?.[at] ?? "";
}

function changed(rows: Rows, places: readonly Place[], change: (token: string) => string): Rows {
  const placesByRow = new Map<number, Set<number>>();
  for (const { row, at } of places) {
    const known = placesByRow.get(row);
    if (known === undefined) placesByRow.set(row, new Set([at]));
    else known.add(at);
  }
  return rows.map((tokens, row) => {
    const here = placesByRow.get(row);
    return here === undefined
      ? tokens
      : tokens.map((token, at) => (here.has(at) ? change(token) : token));
  });
}
