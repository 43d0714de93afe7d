import { type Label, readLabel } from "./labels.js";
import { type PairHeader, readPairHeader } from "./pair-header.js";

/** What stands on each line of a statement, besides its text. Lines are counted from 0 here. */
export interface Outline {
  readonly lines: readonly string[];
  readonly labels: readonly (Label | null)[];
  /** Headings of two columns, such as `Sample Input 1   Sample Output 1`. */
  readonly pairHeaders: ReadonlyMap<number, PairHeader>;
  /** From the line that opens a code fence to the line that closes it; null when nothing does. */
  readonly fences: ReadonlyMap<number, number | null>;
  /** The lines that close a fence. */
  readonly fenceEnds: ReadonlySet<number>;
}

/** Finds labels, column headings and code fences. */
export function outlineOf(statement: string): Outline {
  const lines = statement.split("\n");
  const fences = findFences(lines);
  const pairHeaders = new Map<number, PairHeader>();
  const labels = lines.map((line, index) => {
    const header = readPairHeader(line);
    if (header === null) return readLabel(line);
    pairHeaders.set(index, header);
    return null;
  });
  const fenceEnds = new Set([...fences.values()].filter((end) => end !== null));
  return withoutStrayExamples({ lines, labels, pairHeaders, fences, fenceEnds });
}

/** The first line at or after `from` that is not blank, or the number of lines. */
export function nextFilledLine(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at] ?? "")) at++;
  return at;
}

/** True for a line without text; lines of tags alone, such as `<div>`, count as blank. */
export function isBlank(line: string): boolean {
  return line.trim() === "" || isLayoutTag(line);
}

/** True for a line that holds HTML tags of layout and nothing else. */
function isLayoutTag(line: string): boolean {
  return /^\s*(?:<\/?(?:div|p|section|span|article|ul|li|br|hr)\b[^<>]{0,80}>\s{0,20}){1,6}$/i.test(
    line,
  );
}

/** "Example" also is a word of data and prose: it announces something only right above an input. */
function withoutStrayExamples(outline: Outline): Outline {
  const labels = withoutStrayCases(outline.labels);
  let opensBelow = false;
  for (let index = labels.length - 1; index >= 0; index--) {
    // A fence or a second heading may stand between the heading and its sample.
    if (isBlank(outline.lines[index] ?? "") || outline.fences.has(index)) continue;
    if (labels[index]?.kind === "example") {
      if (!opensBelow) labels[index] = null;
    } else {
      opensBelow = opensSample(outline, index);
    }
  }
  return { ...outline, labels };
}

/** `Case 2:` is a heading only where the first sample has one like it. */
function withoutStrayCases(labels: readonly (Label | null)[]): (Label | null)[] {
  const firstSample = labels.findIndex((label) => label?.kind === "io");
  const firstCase = labels.findIndex(isCase);
  const areHeadings = firstCase >= 0 && firstCase < firstSample;
  return areHeadings ? [...labels] : labels.map((label) => (isCase(label) ? null : label));
}

function isCase(label: Label | null): boolean {
  return label?.kind === "example" && label.isWeak;
}

function opensSample(outline: Outline, index: number): boolean {
  const label = outline.labels[index];
  return outline.pairHeaders.has(index) || (label?.kind === "io" && label.role === "input");
}

function findFences(lines: readonly string[]): Map<number, number | null> {
  const fences = new Map<number, number | null>();
  let open: { readonly line: number; readonly mark: string } | null = null;
  for (const [index, line] of lines.entries()) {
    const mark = fenceMark(line);
    if (mark === null) continue;
    if (open === null) {
      open = { line: index, mark };
      fences.set(index, null);
    } else if (closesFence(line, open.mark)) {
      fences.set(open.line, index);
      open = null;
    }
  }
  return fences;
}

function fenceMark(line: string): string | null {
  const mark = /^\s*(?:```+|~~~+|<pre\b[^<>]{0,60}>\s*$)/i.exec(line)?.[0].trim();
  return mark ?? (/^\s*<\/pre>\s*$/i.test(line) ? "</pre>" : null);
}

function closesFence(line: string, open: string): boolean {
  const text = line.trim();
  if (open.startsWith("<")) return text.toLowerCase() === "</pre>";
  return text.startsWith(open) && text.replaceAll(open.charAt(0), "") === "";
}
