import type { BlockLine, Extent } from "./extent.js";

const UNCLEAR: Extent = {
  kind: "unclear",
  why: "its columns of input and explanation cannot be told apart",
};

/**
 * Some sites print what the input means beside it, below `STDIN   Function` and a line of dashes. Only the left
 * column is input. Data without such a heading is returned as it is.
 */
export function withoutFunctionColumn(extent: Extent): Extent {
  if (extent.kind === "unclear") return extent;
  const [heading, underline, ...rows] = extent.lines;
  const left = /^(\s*STDIN\s+)Function\s*$/i.exec(heading?.text ?? "")?.[1];
  if (left === undefined) return extent;
  const lines = rows.map((row) => leftOf(row, left.length)).filter((line) => line !== null);
  const isUnderlined = /^[\s-]+$/.test(underline?.text ?? "");
  return isUnderlined && lines.length > 0 && lines.length === rows.length
    ? { kind: "data", lines }
    : UNCLEAR;
}

/** The part of a row before the right column; null when text stands across the border, or nothing before it. */
function leftOf({ at, text }: BlockLine, offset: number): BlockLine | null {
  const row = text.trimEnd();
  const left = row.slice(0, offset);
  const right = row.slice(offset);
  const isSplit = right === "" || (/[\s→]$/u.test(left) && !/^\s/.test(right));
  // Some pages draw an arrow between the columns.
  const data = left.replace("→", " ").trimEnd();
  return isSplit && data !== "" && !text.includes("\t") ? { at, text: data } : null;
}
