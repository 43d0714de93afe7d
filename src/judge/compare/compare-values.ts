import { messageOf } from "../../core/errors.js";
import { quote } from "../cases/excerpt.js";
import type { Difference, PureComparison } from "./compare.js";
import { isWithin, type Tolerance } from "./decimal.js";
import {
  canonicalText,
  isArray,
  type JsonNumber,
  type JsonValue,
  parseJson,
  sameValue,
} from "./json-value.js";

/** Digits that two computations of the same number agree in, where nobody asked for a tolerance. */
const ROUNDING: Tolerance = { absolute: 1e-9, relative: 1e-9 };

/**
 * Holds the JSON text that a function returned against the expected one. Under `exact` numbers must be
 * equal; where there is a tolerance they agree within it; otherwise fractions may differ by rounding alone. Under
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
  const sameNumber = numbersOf(comparison);
  const same = (left: JsonValue, right: JsonValue): boolean => sameValue(left, right, sameNumber);
  if (comparison.kind === "unordered-lines" && isArray(expected) && isArray(value)) {
    return sameInAnyOrder(expected, value, same) ? null : "The items differ, in whatever order.";
  }
  return same(expected, value) ? null : `It returned ${quote(output)}.`;
}

/** How two numbers are held together. */
function numbersOf(comparison: PureComparison): (left: JsonNumber, right: JsonNumber) => boolean {
  const given = toleranceOf(comparison);
  return (left, right) => {
    const areIntegers = left.isInteger && right.isInteger;
    const tolerance = given ?? (areIntegers ? NO_TOLERANCE : ROUNDING);
    return left.text === right.text || isWithin(left.text, right.text, tolerance);
  };
}

const NO_TOLERANCE: Tolerance = { absolute: 0, relative: 0 };

/** What was asked for; null: nothing. */
function toleranceOf(comparison: PureComparison): Tolerance | null {
  switch (comparison.kind) {
    case "exact":
      return NO_TOLERANCE;
    case "float":
      return { absolute: comparison.epsilon, relative: comparison.epsilon };
    case "kattis": {
      const { absoluteTolerance: absolute, relativeTolerance: relative } = comparison;
      return absolute === null && relative === null ? null : { absolute, relative };
    }
    case "lines":
    case "line-words":
    case "tokens":
    case "unordered-lines":
      return null;
  }
}

/** Matches each expected item with one that was returned: most are the very same, and only the rest is searched through. */
function sameInAnyOrder(
  expected: readonly JsonValue[],
  returned: readonly JsonValue[],
  same: (left: JsonValue, right: JsonValue) => boolean,
): boolean {
  if (expected.length !== returned.length) return false;
  const isSmall = expected.length <= MOST_SEARCHED;
  const rest = isSmall ? { expected, returned } : withoutTheSame(expected, returned);
  const left = [...rest.returned];
  return rest.expected.every((item) => {
    const index = left.findIndex((candidate) => same(item, candidate));
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

/** So many items are searched through as they are. */
const MOST_SEARCHED = 500;

/** What is left of two lists when every item is taken out that stands in both. */
function withoutTheSame(expected: readonly JsonValue[], returned: readonly JsonValue[]) {
  const waiting = new Map<string, number>();
  for (const text of returned.map(canonicalText)) waiting.set(text, (waiting.get(text) ?? 0) + 1);
  const taken = new Map<string, number>();
  const left = expected.filter((item) => {
    const text = canonicalText(item);
    const count = taken.get(text) ?? 0;
    if (count === (waiting.get(text) ?? 0)) return true;
    taken.set(text, count + 1);
    return false;
  });
  const right = returned.filter((item) => {
    const text = canonicalText(item);
    const count = taken.get(text) ?? 0;
    if (count === 0) return true;
    taken.set(text, count - 1);
    return false;
  });
  return { expected: left, returned: right };
}
