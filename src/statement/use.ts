import { type Arguments, readWholeArguments } from "./call-arguments.js";
import { type Literal, readLiteral, skipSpace } from "./literal.js";
import type { Pair } from "./pair.js";

/** How the two texts of a pair are meant. */
export type Use =
  | { readonly kind: "stdio" }
  | { readonly kind: "call"; readonly given: Arguments }
  | { readonly kind: "unclear"; readonly why: string };

const STDIO: Use = { kind: "stdio" };
const UNDECIDED: Use = {
  kind: "unclear",
  why: "It is not clear whether a function is called with this or a program reads it.",
};

const ASSIGNMENT = /^\s*[A-Za-z_]\w*(?:\[\]){0,3}\s*=(?!=)/;

/** Decides whether a function is called with the input or a program reads it. */
export function useOf(pair: Pair, texts: { readonly input: string; readonly output: string }): Use {
  const { hints } = pair;
  const given = readWholeArguments(texts.input) ?? readArgumentPerLine(texts.input);
  if (ASSIGNMENT.test(texts.input) || (given !== null && given.names !== null)) {
    return useOfNamed(pair, given);
  }
  if (given === null) {
    const isFunction = hints.returns && !hints.prints;
    const mayBeCall = pair.input.inline || pair.strength === "bare";
    return isFunction && mayBeCall ? UNDECIDED : STDIO;
  }
  const result = wholeLiteral(texts.output);
  if (given.literals.some(isStructured)) return useOfStructured(pair, given, result);
  return pair.input.inline
    ? useOfNumberBesideHeading(pair, given, result)
    : useOfNumbersBelowHeading(pair, result);
}

/** The literal that a text is, without anything else; null when it is none. */
export function wholeLiteral(text: string): Literal | null {
  const literal = readLiteral(text, skipSpace(text, 0));
  return literal !== null && skipSpace(text, literal.end) === text.length ? literal : null;
}

/** `nums = [2, 7], target = 9` names parameters: a call, unless the words of the statement deny it. */
function useOfNamed({ hints, strength, input }: Pair, given: Arguments | null): Use {
  if (given === null) {
    return { kind: "unclear", why: "The arguments cannot be read as literals." };
  }
  const isProgram = hints.prints && !hints.returns;
  if (hints.stdin || (isProgram && !input.inline)) return UNDECIDED;
  const isScalarBlock = !given.literals.some(isStructured) && !input.inline;
  if (isScalarBlock && strength === "sample" && !hints.returns) return UNDECIDED;
  return { kind: "call", given };
}

/** `[1, 2, 3]` or `"abc"` without a name. */
function useOfStructured(
  { hints, strength, input }: Pair,
  given: Arguments,
  result: Literal | null,
): Use {
  if (hints.returns && !hints.prints) return { kind: "call", given };
  if (hints.prints && !hints.returns) return input.inline ? UNDECIDED : STDIO;
  if (hints.stdin) return UNDECIDED;
  const isCall = input.inline || (strength === "bare" && result !== null);
  return isCall ? { kind: "call", given } : UNDECIDED;
}

/** Below a heading, plain numbers are what a program reads, unless everything else speaks of a function. */
function useOfNumbersBelowHeading({ hints, strength }: Pair, result: Literal | null): Use {
  const isFunction = hints.returns && !hints.prints && strength === "bare" && result !== null;
  return isFunction ? UNDECIDED : STDIO;
}

/** `Input: 5` may be either; the words of the statement and the form of the result decide. */
function useOfNumberBesideHeading({ hints }: Pair, given: Arguments, result: Literal | null): Use {
  const givesStructure = result?.structured ?? false;
  if (hints.returns) return hints.prints ? UNDECIDED : { kind: "call", given };
  if (hints.prints) return givesStructure ? UNDECIDED : STDIO;
  return givesStructure ? { kind: "call", given } : UNDECIDED;
}

/** One literal on each line, and at least one of them structured: the arguments below each other. */
function readArgumentPerLine(text: string): Arguments | null {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const literals = lines.map(wholeLiteral).filter((literal) => literal !== null);
  if (literals.length < lines.length || !literals.some(isStructured)) return null;
  const json = `[${literals.map((literal) => literal.json).join(",")}]`;
  return { json, literals, names: null, end: text.length };
}

function isStructured(literal: Literal): boolean {
  return literal.structured;
}
