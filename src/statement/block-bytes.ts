import type { PairSide } from "./pair.js";

/** The exact texts of a test. */
export interface Bytes {
  readonly input: string;
  readonly expected: string;
}

/**
 * The texts of an input and an output: the statement's lines without the indentation of the page and
 * without white space at their ends. Null when the output alone is indented: then nobody can say whether
 * that is layout or data.
 */
export function toBytes(input: PairSide, output: PairSide): Bytes | null {
  const inputLines = textsOf(input);
  const outputLines = textsOf(output);
  const inputIndentation = commonIndentation(inputLines);
  const outputIndentation = commonIndentation(outputLines);
  if (outputIndentation !== "" && inputIndentation === "") {
    return output.fenced ? { input: join(inputLines), expected: join(outputLines) } : null;
  }
  return {
    input: join(withoutIndentation(inputLines, inputIndentation)),
    expected: join(withoutIndentation(outputLines, outputIndentation)),
  };
}

function textsOf(side: PairSide): readonly string[] {
  const texts = side.lines.map(({ text }) => text.trimEnd());
  if (!side.inline) return withoutIndentation(texts, side.indentation);
  // The first line stands beside the heading: only the others can share an indentation.
  const [first = "", ...others] = texts;
  return [first.trimStart(), ...withoutIndentation(others, commonIndentation(others))];
}

function join(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}

/** The white space that every line with text begins with. */
function commonIndentation(lines: readonly string[]): string {
  let common: string | null = null;
  for (const line of lines) {
    if (line === "") continue;
    const own = leadingSpace(line);
    common = common === null ? own : sharedStart(common, own);
  }
  return common ?? "";
}

/** Takes as much of an indentation from every line as the line has. */
function withoutIndentation(lines: readonly string[], indentation: string): readonly string[] {
  return lines.map((line) => line.slice(sharedStart(indentation, leadingSpace(line)).length));
}

function sharedStart(left: string, right: string): string {
  let length = 0;
  while (length < left.length && left.charAt(length) === right.charAt(length)) length++;
  return left.slice(0, length);
}

function leadingSpace(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}
