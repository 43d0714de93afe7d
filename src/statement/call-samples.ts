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
  const seen: Seen[] = [];
  let context: Context = "nowhere";
  for (const [at, line] of outline.lines.entries()) {
    const found = mayHoldCall(line) ? readCallLine(line) : null;
    if (found === null) {
      context = contextAfter(line) ?? context;
    } else {
      seen.push({ at, found, context: EXAMPLE_BEFORE.test(line) ? "example" : context });
    }
  }
  const someAreShown = seen.some(({ context: place }) => place === "example");
  return seen
    .map((call) => readSeen(outline, call, someAreShown))
    .filter((reading) => reading !== null);
}

/** What the last heading above a line announces. */
type Context = "example" | "rules" | "nowhere";

interface Seen {
  readonly at: number;
  readonly found: CallLine;
  readonly context: Context;
}

const EXAMPLE_WORD = /\b(?:examples?|samples?|tests?|test cases|e\.g\.|for instance)\b|例|пример/iu;
const RULE_WORD =
  /\b(?:rules?|mappings?|maps?|mapped|transitions?|transforms?|transformations?|edges?|replace(?:d|ments?)?|encod(?:e|ed|ing)|table|grammar|productions?|follows|where)\b/i;
const EXAMPLE_BEFORE = /^\s*(?:[-*+•]\s+)?(?:for )?(?:example|sample|test|case|e\.g\.|ex)\b/i;
const LONGEST_HEADING = 60;

/** The context that a line of text opens, or null when it is a line of prose that opens none. */
function contextAfter(line: string): Context | null {
  const text = line.trimEnd();
  const isHeading = /[:：]\*{0,2}$/u.test(text) || /^\s{0,3}#{1,6}\s/.test(text);
  const isShort = text.length <= LONGEST_HEADING;
  if (EXAMPLE_WORD.test(text) && (isHeading || isShort)) return "example";
  if (!isHeading) return null;
  return RULE_WORD.test(text) ? "rules" : "nowhere";
}

/** A cheap look before the real one: most lines of a statement are prose. */
function mayHoldCall(line: string): boolean {
  return /[-–—=]>|[→⟶⇒⟹⇨➜➔➝➡↦]|==|>>>|return|should|must|will|be|equal|gives|evaluate/u.test(line);
}

function readSeen(outline: Outline, seen: Seen, someAreShown: boolean): Reading | null {
  const { at, found } = seen;
  const { given } = found;
  const lines: LineRange = [at + 1, at + 1];
  if (given.name !== null && BUILT_IN.has(given.name)) return null;
  if (found.kind === "prompt") return readPrompt(outline, at, given);
  const doubt = doubtAbout(seen, someAreShown);
  if (found.kind === "refused") return doubt === null ? refuse(lines, found.why, false) : null;
  return doubt === null ? asSample(lines, given, found.expected.json) : refuse(lines, doubt, false);
}

/** Why a call without a name may be no example; null when nothing speaks against it. */
function doubtAbout({ found, context }: Seen, someAreShown: boolean): string | null {
  const { given } = found;
  if (given.name !== null) return null;
  const isElsewhere = context === "rules" || (someAreShown && context !== "example");
  if (isElsewhere || (isSingleValue(given) && context !== "example")) {
    return "It may be an example, an edge or a rule.";
  }
  const [only, second] = given.given.literals;
  const isBareTuple = only?.form === "tuple" && second === undefined && given.given.names === null;
  return isBareTuple ? "A value in round brackets may be one argument or several." : null;
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
