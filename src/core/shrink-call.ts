import { simplerNumbers, stretches, without } from "./shrink-parts.js";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Smaller forms of the JSON array of a call's arguments; none where reading it would change a number. */
export function* smallerCalls(input: string): Generator<string> {
  const parsed: Json = JSON.parse(input);
  if (!isList(parsed) || hasLongNumber(input)) return;
  const ending = input.endsWith("\n") ? "\n" : "";
  for (const smaller of smallerArguments(parsed)) yield `${JSON.stringify(smaller)}${ending}`;
}

function hasLongNumber(input: string): boolean {
  return /\d{16}|\d\.\d|\d[eE]/.test(input.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""'));
}

/** There are as many arguments as the function has; each may become smaller, and lists of one length together. */
function* smallerArguments(values: readonly Json[]): Generator<readonly Json[]> {
  yield* shorterTogether(values);
  for (const [at, value] of values.entries()) {
    for (const smaller of smallerValues(value)) yield values.with(at, smaller);
  }
}

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

function* smallerValues(value: Json): Generator<Json> {
  if (typeof value === "string") {
    for (const [start, count] of stretches(value.length)) {
      yield value.slice(0, start) + value.slice(start + count);
    }
  } else if (typeof value === "number" && Number.isInteger(value)) {
    for (const simpler of simplerNumbers(BigInt(value))) yield Number(simpler);
  } else if (isList(value)) {
    yield* smallerLists(value);
  } else if (typeof value === "object" && value !== null) {
    yield* smallerObjects(value);
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function* smallerLists(list: readonly Json[]): Generator<readonly Json[]> {
  for (const [start, count] of stretches(list.length)) yield without(list, start, count);
  yield* shorterTogether(list);
  for (const [at, item] of list.entries()) {
    for (const smaller of smallerValues(item)) yield list.with(at, smaller);
  }
}

function* smallerObjects(object: { readonly [key: string]: Json }): Generator<Json> {
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
