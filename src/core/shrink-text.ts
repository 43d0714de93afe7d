import { simplerNumbers, stretches, without } from "./shrink-parts.js";

/** Lines of tokens. */
type Rows = readonly (readonly string[])[];

/** Where a token stands. */
interface Place {
  readonly row: number;
  readonly at: number;
}

/** Counts stand at the beginning; what stands later is data. */
const ROWS_WITH_COUNTS = 3;
const WHOLE_NUMBER = /^-?\d+$/;

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
  yield* withSimplerNumbers(rows);
}

/** Lines are left out, and a count that may have named them goes down. */
function* withoutRows(rows: Rows): Generator<Rows> {
  for (const [start, count] of stretches(rows.length)) {
    if (count === rows.length) continue;
    yield* withCounts(without(rows, start, count), count, (value) => value >= count);
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
      yield* withCounts(smaller, count, (value) => value === length);
    }
  }
}

/** Tokens of one line are left out, and a count that named them goes down. */
function* withoutTokens(rows: Rows): Generator<Rows> {
  for (const [at, row] of rows.entries()) {
    for (const [start, count] of stretches(row.length)) {
      const smaller = rows.with(at, without(row, start, count));
      yield* withCounts(
        smaller,
        count,
        (value) => value === row.length || value === row.length / 2,
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
        yield* withCounts(changed(rows, group, cut), count, (value) => value === length);
      }
    }
  }
}

function* withSimplerNumbers(rows: Rows): Generator<Rows> {
  for (const place of placesOf(rows)) {
    const token = tokenAt(rows, place);
    if (!WHOLE_NUMBER.test(token) || token.length > 40) continue;
    for (const simpler of simplerNumbers(BigInt(token))) {
      yield changed(rows, [place], () => `${simpler}`);
    }
  }
}

/** With every count lowered that may name what was left out, each alone and all together, and as it is. */
function* withCounts(
  rows: Rows,
  removed: number,
  mayCount: (value: number) => boolean,
): Generator<Rows> {
  const counts = placesOf(rows.slice(0, ROWS_WITH_COUNTS)).filter((place) => {
    const token = tokenAt(rows, place);
    return WHOLE_NUMBER.test(token) && mayCount(Number(token));
  });
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
  return rows.map((tokens, row) =>
    tokens.map((token, at) =>
      places.some((place) => place.row === row && place.at === at) ? change(token) : token,
    ),
  );
}
