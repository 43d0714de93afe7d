import { type IoLabel, isButton, type Label } from "./labels.js";
import { isBlank, nextFilledLine, type Outline } from "./outline.js";
import { isPlainData, isWordy } from "./prose.js";

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
  const isMarkup = /^\s*(?:#{1,6}\s|\*\*|__)/.test(lines[at] ?? "");
  const opener = { label, isMarkup };
  let next = start;
  let trouble = underline;
  while (next < lines.length) {
    const found = boundaryAt(outline, next, opener);
    if (found === "boundary") break;
    if (found !== "inside") trouble ??= found;
    next++;
  }
  let last = next - 1;
  while (last >= start && isBlank(lines[last] ?? "")) last--;
  const first = Math.min(nextFilledLine(lines, start), last + 1);
  return { label, at, first, last, fenced: false, button, next, trouble };
}

/** The heading of a block. */
interface Opener {
  readonly label: IoLabel;
  /** The statement writes its headings as markdown does. */
  readonly isMarkup: boolean;
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
function boundaryAt(outline: Outline, index: number, opener: Opener): string {
  const label = outline.labels[index] ?? null;
  if (label !== null) return boundaryAtLabel(outline, index, opener.label);
  if (isFrame(outline, index)) return "boundary";
  const line = outline.lines[index] ?? "";
  const afterBlank = isBlank(outline.lines[index - 1] ?? "");
  if (isRule(line) && afterBlank) return boundaryAtRule(outline, index, opener.label);
  if (!isUnknownHeading(line)) return "inside";
  const isHeading = afterBlank && opener.isMarkup && headsProse(outline, index);
  return isHeading ? "boundary" : `line ${index + 1} looks like a heading in the middle of it`;
}

/** A heading of columns, or the border of a code fence. */
function isFrame({ pairHeaders, fences, fenceEnds }: Outline, index: number): boolean {
  return pairHeaders.has(index) || fences.has(index) || fenceEnds.has(index);
}

/** Some words are as likely one more line of data, above all right below data without a blank line. */
function boundaryAtLabel(outline: Outline, index: number, opener: IoLabel): string {
  const label = outline.labels[index] ?? null;
  const afterBlank = isBlank(outline.lines[index - 1] ?? "");
  if (!afterBlank && label?.kind === "stop" && label.isPlain) {
    return headingOrData(outline, index, opener);
  }
  return mayBeData(label, opener, afterBlank) ? doubtAt(index) : "boundary";
}

function mayBeData(label: Label | null, opener: IoLabel, afterBlank: boolean): boolean {
  if (label?.kind === "example") return label.isWeak && !afterBlank;
  if (label?.kind !== "io" || !label.isOneWord || opener.isOneWord) return false;
  return !afterBlank || isSmallWord(label);
}

/** `input` or `output` in small letters. */
export function isSmallWord(label: IoLabel): boolean {
  return label.isOneWord && /^\p{Ll}/u.test(label.style);
}

function doubtAt(index: number): string {
  return `line ${index + 1} may be a heading or data`;
}

/** A rule ends an output when a heading, prose or nothing stands below it; data below it goes on. */
function boundaryAtRule(outline: Outline, index: number, opener: IoLabel): string {
  const next = nextFilledLine(outline.lines, index + 1);
  const isEnd = next >= outline.lines.length || isFrame(outline, next);
  const isKnown = isEnd || (outline.labels[next] ?? null) !== null;
  const line = outline.lines[next] ?? "";
  const isClear = isKnown || isWordy(line) || isUnknownHeading(line);
  return opener.role === "output" && isClear
    ? "boundary"
    : `line ${index + 1} may be a rule or data`;
}

/** A heading that nobody knows has text or code below it; data that looks like one has not. */
function headsProse(outline: Outline, index: number): boolean {
  const next = nextFilledLine(outline.lines, index + 1);
  if (isFrame(outline, next)) return outline.fences.has(next);
  const line = outline.lines[next] ?? "";
  return (outline.labels[next] ?? null) === null && isWordy(line);
}

/** A word such as `Note` under data: what stands below it tells a heading from one more line of data. */
function headingOrData(outline: Outline, index: number, opener: IoLabel): string {
  const next = nextFilledLine(outline.lines, index + 1);
  const isLast = next >= outline.lines.length;
  const label = outline.labels[next] ?? null;
  const isData =
    label === null ? !isLast && isPlainData(outline.lines[next] ?? "") : opener.role === "input";
  return isData ? doubtAt(index) : "boundary";
}

function isUnknownHeading(line: string): boolean {
  return /^\s{0,3}(?:#{1,6}\s+\p{L}{2}|\*\*(?=[^*]{0,60}\p{L}{2})[^*]{2,60}\*\*:?\s*$)/u.test(line);
}
