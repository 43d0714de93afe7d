/** A fenced block of markdown. */
export interface Fence {
  /** The first word behind the opening marks, in small letters; empty when there is none. */
  readonly tag: string;
  readonly text: string;
  /** False when the text ends before the block does. */
  readonly closed: boolean;
}

const OPENING = /^ {0,3}(?<marks>`{3,}|~{3,})[ \t]*(?<tag>[^\s`]*)[^`]*$/;

/** The fenced blocks of a text, in order, as CommonMark reads them. */
export function fencesOf(text: string): readonly Fence[] {
  const lines = text.split("\n");
  const fences: Fence[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const opening = OPENING.exec(lines[index] ?? "")?.groups;
    const marks = opening?.["marks"];
    if (marks === undefined) continue;
    const end = lines.findIndex((line, other) => other > index && closes(line, marks));
    const last = end < 0 ? lines.length : end;
    fences.push({
      tag: opening?.["tag"]?.toLowerCase() ?? "",
      text: lines
        .slice(index + 1, last)
        .map((line) => `${line}\n`)
        .join(""),
      closed: end >= 0,
    });
    index = last;
  }
  return fences;
}

/** The text inside when a text is one fenced block and nothing else, or null. */
export function unfenced(text: string): string | null {
  const lines = text.trim().split("\n");
  const marks = OPENING.exec(lines[0] ?? "")?.groups?.["marks"];
  if (marks === undefined || lines.length < 2) return null;
  const end = lines.findIndex((line, index) => index > 0 && closes(line, marks));
  if (end !== lines.length - 1) return null;
  return lines
    .slice(1, -1)
    .map((line) => `${line}\n`)
    .join("");
}

/** A block that a text begins with. */
export interface Opening {
  /** The first word behind the opening marks, in small letters; empty when there is none. */
  readonly tag: string;
  /** What stands behind the opening line. */
  readonly lines: readonly string[];
  /** Which of them could close it. */
  readonly closings: readonly number[];
}

/** The block that a text begins with the opening line of; null where it does not. */
export function openingOf(text: string): Opening | null {
  const [first = "", ...lines] = text.trimStart().split("\n");
  const opening = OPENING.exec(first)?.groups;
  const marks = opening?.["marks"];
  if (marks === undefined) return null;
  return {
    tag: opening?.["tag"]?.toLowerCase() ?? "",
    lines,
    closings: lines.flatMap((line, index) => (closes(line, marks) ? [index] : [])),
  };
}

function closes(line: string, marks: string): boolean {
  const trimmed = line.trim();
  const letter = marks.slice(0, 1);
  return (
    trimmed.length >= marks.length &&
    /^ {0,3}\S/.test(line) &&
    trimmed.replaceAll(letter, "") === ""
  );
}
