import { type Literal, readLiteral, skipSpace } from "./literal.js";

/** The arguments of one call, in order. */
export interface Arguments {
  /** JSON array of the values. */
  readonly json: string;
  readonly literals: readonly Literal[];
  /** The names that the statement gives them, or null when it gives none. */
  readonly names: readonly string[] | null;
  /** Index in the text right after the last argument. */
  readonly end: number;
}

/** A function's name with its arguments. */
export interface Call {
  readonly name: string;
  readonly given: Arguments;
  readonly end: number;
}

interface Argument {
  readonly name: string | null;
  readonly literal: Literal;
  readonly end: number;
}

/**
 * Reads `1, 2` or `nums = [2, 7], target = 9` from `start` on, as far as it goes. Named arguments may also
 * stand on lines of their own. Null when the text does not begin with an argument or names only some.
 */
export function readArguments(text: string, start: number): Arguments | null {
  const found: Argument[] = [];
  let at: number | null = skipSpace(text, start);
  while (at !== null) {
    const argument = readArgument(text, at);
    if (argument === null) break;
    found.push(argument);
    at = afterSeparator(text, argument);
  }
  // A separator that nothing follows belongs to nobody: `1, 2, ...` is no list of arguments.
  if (at !== null || found.length === 0) return null;
  return asArguments(found);
}

/** Reads arguments that fill the whole text, or null. */
export function readWholeArguments(text: string): Arguments | null {
  const given = readArguments(text, 0);
  return given !== null && skipSpace(text, given.end) === text.length ? given : null;
}

/** Reads `name(arguments)` at `start`, or null. */
export function readCall(text: string, start: number): Call | null {
  const name = matchAt(/[A-Za-z_$][\w$]*/y, text, start);
  if (name === null) return null;
  const open = start + name.length;
  if (text.charAt(open) !== "(") return null;
  const inside = skipSpace(text, open + 1);
  if (text.charAt(inside) === ")") {
    const given = { json: "[]", literals: [], names: null, end: inside };
    return { name, given, end: inside + 1 };
  }
  const given = readArguments(text, inside);
  if (given === null) return null;
  const close = skipSpace(text, given.end);
  return text.charAt(close) === ")" ? { name, given, end: close + 1 } : null;
}

function readArgument(text: string, start: number): Argument | null {
  const label = matchAt(/[A-Za-z_]\w*(?:\[\]){0,3}[ \t]*(?:=(?![=>])|:)\s{0,9}/y, text, start);
  const isArray = label?.includes("[]") ?? false;
  const literal = readLiteral(
    text,
    start + (label?.length ?? 0),
    isArray ? "sets-are-lists" : "objects",
  );
  if (literal === null) return null;
  const name = label === null ? null : (/^\w+/.exec(label)?.[0] ?? null);
  return { name, literal, end: literal.end };
}

/** Where the next argument would begin, or null when the list ends here. */
function afterSeparator(text: string, argument: Argument): number | null {
  const next = skipSpace(text, argument.end);
  const character = text.charAt(next);
  const isNamed = argument.name !== null;
  if (character === "," || (isNamed && character === ";")) return skipSpace(text, next + 1);
  const isNewLine = isNamed && text.slice(argument.end, next).includes("\n");
  return isNewLine && /[A-Za-z_]/.test(character) ? next : null;
}

function asArguments(found: readonly Argument[]): Arguments | null {
  const names = found.flatMap(({ name }) => (name === null ? [] : [name]));
  const someAreNamed = names.length > 0 && names.length < found.length;
  if (someAreNamed || new Set(names).size < names.length) return null;
  return {
    json: `[${found.map(({ literal }) => literal.json).join(",")}]`,
    literals: found.map(({ literal }) => literal),
    names: names.length === 0 ? null : names,
    end: found.at(-1)?.end ?? 0,
  };
}

function matchAt(sticky: RegExp, text: string, start: number): string | null {
  sticky.lastIndex = start;
  return sticky.exec(text)?.[0] ?? null;
}
