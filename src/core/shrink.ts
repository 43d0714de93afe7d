import { smallerCalls } from "./shrink-call.js";
import { smallerTexts } from "./shrink-text.js";
import type { Shape } from "./solution.js";

/**
 * Smaller forms of an input, the most promising first: with parts left out and the counts that name them corrected,
 * with shorter words, with simpler numbers. Each is smaller by `isSmaller`; whether it is legal is for others to say.
 */
export function* smallerInputs(input: string, shape: Shape): Generator<string> {
  const seen = new Set([input]);
  const candidates = shape === "call" ? smallerCalls(input) : smallerTexts(input);
  for (const candidate of candidates) {
    if (seen.has(candidate)) continue;
    seen.add(candidate);
    if (isSmaller(candidate, input)) yield candidate;
  }
}

/** How large an input is: tokens, then characters, then the sum of its digits. */
function weightOf(input: string): readonly number[] {
  const digits = input.match(/\d/g) ?? [];
  return [tokenCount(input), input.length, digits.reduce((sum, digit) => sum + Number(digit), 0)];
}

/** Whether one input is easier to read than another. */
export function isSmaller(left: string, right: string): boolean {
  const [one, other] = [weightOf(left), weightOf(right)];
  const place = one.findIndex((value, at) => value !== other[at]);
  return place >= 0 && (one[place] ?? 0) < (other[place] ?? 0);
}

/** Numbers, words and signs of an input. */
export function tokenCount(input: string): number {
  return input.match(/[^\s,[\]{}:]+|[,[\]{}:]/g)?.length ?? 0;
}
