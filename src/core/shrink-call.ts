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

type Json = null | boolean | number | string | readonly Json[] | JsonObject;

interface JsonObject {
  readonly [key: string]: Json;
}

/** What is numbered higher is not renumbered one by one. */
const MOST_LABELS = 20;

/** Smaller forms of the JSON array of a call's arguments. */
export function* smallerCalls(input: string): Generator<string> {
  const parsed: Json = JSON.parse(input);
  if (!isList(parsed)) return;
  const ending = input.endsWith("\n") ? "\n" : "";
  for (const smaller of smallerArguments(parsed)) yield `${JSON.stringify(smaller)}${ending}`;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** There are as many arguments as the function has; each may become smaller, and what belongs together does together. */
function* smallerArguments(values: readonly Json[]): Generator<readonly Json[]> {
  yield* shorterTogether(values);
  yield* shorterWithCount(values);
  yield* withFewerLabels(values);
  for (const [at, value] of values.entries()) {
    for (const smaller of smallerValues(value)) yield values.with(at, smaller);
  }
  yield* withSimplerEquals(values);
  for (const [at, value] of values.entries()) {
    for (const smaller of withoutPairs(value)) yield values.with(at, smaller);
  }
}

/** Equal numbers change together. */
function* withSimplerEquals(values: readonly Json[]): Generator<readonly Json[]> {
  for (const number of repeatedIn(values.flatMap(numbersIn))) {
    for (const simpler of smallerNumbers(number)) {
      yield values.map((value) => withNumbers(value, (one) => (one === number ? simpler : one)));
    }
  }
}

function numbersIn(value: Json): readonly number[] {
  if (typeof value === "number") return [value];
  return isList(value) ? value.flatMap(numbersIn) : [];
}

/** Lists of one length, as they belong together. */
function* shorterTogether(values: readonly Json[]): Generator<readonly Json[]> {
  const lists = values.filter(isList);
  const lengths = new Set(lists.map((list) => list.length));
  for (const length of lengths) {
    if (lists.filter((list) => list.length === length).length < 2) continue;
    for (const [start, count] of stretches(length)) {
      yield values.map((value) =>
        isList(value) && value.length === length ? without(value, start, count) : value,
      );
    }
  }
}

/** A list or a text, and the number beside it that may count its items. */
function* shorterWithCount(values: readonly Json[]): Generator<readonly Json[]> {
  for (const [at, value] of values.entries()) {
    if (!isList(value) && typeof value !== "string") continue;
    for (const [countAt, counted] of values.entries()) {
      if (counted !== value.length && counted !== value.length + 1) continue;
      for (const [start, count] of stretches(value.length)) {
        const smaller = isList(value) ? without(value, start, count) : cut(value, start, count);
        yield values.with(at, smaller).with(countAt, counted - count);
      }
    }
  }
}

/** One of the things that an argument counts is gone: those with higher numbers move down, and the count with them. */
function* withFewerLabels(values: readonly Json[]): Generator<readonly Json[]> {
  for (const [at, count] of values.entries()) {
    if (typeof count !== "number" || count < 2 || count > MOST_LABELS) continue;
    for (let gone = 0; gone < count; gone += 1) {
      const move = (value: number) => (value > gone && value <= count ? value - 1 : value);
      yield values.map((value, other) => (other === at ? count - 1 : withNumbers(value, move)));
    }
  }
}

function withNumbers(value: Json, change: (value: number) => number): Json {
  if (typeof value === "number") return change(value);
  return isList(value) ? value.map((item) => withNumbers(item, change)) : value;
}

function* smallerValues(value: Json): Generator<Json> {
  if (typeof value === "string") {
    for (const [start, count] of stretches(value.length)) yield cut(value, start, count);
  } else if (typeof value === "number") {
    yield* smallerNumbers(value);
  } else if (isList(value)) {
    yield* smallerLists(value);
  } else if (typeof value === "object" && value !== null) {
    yield* smallerObjects(value);
  }
}

function cut(text: string, start: number, count: number): string {
  return text.slice(0, start) + text.slice(start + count);
}

function* smallerNumbers(value: number): Generator<number> {
  if (Number.isInteger(value)) {
    for (const simpler of simplerNumbers(BigInt(value))) yield Number(simpler);
  } else {
    for (const simpler of simplerDecimals(String(value))) yield Number(simpler);
  }
}

function* smallerLists(list: readonly Json[]): Generator<readonly Json[]> {
  for (const [start, count] of stretches(list.length)) yield without(list, start, count);
  yield* shorterTogether(list);
  for (const [at, item] of list.entries()) {
    for (const smaller of smallerValues(item)) yield list.with(at, smaller);
  }
}

/** Two items or letters that stand apart are left out together: what opens and what closes. */
function* withoutPairs(value: Json): Generator<Json> {
  if (typeof value === "string") {
    for (const pair of pairsOf(value.length)) yield withoutLetters(value, pair);
  } else if (isList(value)) {
    for (const pair of pairsOf(value.length)) yield withoutPair(value, pair);
    for (const [at, item] of value.entries()) {
      for (const smaller of withoutPairs(item)) yield value.with(at, smaller);
    }
  }
}

function* smallerObjects(object: JsonObject): Generator<Json> {
  const entries = Object.entries(object);
  for (const [start, count] of stretches(entries.length)) {
    yield Object.fromEntries(without(entries, start, count));
  }
  for (const [at, [key, value]] of entries.entries()) {
    for (const smaller of smallerValues(value)) {
      yield Object.fromEntries(entries.with(at, [key, smaller]));
    }
  }
}
