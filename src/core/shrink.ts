import { smallerCalls } from "./shrink-call.js";
import { smallerTexts } from "./shrink-text.js";
import type { Shape } from "./solution.js";

/**
 * Smaller forms of an input, the most promising first: with parts left out and the counts that name them corrected,
 * with shorter words, with simpler numbers. Each is smaller by `isSmaller`, and some come twice, as none is remembered:
 * they may be long. Whether one is legal is for others to say.
 */
export function* smallerInputs(input: string, shape: Shape): Generator<string> {
  const largest = weightOf(input);
  const candidates = shape === "call" ? smallerCalls(input) : smallerTexts(input);
  for (const candidate of candidates) {
    if (compareWeights(weightOf(candidate), largest) < 0) yield candidate;
  }
}

/** How large an input is, in what counts for most first. */
interface Weight {
  readonly tokens: number;
  readonly characters: number;
  readonly digits: number;
}

const ZERO = "0".charCodeAt(0);

function weightOf(input: string): Weight {
  let digits = 0;
  for (let at = 0; at < input.length; at += 1) {
    const digit = input.charCodeAt(at) - ZERO;
    if (digit > 0 && digit < 10) digits += digit;
  }
  return { tokens: tokenCount(input), characters: input.length, digits };
}

function compareWeights(left: Weight, right: Weight): number {
  return (
    left.tokens - right.tokens || left.characters - right.characters || left.digits - right.digits
  );
}

/** Whether one input is easier to read than another. */
export function isSmaller(left: string, right: string): boolean {
  return compareWeights(weightOf(left), weightOf(right)) < 0;
}

/** Those inputs that are smaller than a given one, the smallest first. */
export function smallerOf(inputs: readonly string[], given: string): readonly string[] {
  const largest = weightOf(given);
  return inputs
    .map((input) => ({ input, weight: weightOf(input) }))
    .filter(({ weight }) => compareWeights(weight, largest) < 0)
    .toSorted((left, right) => compareWeights(left.weight, right.weight))
    .map(({ input }) => input);
}

/** Numbers, words and signs of an input. */
export function tokenCount(input: string): number {
  return input.match(/[^\s,[\]{}:]+|[,[\]{}:]/g)?.length ?? 0;
}
