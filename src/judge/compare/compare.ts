import type { Comparison, StatedComparison } from "../../core/comparison.js";
import { messageOf } from "../../core/errors.js";
import { quote } from "../cases/excerpt.js";
import { isArray, type JsonNumber, type JsonValue, parseJson, sameValue } from "./json-value.js";

/** A comparison that needs no process. */
export type PureComparison = Exclude<StatedComparison, { kind: "checker" }>;

const PURE = new Set(["exact", "lines", "tokens", "float", "unordered-lines"]);

/** Whether a comparison can be made right here. */
export function needsNoProcess(comparison: Comparison): comparison is PureComparison {
  return PURE.has(comparison.kind);
}

/** Null: the output is accepted. Otherwise one sentence that says where it differs. */
export type Difference = string | null;

/** Digits that two computations of the same number agree in, where nobody asked for a tolerance. */
const ROUNDING = 1e-9;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Holds a program's standard output against the expected one. */
export function compareText(
  comparison: PureComparison,
  expected: string,
  output: string,
): Difference {
  switch (comparison.kind) {
    case "exact":
      return expected === output ? null : exactDifference(expected, output);
    case "lines":
      return lineDifference(linesOf(expected), linesOf(output)) === null
        ? null
        : withHint(expected, output);
    case "unordered-lines":
      return lineDifference(linesOf(expected).toSorted(), linesOf(output).toSorted()) === null
        ? null
        : unorderedDifference(linesOf(expected), linesOf(output));
    case "tokens":
      return tokenDifference(expected, output, (left, right) => left === right);
    case "float":
      return tokenDifference(expected, output, (left, right) =>
        sameToken(left, right, comparison.epsilon),
      );
  }
}

/**
 * Holds the JSON text that a function returned against the expected one. Under `exact` numbers must be
 * equal; under `float` they agree within epsilon; otherwise fractions may differ by rounding alone. Under
 * `unordered-lines` the items of the outermost array may stand in any order.
 */
export function compareValues(
  comparison: PureComparison,
  expected: JsonValue,
  output: string,
): Difference {
  let value: JsonValue;
  try {
    value = parseJson(output);
  } catch (error) {
    return `The result cannot be read: ${messageOf(error)}`;
  }
  const same = (left: JsonValue, right: JsonValue): boolean =>
    sameValue(left, right, (one, other) => sameNumber(comparison, one, other));
  if (comparison.kind === "unordered-lines" && isArray(expected) && isArray(value)) {
    return sameInAnyOrder(expected, value, same) ? null : "The items differ, in whatever order.";
  }
  return same(expected, value) ? null : `It returned ${quote(output)}.`;
}

function sameNumber(comparison: PureComparison, left: JsonNumber, right: JsonNumber): boolean {
  if (comparison.kind === "float") return close(left.text, right.text, comparison.epsilon);
  if (left.isInteger && right.isInteger) {
    return left.text.replace(/^-0$/, "0") === right.text.replace(/^-0$/, "0");
  }
  return close(left.text, right.text, comparison.kind === "exact" ? 0 : ROUNDING);
}

/** Matches each expected item with one that was returned. */
function sameInAnyOrder(
  expected: readonly JsonValue[],
  returned: readonly JsonValue[],
  same: (left: JsonValue, right: JsonValue) => boolean,
): boolean {
  if (expected.length !== returned.length) return false;
  const left = [...returned];
  return expected.every((item) => {
    const index = left.findIndex((candidate) => same(item, candidate));
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

/** Lines without trailing white space, without empty lines at the end. */
function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.replace(/[ \t\r\f\v]+$/, ""));
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

function tokensOf(text: string): string[] {
  return text.split(/[ \t\n\r\f\v]+/).filter((token) => token !== "");
}

function lineDifference(expected: readonly string[], output: readonly string[]): Difference {
  const index = expected.findIndex((line, at) => line !== output[at]);
  if (index < 0 && expected.length === output.length) return null;
  if (output.length === 0) return "The output is empty.";
  const at = index < 0 ? expected.length : index;
  if (at >= output.length) {
    return `The output ends after line ${output.length}; ${expected.length} lines are expected.`;
  }
  const got = quote(output[at] ?? "");
  if (at >= expected.length) return `Line ${at + 1} is not expected: ${got}.`;
  return `Line ${at + 1}: expected ${quote(expected[at] ?? "")}, got ${got}.`;
}

function exactDifference(expected: string, output: string): string {
  const lines = lineDifference(expected.split("\n"), output.split("\n")) ?? "";
  return onlySpaceDiffers(expected, output) ? `Only white space differs. ${lines}` : lines;
}

function withHint(expected: string, output: string): string {
  const lines = lineDifference(linesOf(expected), linesOf(output)) ?? "";
  return onlySpaceDiffers(expected, output) ? `Only white space differs. ${lines}` : lines;
}

function onlySpaceDiffers(expected: string, output: string): boolean {
  return tokenDifference(expected, output, (left, right) => left === right) === null;
}

function unorderedDifference(expected: readonly string[], output: readonly string[]): string {
  const missing = expected.find((line) => !output.includes(line));
  if (missing !== undefined) return `No line of the output is ${quote(missing)}.`;
  const surplus = output.find((line) => !expected.includes(line));
  if (surplus !== undefined) return `A line is not expected: ${quote(surplus)}.`;
  return "Some lines stand there more often or less often than expected.";
}

function tokenDifference(
  expected: string,
  output: string,
  same: (expected: string, output: string) => boolean,
): Difference {
  const [left, right] = [tokensOf(expected), tokensOf(output)];
  const index = left.findIndex((token, at) => {
    const other = right[at];
    return other === undefined || !same(token, other);
  });
  if (index < 0 && left.length === right.length) return null;
  if (right.length === 0) return "The output is empty.";
  const at = index < 0 ? left.length : index;
  if (at >= right.length) {
    return `The output ends after word ${right.length}; ${left.length} words are expected.`;
  }
  const got = quote(right[at] ?? "");
  if (at >= left.length) return `Word ${at + 1} is not expected: ${got}.`;
  return `Word ${at + 1}: expected ${quote(left[at] ?? "")}, got ${got}.`;
}

/** Only where the expected word is a finite number may the other be one within epsilon of it. */
function sameToken(expected: string, output: string, epsilon: number): boolean {
  if (expected === output) return true;
  return DECIMAL.test(expected) && DECIMAL.test(output) && close(expected, output, epsilon);
}

/** Within an absolute or a relative error of epsilon. */
function close(expected: string, output: string, epsilon: number): boolean {
  if (expected === output) return true;
  const [want, got] = [Number(expected), Number(output)];
  if (!Number.isFinite(want) || !Number.isFinite(got)) return false;
  const error = Math.abs(want - got);
  return error <= epsilon || error <= epsilon * Math.abs(want);
}
