/** A literal that was read from a text: its value as JSON text and where it ends. */
export interface Literal {
  readonly json: string;
  /** A list, tuple, string or object: something that only a call can be given as it stands. */
  readonly structured: boolean;
  /** How the source wrote it at the outermost level. */
  readonly form: "number" | "word" | "string" | "list" | "tuple" | "object";
  readonly end: number;
}

/** `sets-are-lists`: braces around plain values are a C array, as in `arr[] = {1, 2}`. */
export type BraceReading = "objects" | "sets-are-lists";

/** Deeper nesting than this is no sample; it also bounds the recursion. */
const DEEPEST = 100;

/**
 * Reads one literal of Python, JavaScript or JSON that starts at `start`. Null when there is none, or when
 * its value has no JSON form (a set, infinity, a dictionary with numbers as keys).
 */
export function readLiteral(
  text: string,
  start = 0,
  braces: BraceReading = "objects",
): Literal | null {
  return new LiteralReader(text, braces).read(start, 0);
}

/** The JSON text of a text that is one literal and nothing else, or null. */
export function literalToJson(text: string): string | null {
  const literal = readLiteral(text, skipSpace(text, 0));
  return literal !== null && skipSpace(text, literal.end) === text.length ? literal.json : null;
}

/** The first index at or after `index` that holds no white space. */
export function skipSpace(text: string, index: number): number {
  let at = index;
  while (at < text.length && " \t\n\r".includes(text.charAt(at))) at++;
  return at;
}

const WORDS: Readonly<Record<string, string>> = {
  true: "true",
  True: "true",
  false: "false",
  False: "false",
  null: "null",
  None: "null",
};

const CLOSING_QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", "“": "”", "‘": "’" };

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

interface Items {
  readonly items: readonly string[];
  readonly commas: number;
  readonly end: number;
}

class LiteralReader {
  readonly #text: string;
  readonly #braces: BraceReading;

  constructor(text: string, braces: BraceReading) {
    this.#text = text;
    this.#braces = braces;
  }

  read(start: number, depth: number): Literal | null {
    if (depth > DEEPEST) return null;
    const first = this.#text.charAt(start);
    if (first === "[") return this.#list(start, depth);
    if (first === "(") return this.#tuple(start, depth);
    if (first === "{") return this.#braced(start, depth);
    if (CLOSING_QUOTES[first] !== undefined) return this.#string(start);
    return this.#number(start) ?? this.#word(start);
  }

  #list(start: number, depth: number): Literal | null {
    const found = this.#items(start + 1, "]", depth);
    if (found === null) return null;
    return { json: jsonList(found.items), structured: true, form: "list", end: found.end };
  }

  #tuple(start: number, depth: number): Literal | null {
    const found = this.#items(start + 1, ")", depth);
    if (found === null) return null;
    const [only] = found.items;
    // `(3)` is 3 in brackets; `(3,)` is a tuple of one.
    if (only !== undefined && found.items.length === 1 && found.commas === 0) {
      return { json: only, structured: /^["[{]/.test(only), form: "tuple", end: found.end };
    }
    return { json: jsonList(found.items), structured: true, form: "tuple", end: found.end };
  }

  #braced(start: number, depth: number): Literal | null {
    if (this.#braces === "sets-are-lists") {
      const found = this.#items(start + 1, "}", depth);
      if (found === null) return null;
      return { json: jsonList(found.items), structured: true, form: "list", end: found.end };
    }
    return this.#object(start, depth);
  }

  #items(start: number, close: string, depth: number): Items | null {
    const items: string[] = [];
    let commas = 0;
    let at = skipSpace(this.#text, start);
    while (this.#text.charAt(at) !== close) {
      const item = this.read(at, depth + 1);
      if (item === null) return null;
      items.push(item.json);
      at = skipSpace(this.#text, item.end);
      if (this.#text.charAt(at) === ",") {
        commas++;
        at = skipSpace(this.#text, at + 1);
      } else if (this.#text.charAt(at) !== close) {
        return null;
      }
    }
    return { items, commas, end: at + 1 };
  }

  #object(start: number, depth: number): Literal | null {
    const members = new Map<string, string>();
    let at = skipSpace(this.#text, start + 1);
    while (this.#text.charAt(at) !== "}") {
      const key = this.#key(at);
      if (key === null || members.has(key.json)) return null;
      at = skipSpace(this.#text, key.end);
      if (this.#text.charAt(at) !== ":") return null;
      const value = this.read(skipSpace(this.#text, at + 1), depth + 1);
      if (value === null) return null;
      members.set(key.json, value.json);
      at = skipSpace(this.#text, value.end);
      if (this.#text.charAt(at) === ",") at = skipSpace(this.#text, at + 1);
      else if (this.#text.charAt(at) !== "}") return null;
    }
    const json = `{${[...members].map(([key, value]) => `${key}:${value}`).join(",")}}`;
    return { json, structured: true, form: "object", end: at + 1 };
  }

  #key(start: number): { readonly json: string; readonly end: number } | null {
    if (CLOSING_QUOTES[this.#text.charAt(start)] !== undefined) return this.#string(start);
    const name = matchAt(/[A-Za-z_$][\w$]*/y, this.#text, start);
    return name === null ? null : { json: JSON.stringify(name), end: start + name.length };
  }

  #string(start: number): Literal | null {
    const close = CLOSING_QUOTES[this.#text.charAt(start)];
    let value = "";
    let at = start + 1;
    while (at < this.#text.length) {
      const character = this.#text.charAt(at);
      if (character === close) {
        return { json: JSON.stringify(value), structured: true, form: "string", end: at + 1 };
      }
      if (character === "\n") return null;
      const piece =
        character === "\\" ? readEscape(this.#text, at) : { value: character, end: at + 1 };
      if (piece === null) return null;
      value += piece.value;
      at = piece.end;
    }
    return null;
  }

  #number(start: number): Literal | null {
    const digits =
      /([-+−]?)(?=\.?\d)(\d+(?:_\d+)*)?(?:\.(\d+(?:_\d+)*))?(?:[eE]([-+]?\d+))?(?!\w|\.\w)/y;
    digits.lastIndex = start;
    const match = digits.exec(this.#text);
    if (match === null) return null;
    const [source, sign, whole = "0", fraction, exponent] = match;
    // A leading zero is an octal number in one language and an error in the other.
    if (whole.length > 1 && whole.startsWith("0")) return null;
    const decimals = fraction === undefined ? "" : `.${fraction}`;
    const power = exponent === undefined ? "" : `e${exponent}`;
    const value = `${whole}${decimals}${power}`.replaceAll("_", "");
    const isNegative = (sign === "-" || sign === "−") && value !== "0";
    const json = isNegative ? `-${value}` : value;
    return { json, structured: false, form: "number", end: start + source.length };
  }

  #word(start: number): Literal | null {
    const word = matchAt(/[A-Za-z_$][\w$]*/y, this.#text, start);
    const json = word !== null && Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
    if (word === null || json === undefined) return null;
    return { json, structured: false, form: "word", end: start + word.length };
  }
}

function jsonList(items: readonly string[]): string {
  return `[${items.join(",")}]`;
}

function matchAt(sticky: RegExp, text: string, start: number): string | null {
  sticky.lastIndex = start;
  return sticky.exec(text)?.[0] ?? null;
}

/** Reads what follows a backslash. An escape that the languages read differently is refused. */
function readEscape(
  text: string,
  start: number,
): { readonly value: string; readonly end: number } | null {
  const letter = text.charAt(start + 1);
  const simple = Object.hasOwn(SIMPLE_ESCAPES, letter) ? SIMPLE_ESCAPES[letter] : undefined;
  if (simple !== undefined) return { value: simple, end: start + 2 };
  const code = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/y;
  code.lastIndex = start;
  const match = code.exec(text);
  if (match === null) return null;
  const value = String.fromCharCode(Number.parseInt(match[1] ?? match[2] ?? "", 16));
  return { value, end: start + match[0].length };
}
