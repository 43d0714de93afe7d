/** A JSON value whose numbers keep their digits: a program may return integers of any length. */
export type JsonValue =
  | null
  | boolean
  | string
  | JsonNumber
  | readonly JsonValue[]
  | ReadonlyMap<string, JsonValue>;

/** A number as it was written, such as `12`, `1e-9`, `NaN` or `-Infinity`. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get isInteger(): boolean {
    return /^-?\d+$/.test(this.text);
  }
}

const MOST_LEVELS = 500;
const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:Infinity|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|NaN/y;
const WORDS: ReadonlyMap<string, JsonValue> = new Map([
  ["null", null],
  ["true", true],
  ["false", false],
]);
const WORD = /null|true|false/y;

/** Reads JSON text, and the numbers that JSON lacks. Throws SyntaxError, also when it is nested too deeply. */
export function parseJson(text: string): JsonValue {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(level: number): JsonValue {
    if (level > MOST_LEVELS) this.#fail("it is nested too deeply");
    if (this.#skip("[")) return this.#array(level);
    if (this.#skip("{")) return this.#object(level);
    const word = this.#take(WORD);
    if (word !== null) return WORDS.get(word) ?? null;
    const number = this.#take(NUMBER);
    return number === null ? this.#string() : new JsonNumber(number);
  }

  end(): void {
    this.#take(SPACE);
    if (this.#at < this.#text.length) this.#fail("something follows the value");
  }

  #array(level: number): readonly JsonValue[] {
    const items: JsonValue[] = [];
    if (this.#skip("]")) return items;
    do items.push(this.value(level + 1));
    while (this.#skip(","));
    if (!this.#skip("]")) this.#fail("an array does not end");
    return items;
  }

  #object(level: number): ReadonlyMap<string, JsonValue> {
    const members = new Map<string, JsonValue>();
    if (this.#skip("}")) return members;
    do {
      const key = this.#string();
      if (!this.#skip(":")) this.#fail("a key has no value");
      members.set(key, this.value(level + 1));
    } while (this.#skip(","));
    if (!this.#skip("}")) this.#fail("an object does not end");
    return members;
  }

  #string(): string {
    this.#take(SPACE);
    const text = this.#takeString();
    if (text === null) this.#fail("there is no value");
    const parsed: unknown = JSON.parse(text);
    return String(parsed);
  }

  /** By hand: an expression that repeats a choice runs out of stack on a long text. */
  #takeString(): string | null {
    const start = this.#at;
    if (this.#text[start] !== '"') return null;
    for (let from = start + 1; ; ) {
      const quote = this.#text.indexOf('"', from);
      if (quote < 0) return null;
      let escapes = 0;
      while (this.#text[quote - 1 - escapes] === "\\") escapes += 1;
      from = quote + 1;
      if (escapes % 2 === 1) continue;
      this.#at = from;
      return this.#text.slice(start, from);
    }
  }

  #skip(mark: string): boolean {
    this.#take(SPACE);
    const found = this.#text.startsWith(mark, this.#at);
    if (found) this.#at += mark.length;
    return found;
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return null;
    this.#at = pattern.lastIndex;
    return match[0];
  }

  #fail(why: string): never {
    throw new SyntaxError(`At character ${this.#at + 1} ${why}.`);
  }
}

/** Whether two values are the same, with numbers held together by a rule of the caller. */
export function sameValue(
  left: JsonValue,
  right: JsonValue,
  sameNumber: (left: JsonNumber, right: JsonNumber) => boolean,
): boolean {
  if (left instanceof JsonNumber) return right instanceof JsonNumber && sameNumber(left, right);
  if (isArray(left)) {
    return (
      isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => sameValue(item, right[index] ?? null, sameNumber))
    );
  }
  if (left instanceof Map) {
    return (
      right instanceof Map &&
      left.size === right.size &&
      [...left].every(([key, item]) => {
        const other = right.get(key);
        return other !== undefined && sameValue(item, other, sameNumber);
      })
    );
  }
  return left === right;
}

/** `Array.isArray` that also narrows a readonly array. */
export function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The same text for the same value, whatever the order of its members is. */
export function canonicalText(value: JsonValue): string {
  if (value instanceof JsonNumber) return value.text;
  if (isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (value instanceof Map) {
    const members = [...value].map(
      ([key, item]) => `${JSON.stringify(key)}:${canonicalText(item)}`,
    );
    return `{${members.toSorted().join(",")}}`;
  }
  return JSON.stringify(value);
}
