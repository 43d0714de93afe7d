import { toBytes } from "./block-bytes.js";
import { whyNotData } from "./block-guards.js";
import type { Arguments } from "./call-arguments.js";
import { withoutMarkup } from "./markup.js";
import { type Pair, type PairSide, withoutCodeSpans } from "./pair.js";
import { countWords, isWordy } from "./prose.js";
import { type LineRange, type Reading, refuse } from "./reading.js";
import { useOf, wholeLiteral } from "./use.js";

/** Decides whether a pair is a call or what a program reads and prints, and takes it or refuses it. */
export function interpretPair(written: Pair): Reading {
  const pair = withoutCodeSpans(written);
  const lines = rangeOf(pair);
  const texts = { input: textOf(pair.input), output: textOf(pair.output) };
  if (texts.input.trim() === "") return refuse(lines, "The input is empty.", true);
  if (texts.output.trim() === "") return refuse(lines, "The output is empty.", true);
  if (isMethodSequence(texts.input)) {
    return refuse(lines, "It calls the methods of an object one after the other.", false);
  }
  const use = useOf(pair, texts);
  switch (use.kind) {
    case "stdio":
      return asStdio(pair, lines);
    case "call":
      return asCall(pair, use.given, lines);
    case "unclear":
      return refuse(lines, use.why, false);
  }
}

function asCall(pair: Pair, given: Arguments, lines: LineRange): Reading {
  const expected = expectedValue(pair.output.lines.map(({ text }) => text));
  if (expected === null) return refuse(lines, "The expected value is not one literal.", false);
  return {
    kind: "call",
    lines,
    input: given.json,
    expected,
    entry: null,
    names: given.names,
    arity: given.literals.length,
  };
}

/** The JSON of the literal that the lines are; lines below it may explain it. */
function expectedValue(lines: readonly string[]): string | null {
  const whole = wholeLiteral(withoutMarkup(lines.join("\n")));
  if (whole !== null) return whole.json;
  const [first = "", ...later] = lines;
  const literal = wholeLiteral(withoutMarkup(first));
  return literal !== null && later.length > 0 && isWordy(later[0] ?? "") ? literal.json : null;
}

function asStdio(pair: Pair, lines: LineRange): Reading {
  const { input, output } = pair;
  const reason = complaint("input", input) ?? complaint("output", output);
  if (reason !== null) return refuse(lines, reason, true);
  if (isDescription(pair)) {
    return refuse(lines, "It may describe the input and the output instead of showing them.", true);
  }
  if (beginAlike(pair)) {
    return refuse(lines, "Input and output begin with one word that may be a button.", true);
  }
  const bytes = toBytes(input, output);
  if (bytes === null) {
    return refuse(
      lines,
      "Only the output is indented, so its first characters are not known.",
      true,
    );
  }
  return { kind: "stdio", lines, ...bytes, entry: null, names: null, arity: 0 };
}

function complaint(role: "input" | "output", side: PairSide): string | null {
  const lines = side.lines.map(({ text }) => text);
  const reason = whyNotData({ role, lines, exact: side.fenced });
  return reason === null ? null : `The ${role} ${reason}.`;
}

/** A button that no list of words knows stands above the input as above the output. */
function beginAlike({ input, output }: Pair): boolean {
  const word = firstOfSeveral(input);
  return /^\p{L}{3,}$/u.test(word) && word === firstOfSeveral(output);
}

function firstOfSeveral({ fenced, lines }: PairSide): string {
  return fenced || lines.length < 2 ? "" : (lines[0]?.text.trim() ?? "");
}

const WORDS_OF_DESCRIPTIONS =
  /\b(?:integers?|ints?|numbers?|strings?|arrays?|lists?|lines?|floats?|chars?|characters?|booleans?|values?|matrix|matrices|digits?|words?|sum|answer|result)\b/i;

/** `Input: two integers` says what will be given: it is no test. */
function isDescription({ strength, input, output }: Pair): boolean {
  if (strength === "sample" && !input.inline) return false;
  const all = [...input.lines, ...output.lines].map(({ text }) => text);
  const describes = (text: string): boolean =>
    WORDS_OF_DESCRIPTIONS.test(text) && (input.inline || countWords(text) >= 2);
  if (all.some(describes)) return true;
  const [first = ""] = input.lines.map(({ text }) => text.trim());
  const showsData = /\d/.test(first) || countWords(first) === 1 || !/\p{L}/u.test(first);
  return input.inline && !showsData;
}

/** `["LRUCache","put"]` above `[[2],[1,1]]`: names of methods, then what each is given. */
function isMethodSequence(input: string): boolean {
  const [names = "", given = ""] = input.split("\n").filter((line) => line.trim() !== "");
  return (
    /^\s*\["[A-Za-z_]\w*"(?:\s*,\s*"[A-Za-z_]\w*")*\]\s*$/.test(names) && /^\s*\[\[/.test(given)
  );
}

function textOf({ lines }: PairSide): string {
  return withoutMarkup(lines.map(({ text }) => text).join("\n"));
}

function rangeOf({ input, output }: Pair): LineRange {
  const ends = [input, output].flatMap(({ lines }) => [lines[0], lines.at(-1)]);
  const numbers = ends.flatMap((line) => (line === undefined ? [] : [line.at + 1]));
  return [Math.min(...numbers), Math.max(...numbers)];
}
