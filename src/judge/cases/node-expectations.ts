import { MAIN_TEST, usesNodeTest } from "./own-tests.js";
import type { Draw } from "./test-plan.js";

/** A literal that a test compares with what the program gives. */
export interface Expectation {
  /** The name of the test in which it stands. */
  readonly test: string;
  readonly start: number;
  readonly end: number;
}

const TEST = /(?<![.\w$])(?:test|it)\(\s*(["'`])((?:\\.|(?!\1)[^\\\n])*)\1/g;
const COMPARISON =
  /(?<![\w$])(?:(?:assert|strict|strictAssert|t\.assert)\.)?(?:equal|strictEqual|deepEqual|deepStrictEqual)\(/g;
/** What may keep a later line from being reached, or a failure from being heard of. */
const UNCERTAIN =
  /\b(?:if|else|try|catch|return|switch|for|while|function|throws|rejects|doesNotThrow|forEach|map|then|setTimeout|skip|todo|only|exit)\b|\?|&&|\|\|/;
const LITERAL =
  /^(?:[-\s[\]{},:\d.]|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\b(?:true|false|null)\b|\b[A-Za-z_]\w*(?=\s*:))+$/;

/** How comparisons with literals are written. */
interface Grammar {
  /** A call that compares, up to its parenthesis; what the program gives comes first. */
  readonly comparison: RegExp;
  readonly literal: RegExp;
}

const JAVASCRIPT: Grammar = { comparison: COMPARISON, literal: LITERAL };

/** The literals that tests compare with, where the comparison is made whatever the program does. */
export function findExpectations(source: string): readonly Expectation[] {
  const code = withoutComments(source);
  if (!usesNodeTest(source))
    return expectationsIn(code, { test: MAIN_TEST, start: 0, end: code.length });
  const tests = [...code.matchAll(TEST)];
  return tests.flatMap((match) => {
    const name = match[2] ?? "";
    if (tests.filter(([, , other]) => other === name).length > 1) return [];
    const start = match.index + match[0].length;
    const end = endOfCall(code, match.index + match[0].indexOf("(") + 1);
    if (end === null || name.includes("\\") || name.includes("${")) return [];
    return expectationsIn(code, { test: name, start, end });
  });
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The literals with which one test compares. */
export function expectationsIn(
  code: string,
  { test, start, end }: Expectation,
  { comparison, literal }: Grammar = JAVASCRIPT,
): Expectation[] {
  const body = code.slice(start, end);
  return [...body.matchAll(comparison)].flatMap((match) => {
    if (UNCERTAIN.test(blankStrings(body.slice(0, match.index)))) return [];
    const inside = start + match.index + match[0].length;
    const parts = argumentsFrom(code, inside);
    const [found, expected] = parts;
    if (found === undefined || expected === undefined) return [];
    const isAsked = !literal.test(textOf(code, found));
    return isAsked && literal.test(textOf(code, expected)) ? [{ test, ...expected }] : [];
  });
}

function textOf(code: string, { start, end }: Span): string {
  return code.slice(start, end).trim();
}

/** The source with comments blanked out, and nothing moved. */
export function withoutComments(source: string): string {
  return source.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[^]|[^`\\])*`)|\/\*[^]*?\*\/|\/\/[^\n]*/g,
    (text, kept?: string) => kept ?? text.replace(/[^\n]/g, " "),
  );
}

function blankStrings(text: string): string {
  return text.replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[^]|[^`\\])*`/g, '""');
}

/** Where the arguments that begin here are divided, and where they end; null when that cannot be told. */
function* separators(code: string, from: number): Generator<{ at: number; isEnd: boolean }> {
  const piece = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[^]|[^`\\])*`|[()[\]{},]/g;
  piece.lastIndex = from;
  let depth = 0;
  for (let match = piece.exec(code); match !== null; match = piece.exec(code)) {
    const [text] = match;
    if ("([{".includes(text)) depth += 1;
    else if (depth === 0 && text === ",") yield { at: match.index, isEnd: false };
    else if (depth === 0 && ")]}".includes(text)) return yield { at: match.index, isEnd: true };
    else if (")]}".includes(text)) depth -= 1;
  }
}

/** Where the bracket is closed that was opened before here; null when it is not. */
export function endOfCall(code: string, from: number): number | null {
  for (const { at, isEnd } of separators(code, from)) if (isEnd) return at;
  return null;
}

function argumentsFrom(code: string, from: number): Span[] {
  const spans: Span[] = [];
  let start = from;
  for (const { at } of separators(code, from)) {
    spans.push({ start, end: at });
    start = at + 1;
  }
  return spans;
}

/** The source with other literals in these places. */
export function alterExpectations(
  source: string,
  chosen: readonly Expectation[],
  draw: Draw,
): string {
  let text = source;
  const places = new Map(chosen.map((place) => [place.start, place]));
  for (const { start, end } of [...places.values()].toSorted((a, b) => b.start - a.start)) {
    text = text.slice(0, start) + otherLiteral(text.slice(start, end), draw) + text.slice(end);
  }
  return text;
}

const VALUE =
  /"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|(?<![\w.])\d[\d._]*(?!\w|\s*:)|\b(?:true|false|null)\b/g;

/** A literal of the same form with another value in it. */
function otherLiteral(literal: string, draw: Draw): string {
  const values = [...literal.matchAll(VALUE)].filter((match) => !isKey(literal, match));
  const match = values[draw(values.length)];
  if (match === undefined) {
    const at = literal.search(/[\]}]/);
    const filling = literal[at] === "}" ? "other: 0" : "0";
    return at < 0 ? " 0" : literal.slice(0, at) + filling + literal.slice(at);
  }
  const [text] = match;
  return (
    literal.slice(0, match.index) +
    otherValue(text, draw) +
    literal.slice(match.index + text.length)
  );
}

function isKey(literal: string, match: RegExpExecArray): boolean {
  return /^\s*:/.test(literal.slice(match.index + match[0].length));
}

function otherValue(text: string, draw: Draw): string {
  if (text === "true") return "false";
  if (text === "false") return "true";
  if (text === "null") return "7";
  const last = text.slice(-1);
  if (last === '"' || last === "'") return `${text.slice(0, -1)}${"aeiou"[draw(5)] ?? "a"}${last}`;
  const value = Number(text.replaceAll("_", ""));
  return String(value * 2 + 1 + draw(9));
}
