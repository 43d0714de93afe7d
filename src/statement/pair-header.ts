import { type Label, readLabel } from "./labels.js";

/** A line that heads two columns: the input on the left, the output on the right. */
export type PairHeader =
  | {
      readonly kind: "columns";
      /** True for `Sample Input 1 … Sample Output 1`: everything below is one sample. */
      readonly isOneSample: boolean;
      /** What stands between the two headings. */
      readonly gap: "tab" | "spaces" | "space";
      /** Where the right heading begins. */
      readonly offset: number;
    }
  | {
      readonly kind: "table";
      /** How many cells a row has, and which of them hold the input and the output. */
      readonly cells: number;
      readonly input: number;
      readonly output: number;
    };

const LONGEST_HEADER = 200;
const MOST_GAPS = 12;

/** Reads a heading of two columns or of a markdown table; null when the line is none. */
export function readPairHeader(line: string): PairHeader | null {
  if (line.length > LONGEST_HEADER || !/put|例|ыходн|stdout|출력/iu.test(line)) return null;
  // `Input -> Output` heads lines with arrows, not columns.
  if (/->|=>|→|⇒/u.test(line)) return null;
  return line.includes("|") ? readTableHeader(line) : readColumnsHeader(line);
}

/** The cells of a row of a markdown table, without the white space around them. */
export function cellsOf(row: string): readonly string[] {
  return row
    .trim()
    .replace(/^\|/, "")
    .replace(/\|$/, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

function readTableHeader(line: string): PairHeader | null {
  const cells = cellsOf(line);
  const labels = cells.map(readLabel);
  const input = labels.findIndex((label) => isHeading(label, "input"));
  const output = labels.findIndex((label) => isHeading(label, "output"));
  if (input < 0 || output < 0) return null;
  return { kind: "table", cells: cells.length, input, output };
}

function readColumnsHeader(line: string): PairHeader | null {
  const gaps = [...line.trimEnd().matchAll(/(?<=\S)[ \t]+(?=\S)/g)];
  if (gaps.length > MOST_GAPS) return null;
  for (const gap of gaps) {
    const offset = gap.index + gap[0].length;
    const left = readLabel(line.slice(0, gap.index));
    const right = readLabel(line.slice(offset));
    if (isHeading(left, "input") && isHeading(right, "output") && sameNumber(left, right)) {
      return { kind: "columns", isOneSample: isSample(left), gap: kindOfGap(gap[0]), offset };
    }
  }
  return null;
}

function isHeading(label: Label | null, role: "input" | "output"): boolean {
  return label?.kind === "io" && label.role === role && label.value === null;
}

function sameNumber(left: Label | null, right: Label | null): boolean {
  return left?.kind === "io" && right?.kind === "io" && left.number === right.number;
}

function isSample(label: Label | null): boolean {
  return label?.kind === "io" && label.strength === "sample";
}

function kindOfGap(gap: string): "tab" | "spaces" | "space" {
  if (gap.includes("\t")) return "tab";
  return gap.length > 1 ? "spaces" : "space";
}
