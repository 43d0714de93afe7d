import { interpretPair } from "./interpret-pair.js";
import type { Outline } from "./outline.js";
import type { PairSide } from "./pair.js";
import { cellsOf, type PairHeader } from "./pair-header.js";
import { type Reading, refuse } from "./reading.js";
import type { UsageHints } from "./usage-hints.js";

/** Where a markdown table begins and what its heading says. */
interface Table {
  readonly at: number;
  readonly header: Extract<PairHeader, { kind: "table" }>;
  readonly hints: UsageHints;
}

/** Reads a markdown table with a column of inputs and one of outputs: every row is a sample. */
export function readTable(
  outline: Outline,
  table: Table,
): { readonly readings: readonly Reading[]; readonly next: number } {
  const readings: Reading[] = [];
  const underline = outline.lines[table.at + 1] ?? "";
  const isUnderline = /^[\s|:-]+$/.test(underline) && underline.includes("-");
  if (!isUnderline) return { readings, next: table.at + 1 };
  let at = table.at + 2;
  while (at < outline.lines.length && (outline.lines[at] ?? "").includes("|")) {
    readings.push(readRow(outline.lines[at] ?? "", at, table));
    at++;
  }
  return { readings, next: at };
}

function readRow(row: string, at: number, { header, hints }: Table): Reading {
  const cells = cellsOf(row);
  if (cells.length !== header.cells) {
    return refuse([at + 1, at + 1], "Its row has not as many cells as the table.", false);
  }
  const input = cellSide(at, cells[header.input] ?? "");
  const output = cellSide(at, cells[header.output] ?? "");
  const reading = interpretPair({ input, output, strength: "sample", hints });
  return reading.kind === "refused" ? { ...reading, pointable: false } : reading;
}

function cellSide(at: number, cell: string): PairSide {
  const text = cell.replaceAll("\\|", "|");
  return {
    lines: [{ at, text }],
    inline: true,
    fenced: false,
    indentation: "",
  };
}
