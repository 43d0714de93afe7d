import type { BlockLine } from "./extent.js";
import type { PairHeader } from "./pair-header.js";

/** The two columns of a block. */
export interface Columns {
  readonly input: readonly BlockLine[];
  readonly output: readonly BlockLine[];
}

type ColumnsHeader = Extract<PairHeader, { kind: "columns" }>;

/**
 * Splits lines into an input column and an output column. The columns are told apart by tabs or by the place
 * where the right one begins; both begin on the first line and have no gaps. Null when they cannot be told.
 */
export function splitColumns(
  lines: readonly BlockLine[],
  header: ColumnsHeader | null,
): Columns | null {
  const rows = lines.some(({ text }) => text.trimEnd().includes("\t"))
    ? splitAtTabs(lines)
    : splitAtOffset(lines, header);
  return rows === null ? null : asColumns(rows);
}

interface Row {
  readonly at: number;
  readonly left: string;
  readonly right: string;
}

function splitAtTabs(lines: readonly BlockLine[]): readonly Row[] | null {
  const rows: Row[] = [];
  for (const { at, text } of lines) {
    const tab = text.trimEnd().indexOf("\t");
    const left = tab < 0 ? text : text.slice(0, tab);
    const right = tab < 0 ? "" : text.slice(tab).trim();
    if (right.includes("\t")) return null;
    rows.push({ at, left: left.trimEnd(), right });
  }
  return rows;
}

function splitAtOffset(
  lines: readonly BlockLine[],
  header: ColumnsHeader | null,
): readonly Row[] | null {
  const aligned = header?.gap === "spaces" ? splitAt(lines, header.offset, 1) : null;
  return aligned !== null && aligned[0]?.right !== "" ? aligned : splitAtWideGap(lines);
}

function splitAtWideGap(lines: readonly BlockLine[]): readonly Row[] | null {
  const first = lines[0]?.text.trimEnd() ?? "";
  const [gap, secondGap] = [...first.matchAll(/(?<=\S) {3,}(?=\S)/g)];
  if (gap === undefined || secondGap !== undefined) return null;
  const rows = splitAt(lines, gap.index + gap[0].length, 2);
  // With two lines, a wide gap may also stand inside an input line above its output line.
  const isDoubtful = rows?.length === 2 && rows[1]?.right === "";
  return isDoubtful ? null : rows;
}

/** Null when a line has text across the place where the right column begins. */
function splitAt(
  lines: readonly BlockLine[],
  offset: number,
  narrowestGap: number,
): readonly Row[] | null {
  const rows: Row[] = [];
  for (const { at, text } of lines) {
    const line = text.trimEnd();
    const left = line.slice(0, offset);
    const right = line.slice(offset);
    const startsThere = !right.startsWith(" ") && left.endsWith(" ".repeat(narrowestGap));
    if (right !== "" && !startsThere) return null;
    rows.push({ at, left: left.trimEnd(), right });
  }
  return rows;
}

function asColumns(rows: readonly Row[]): Columns | null {
  const input = column(rows, ({ left }) => left);
  const output = column(rows, ({ right }) => right);
  return input === null || output === null ? null : { input, output };
}

/** A column from its first row on; null when it is empty or has a gap. */
function column(rows: readonly Row[], cell: (row: Row) => string): readonly BlockLine[] | null {
  const end = rows.findIndex((row) => cell(row) === "");
  const filled = end < 0 ? rows : rows.slice(0, end);
  const hasGap = rows.slice(filled.length).some((row) => cell(row) !== "");
  if (filled.length === 0 || hasGap) return null;
  return filled.map((row) => ({ at: row.at, text: cell(row) }));
}
