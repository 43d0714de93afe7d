import { type Arguments, readArguments, readCall } from "./call-arguments.js";
import { type Literal, readLiteral, skipSpace } from "./literal.js";
import { withoutMarkup } from "./markup.js";

/** What one line says about a call and its result. */
export type CallLine =
  | { readonly kind: "sample"; readonly given: GivenCall; readonly expected: Literal }
  /** A call without a result, as after the prompt of an interpreter. */
  | { readonly kind: "prompt"; readonly given: GivenCall }
  | { readonly kind: "refused"; readonly given: GivenCall; readonly why: string };

/** The left side of an arrow. */
export interface GivenCall {
  readonly name: string | null;
  readonly given: Arguments;
}

const ARROW = /\s*(?:-{1,3}>|[–—]>|={1,3}>|[→⟶⇒⟹⇨➜➔➝➡↦])\s*/uy;
/** Between a call and its result there may also be words, an equality or the mark of a comment. */
const AFTER_CALL =
  /\s*;?\s*(?:\/\/|#)?\s*(?:-{1,3}>|[–—]>|={1,3}>|[→⟶⇒⟹⇨➜➔➝➡↦]|===?|(?:should |must |will )?(?:return|returns|be|equal|equals|evaluate to|evaluates to|gives)\b:?)\s*/uy;

const LEADING =
  /^\s*(?:[-*+•◦·‣]\s+|\(?\d{1,3}[.)]\s+|[a-z][.)]\s+)?(?:(?:for )?(?:example|sample|test|case|e\.g\.|eg|ex|i\.e\.)\s*(?:case\s*)?#?\d{0,3}\s*[:.,)]?\s+)?/i;

/**
 * Reads `[2, 7], 9 -> [0, 1] (a remark)`, `f(1, 2) => 3`, `assert f(1) == 2` or `>>> f(1)`. Null when the line
 * is none of these; signatures such as `def solve(xs: list) -> int` are none.
 */
export function readCallLine(line: string): CallLine | null {
  const text = withoutMarkup(line);
  const lead = LEADING.exec(text)?.[0] ?? "";
  const prompt = matchAt(/>>>\s*/y, text, lead.length);
  const start = lead.length + prompt.length;
  const isAssertion = prompt === "" && matchAt(/assert\s+/y, text, start) !== "";
  const from = isAssertion ? start + matchAt(/assert\s+/y, text, start).length : start;
  const call = readCall(text, from);
  if (call !== null) return afterCall(text, { name: call.name, given: call.given }, call.end);
  if (isAssertion || prompt !== "") return null;
  const given = readArguments(text, from);
  if (given === null) return null;
  const arrow = matchAt(ARROW, text, given.end);
  return arrow === "" ? null : readResult(text, { name: null, given }, given.end + arrow.length);
}

function afterCall(text: string, given: GivenCall, end: number): CallLine | null {
  if (skipSpace(text, end) === text.length) return { kind: "prompt", given };
  const between = matchAt(AFTER_CALL, text, end);
  if (between === "") return null;
  const result = readResult(text, given, end + between.length);
  return isSignature(given, result) ? null : result;
}

/** `reset() -> None` and `get() -> int` declare a function. */
function isSignature({ given }: GivenCall, result: CallLine | null): boolean {
  const isEmpty = given.literals.length === 0;
  if (result?.kind !== "sample") return isEmpty;
  return result.expected.json === "null" && (isEmpty || given.names !== null);
}

function readResult(text: string, given: GivenCall, start: number): CallLine | null {
  const expected = readLiteral(text, start);
  const notOne: CallLine = {
    kind: "refused",
    given,
    why: "The expected value is not one literal.",
  };
  if (expected === null) return notOne;
  const rest = text.slice(expected.end).trim();
  if (matchAt(ARROW, rest, 0) !== "") return null;
  if (rest !== "" && !isRemark(rest)) return notOne;
  return namesOtherResult(rest)
    ? { kind: "refused", given, why: "A remark names another result." }
    : { kind: "sample", given, expected };
}

/** A full stop, `(in brackets)`, `# after a mark`, or words after a dash or comma. */
function isRemark(rest: string): boolean {
  return (
    /^[.;,]$/.test(rest) ||
    (rest.startsWith("(") && /\)[.;,]?$/.test(rest) && /\p{L}|,/u.test(rest)) ||
    /^(?:#|\/\/|--)\s*\S/.test(rest) ||
    // Words after a comma explain; `2, nums = [1, 2]` goes on with values.
    (/^[-–—:;,]\s+\p{L}{2}/u.test(rest) && !/[=[{]/.test(rest)) ||
    /^(?:because|since|as|where|i\.e\.|for|explanation|note|reason)\b/i.test(rest)
  );
}

function namesOtherResult(rest: string): boolean {
  return /\b(?:or|also|either|any)\b/i.test(rest);
}

function matchAt(sticky: RegExp, text: string, start: number): string {
  sticky.lastIndex = start;
  return sticky.exec(text)?.[0] ?? "";
}
