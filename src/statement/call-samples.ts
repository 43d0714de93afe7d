import { type CallLine, type GivenCall, readCallLine } from "./call-line.js";
import { literalToJson } from "./literal.js";
import { isBlank, type Outline } from "./outline.js";
import { type LineRange, type Reading, refuse, type SampleFound } from "./reading.js";

/** Functions that every program has: a line that calls one explains something. */
const BUILT_IN = new Set(
  (
    "abs all any ascii bin bool chr dict divmod enumerate filter float format frozenset hash hex id int isinstance len " +
    "list map max min oct ord pow print range repr reversed round set sorted str sum tuple type zip parseInt parseFloat " +
    "isNaN Number String Array Boolean Object"
  ).split(" "),
);

/**
 * Reads samples that show a call and its result: `[10, 9, 2] -> 4`, `f(1, 2) → 3`, `assert f(1) == 2`, and
 * `>>> f(1)` above its result. Headings play no part, but for single values such as `5 -> 120`, which may as
 * well be an edge or a mapping: these count only in an example.
 */
export function readCallSamples(outline: Outline): readonly Reading[] {
  const readings: Reading[] = [];
  let context = NOWHERE;
  for (const [at, line] of outline.lines.entries()) {
    const found = mayHoldCall(line) ? readCallLine(line) : null;
    if (found === null) {
      context = isBlank(line) ? context : contextAfter(line);
      continue;
    }
    const isShown = context.isExample || EXAMPLE_BEFORE.test(line);
    const reading = readFound(outline, at, { found, isShown });
    if (reading !== null) readings.push(reading);
  }
  return readings;
}

interface Context {
  readonly isExample: boolean;
}

const NOWHERE: Context = { isExample: false };
const EXAMPLE_WORD = /\b(?:examples?|samples?|tests?|e\.g\.|for instance)\b|例|пример/iu;
const EXAMPLE_BEFORE = /^\s*(?:[-*+•]\s+)?(?:for )?(?:example|sample|test|case|e\.g\.|ex)\b/i;

/** The last line with text above the calls says whether they are examples. */
function contextAfter(line: string): Context {
  const isHeading = line.length <= 60 || /[:：]\*{0,2}$/u.test(line.trimEnd());
  return { isExample: isHeading && EXAMPLE_WORD.test(line) };
}

/** A cheap look before the real one: most lines of a statement are prose. */
function mayHoldCall(line: string): boolean {
  return /->|=>|→|⟶|⇒|⟹|➜|➔|↦|==|>>>|return|should|equal|gives|evaluate/.test(line);
}

interface Seen {
  readonly found: CallLine;
  readonly isShown: boolean;
}

function readFound(outline: Outline, at: number, { found, isShown }: Seen): Reading | null {
  const { given } = found;
  const lines: LineRange = [at + 1, at + 1];
  if (given.name !== null && BUILT_IN.has(given.name)) return null;
  if (found.kind === "prompt") return readPrompt(outline, at, given);
  const isWeak = isSingleValue(given) && !isShown;
  if (found.kind === "refused") return isWeak ? null : refuse(lines, found.why, false);
  if (isWeak) {
    return refuse(lines, "It may be an example, an edge or a mapping.", false);
  }
  const [only] = given.given.literals;
  if (given.name === null && only?.form === "tuple" && given.given.literals.length === 1) {
    return refuse(lines, "A value in round brackets may be one argument or several.", false);
  }
  return asSample(lines, given, found.expected.json);
}

/** `5` or `"a"`: too little to be sure that it is an argument. */
function isSingleValue({ name, given }: GivenCall): boolean {
  const [only] = given.literals;
  if (name !== null || given.names !== null || only === undefined) return false;
  if (given.literals.length > 1) return false;
  return !only.structured || (only.form === "string" && only.json.length <= 3);
}

/** `>>> f(1)`, and its result on the next line. */
function readPrompt(outline: Outline, at: number, given: GivenCall): Reading | null {
  if (!/^\s*>>>/.test(outline.lines[at] ?? "")) return null;
  const result = outline.lines[at + 1] ?? "";
  if (isBlank(result) || /^\s*>>>/.test(result)) return null;
  const lines: LineRange = [at + 1, at + 2];
  const expected = literalToJson(result);
  const below = outline.lines[at + 2] ?? "";
  const isOneLine = isBlank(below) || /^\s*(?:>>>|```|"""|''')/.test(below);
  return expected !== null && isOneLine
    ? asSample(lines, given, expected)
    : refuse(lines, "The expected value is not one literal.", false);
}

function asSample(lines: LineRange, { name, given }: GivenCall, expected: string): SampleFound {
  return {
    kind: "call",
    lines,
    input: given.json,
    expected,
    entry: name,
    names: given.names,
    arity: given.literals.length,
  };
}
