import type { BlockLine } from "./extent.js";
import { isButton } from "./labels.js";
import { isBlank, type Outline } from "./outline.js";
import type { PairSide } from "./pair.js";
import { isWordy } from "./prose.js";
import type { LineRange, SampleRefused } from "./reading.js";

/** Lines that somebody says are the input and the output of a test. */
export interface PointedTest {
  readonly input: LineRange;
  readonly output: LineRange;
}

/** What a pointed test is held against. */
export interface Ground {
  readonly outline: Outline;
  /** The parts of the statement in which lines may be pointed at. */
  readonly blocks: readonly SampleRefused[];
  /** Where samples that were read already stand. */
  readonly taken: readonly LineRange[];
  /** Every test of the same reply. */
  readonly tests: readonly PointedTest[];
}

/** Why the lines cannot be a test, as a sentence; null when their place speaks for them. */
export function whyNotThere(ground: Ground, test: PointedTest): string | null {
  return (
    whyOutOfBounds(ground, test) ??
    whyOverlaps(ground, test) ??
    whyNotPlain(ground.outline, test.input) ??
    whyNotPlain(ground.outline, test.output) ??
    whyNotWhole(ground, test)
  );
}

/** From the first to the last line of a test. */
export function rangeOfTest({ input, output }: PointedTest): LineRange {
  return [Math.min(input[0], output[0]), Math.max(input[1], output[1])];
}

/** The pointed lines as one side of a pair; a heading with its value beside it gives the value. */
export function pointedSide(
  outline: Outline,
  [first, last]: LineRange,
  role: "input" | "output",
): PairSide {
  const label = outline.labels[first - 1] ?? null;
  const value = label?.kind === "io" && label.role === role ? label.value : null;
  const lines: BlockLine[] = [];
  for (let at = first - 1; at < last; at++) {
    const text = at === first - 1 && value !== null ? value : (outline.lines[at] ?? "");
    lines.push({ at, text });
  }
  return {
    lines,
    inline: value !== null,
    fenced: false,
    indentation: "",
  };
}

/** True when two ranges have a line in common. */
export function overlaps(left: LineRange, right: LineRange): boolean {
  return left[0] <= right[1] && right[0] <= left[1];
}

function whyOutOfBounds({ outline, blocks }: Ground, test: PointedTest): string | null {
  const { input, output } = test;
  const [first, last] = rangeOfTest(test);
  if (last > outline.lines.length) return `The statement has only ${outline.lines.length} lines.`;
  if (input[0] > input[1] || output[0] > output[1] || input[1] >= output[0]) {
    return "The lines of the input must come before those of the output.";
  }
  const isInside = blocks.some(({ lines }) => lines[0] <= first && last <= lines[1]);
  return isInside ? null : "The lines do not stand in one doubtful part of the statement.";
}

function whyOverlaps({ tests, taken }: Ground, test: PointedTest): string | null {
  const own = [test.input, test.output];
  const touches = (lines: LineRange): boolean => own.some((mine) => overlaps(mine, lines));
  const others = tests.filter((other) => other !== test);
  if (others.some(({ input, output }) => touches(input) || touches(output))) {
    return "Two tests share a line.";
  }
  return taken.some(touches) ? "A sample that was read already stands there." : null;
}

/** Only lines of data may be pointed at; a heading with its value beside it may come first. */
function whyNotPlain(outline: Outline, [first, last]: LineRange): string | null {
  for (let at = first - 1; at < last; at++) {
    const label = outline.labels[at] ?? null;
    const isValue = at === first - 1 && label?.kind === "io" && label.value !== null;
    if (isFrame(outline, at) && !isValue) return `Line ${at + 1} is a heading, not data.`;
  }
  return null;
}

/** Lines beside the pointed ones that look like data, too, were forgotten. */
function whyNotWhole({ outline, tests }: Ground, { input, output }: PointedTest): string | null {
  const isPointed = (line: number): boolean =>
    tests.some((test) =>
      [test.input, test.output].some(([from, to]) => from <= line && line <= to),
    );
  const candidates = [input[0] - 1, output[1] + 1];
  for (let line = input[1] + 1; line < output[0]; line++) candidates.push(line);
  const forgotten = candidates.find((line) => !isPointed(line) && isData(outline, line - 1));
  return forgotten === undefined ? null : `Line ${forgotten} beside them looks like data, too.`;
}

function isData(outline: Outline, at: number): boolean {
  const line = outline.lines[at] ?? "";
  return !isBlank(line) && !isFrame(outline, at) && !isWordy(line);
}

/** A heading, a code fence or a button. */
function isFrame(outline: Outline, at: number): boolean {
  const isFence = outline.fences.has(at) || outline.fenceEnds.has(at);
  const isHeading = outline.pairHeaders.has(at) || (outline.labels[at] ?? null) !== null;
  return isFence || isHeading || isButton(outline.lines[at] ?? "");
}
