import type { KattisFlags } from "./comparison.js";

/** Why flags cannot be read. */
export interface RefusedFlags {
  readonly refused: string;
}

const NO_FLAGS: KattisFlags = {
  caseSensitive: false,
  spaceSensitive: false,
  absoluteTolerance: null,
  relativeTolerance: null,
};

const SWITCHES: Readonly<Record<string, Partial<KattisFlags>>> = {
  case_sensitive: { caseSensitive: true },
  space_change_sensitive: { spaceSensitive: true },
};

const TOLERANCES: Readonly<Record<string, readonly (keyof KattisFlags)[]>> = {
  float_absolute_tolerance: ["absoluteTolerance"],
  float_relative_tolerance: ["relativeTolerance"],
  float_tolerance: ["absoluteTolerance", "relativeTolerance"],
};

const KNOWN = [...Object.keys(SWITCHES), ...Object.keys(TOLERANCES)].join(", ");

/** No sign, no `inf` and no hexadecimal digits: what a person writes as a tolerance. */
const TOLERANCE = /^(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,9})?$/;

/**
 * Reads the flags of the default output validator of Kattis packages, as they stand in a package: words with white
 * space between them. Of a flag that is given twice the last one counts. A flag that nobody knows is refused.
 */
export function parseKattisFlags(text: string): KattisFlags | RefusedFlags {
  const words = text.split(/\s+/).filter((word) => word !== "");
  let flags = NO_FLAGS;
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const change = Object.hasOwn(TOLERANCES, word)
      ? readTolerance(word, words.shift())
      : readSwitch(word);
    if ("refused" in change) return change;
    flags = { ...flags, ...change };
  }
  return flags;
}

function readSwitch(word: string): Partial<KattisFlags> | RefusedFlags {
  const change = Object.hasOwn(SWITCHES, word) ? SWITCHES[word] : undefined;
  return change ?? { refused: `"${word}" is no flag of the default validator: it knows ${KNOWN}` };
}

function readTolerance(
  word: string,
  value: string | undefined,
): Partial<KattisFlags> | RefusedFlags {
  if (value === undefined) return { refused: `${word} needs a number after it` };
  const number = TOLERANCE.test(value) ? Number(value) : Number.POSITIVE_INFINITY;
  if (!Number.isFinite(number)) {
    return { refused: `${word} needs a number that is not negative, and "${value}" is none` };
  }
  return Object.fromEntries((TOLERANCES[word] ?? []).map((name) => [name, number]));
}
