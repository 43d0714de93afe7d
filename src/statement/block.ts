import { type IoLabel, isButton, type Label } from "./labels.js";
import { isBlank, nextFilledLine, type Outline } from "./outline.js";
import { isPlainData } from "./prose.js";

/** What stands below (or beside) one heading, before anybody has judged whether it is data. */
export interface Block {
  readonly label: IoLabel;
  /** Line of the heading, from 0. */
  readonly at: number;
  /** First and last line with text below the heading; last < first when there is none. */
  readonly first: number;
  readonly last: number;
  /** A code fence says exactly where it begins and ends. */
  readonly fenced: boolean;
  /** A line such as `Copy` between heading and data was taken for a button. */
  readonly button: boolean;
  /** The line at which reading goes on. */
  readonly next: number;
  /** Why it is not clear where the block ends; null when it is. */
  readonly trouble: string | null;
}

/** The lines below a heading, up to the next heading, fence or rule. */
export function readBlock(outline: Outline, at: number, label: IoLabel): Block {
  const start = skipButton(outline.lines, nextFilledLine(outline.lines, at + 1));
  const closing = outline.fences.get(start);
  if (closing === undefined || label.value !== null) return readOpenBlock(outline, at, label);
  const fenced = { label, at, first: start + 1, fenced: true, button: false };
  if (closing === null) {
    const last = outline.lines.length - 1;
    return { ...fenced, last, next: last + 1, trouble: "its code fence is never closed" };
  }
  return {
    ...fenced,
    last: closing - 1,
    next: closing + 1,
    trouble: troubleInFence(outline, start + 1, closing),
  };
}

/** True for a rule of markdown: three or more of `-`, `*`, `_` or `=`. */
export function isRule(line: string): boolean {
  return /^\s{0,3}(?:-{3,}|={3,}|_{3,}|\*{3,}|(?:[-*_] ){2,9}[-*_])\s*$/.test(line);
}

function skipButton(lines: readonly string[], at: number): number {
  return isButton(lines[at] ?? "") ? nextFilledLine(lines, at + 1) : at;
}

function troubleInFence(outline: Outline, first: number, closing: number): string | null {
  for (let index = first; index < closing; index++) {
    const label = outline.labels[index];
    if (label?.kind === "io" || outline.pairHeaders.has(index)) {
      return `line ${index + 1} inside its code fence looks like a heading`;
    }
  }
  const next = nextFilledLine(outline.lines, closing + 1);
  return outline.fences.has(next) ? "two code fences follow its heading" : null;
}

function readOpenBlock(outline: Outline, at: number, label: IoLabel): Block {
  const { lines } = outline;
  const { start, button, trouble: underline } = startOfBlock(outline, at, label);
  let next = start;
  let trouble = underline;
  while (next < lines.length) {
    const found = boundaryAt(outline, next, label);
    if (found === "boundary") break;
    if (found !== "inside") trouble ??= found;
    next++;
  }
  let last = next - 1;
  while (last >= start && isBlank(lines[last] ?? "")) last--;
  const first = Math.min(nextFilledLine(lines, start), last + 1);
  return { label, at, first, last, fenced: false, button, next, trouble };
}

interface Start {
  readonly start: number;
  readonly button: boolean;
  readonly trouble: string | null;
}

/** A line of dashes right below a heading underlines it, if it is about as long. */
function startOfBlock({ lines }: Outline, at: number, label: IoLabel): Start {
  if (label.value !== null) return { start: at + 1, button: false, trouble: null };
  const below = (lines[at + 1] ?? "").trim();
  if (!/^(?:-{3,}|={3,}|~{3,})$/.test(below)) {
    const filled = nextFilledLine(lines, at + 1);
    const start = skipButton(lines, filled);
    return { start, button: start > filled, trouble: null };
  }
  const heading = (lines[at] ?? "").trim();
  const isUnderline = Math.abs(below.length - heading.length) <= 1;
  return isUnderline
    ? { start: nextFilledLine(lines, at + 2), button: false, trouble: null }
    : {
        start: at + 1,
        button: false,
        trouble: `line ${at + 2} may underline the heading or be data`,
      };
}

/** `boundary`: the block ends before this line. Any other text but `inside` says why that is not clear. */
function boundaryAt(outline: Outline, index: number, opener: IoLabel): string {
  const afterBlank = isBlank(outline.lines[index - 1] ?? "");
  const label = outline.labels[index] ?? null;
  if (label !== null) return afterBlank ? "boundary" : boundaryBelowData(outline, index, opener);
  if (isFrame(outline, index)) return "boundary";
  const line = outline.lines[index] ?? "";
  if (isRule(line)) return afterBlank ? "boundary" : "inside";
  if (!isUnknownHeading(line)) return "inside";
  return afterBlank ? "boundary" : `line ${index + 1} looks like a heading in the middle of it`;
}

/** A heading of columns, or the border of a code fence. */
function isFrame({ pairHeaders, fences, fenceEnds }: Outline, index: number): boolean {
  return pairHeaders.has(index) || fences.has(index) || fenceEnds.has(index);
}

/** A heading right below data, without a blank line: some words are as likely one more line of data. */
function boundaryBelowData(outline: Outline, index: number, opener: IoLabel): string {
  const label = outline.labels[index] ?? null;
  if (label?.kind === "stop" && label.isPlain) return headingOrData(outline, index, opener);
  return mayBeData(label, opener) ? `line ${index + 1} may be a heading or data` : "boundary";
}

function mayBeData(label: Label | null, opener: IoLabel): boolean {
  if (label?.kind === "example") return label.isWeak;
  return label?.kind === "io" && label.isOneWord && !opener.isOneWord;
}

/** A word such as `Note` under data: what stands below it tells a heading from one more line of data. */
function headingOrData(outline: Outline, index: number, opener: IoLabel): string {
  const next = nextFilledLine(outline.lines, index + 1);
  const isLast = next >= outline.lines.length;
  const label = outline.labels[next] ?? null;
  const isData =
    label === null ? !isLast && isPlainData(outline.lines[next] ?? "") : opener.role === "input";
  return isData ? `line ${index + 1} may be a heading or data` : "boundary";
}

function isUnknownHeading(line: string): boolean {
  return /^\s{0,3}(?:#{1,6}\s+\p{L}{2}|\*\*(?=[^*]{0,60}\p{L}{2})[^*]{2,60}\*\*:?\s*$)/u.test(line);
}
