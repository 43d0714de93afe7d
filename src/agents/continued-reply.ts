import { fencesOf, type Opening, openingOf } from "./fences.js";
import { type FileMark, fileMarksIn } from "./reply-files.js";
import { stitch } from "./stitch.js";

/**
 * A reply that was cut off, with what its author wrote when asked to go on. Some begin the file anew that was under
 * way, or wrap the rest of it in a FILE line or a code fence of its own: neither belongs into the file.
 */
export function continuedReply(
  { head, tail }: { readonly head: string; readonly tail: string },
  id: string,
): string {
  const first = head.replaceAll("\r\n", "\n");
  const second = tail.replaceAll("\r\n", "\n");
  const open = openFileOf(first, id);
  const [mark] = fileMarksIn(second, id);
  if (open === null || mark?.word !== "FILE" || mark.path !== open.path) {
    return stitch(first, withoutFence(second, { head: first, inFile: open !== null, id }));
  }
  const [before, under] = [linesBefore(first, open.line), linesBehind(first, open.line)];
  const again = linesBehind(second, mark.line);
  if (beginsAlike(under, again)) {
    return `${before}${second.split("\n").slice(mark.line).join("\n")}`;
  }
  return stitch(first, withoutFence(again, { head: first, inFile: true, id }));
}

/** The FILE line of the file that is under way at the end of a text, or null. */
function openFileOf(text: string, id: string): FileMark | null {
  const last = fileMarksIn(text, id).at(-1);
  return last?.word === "FILE" ? last : null;
}

function linesBefore(text: string, line: number): string {
  return text
    .split("\n")
    .slice(0, line)
    .map((each) => `${each}\n`)
    .join("");
}

function linesBehind(text: string, line: number): string {
  return text
    .split("\n")
    .slice(line + 1)
    .join("\n");
}

/** Whether the second is the same file from its beginning; the first line of the first may be cut off. */
function beginsAlike(file: string, again: string): boolean {
  const [line = "", ...more] = visibleLines(file);
  const [lineAgain = ""] = visibleLines(again);
  return more.length === 0 && !file.trimStart().includes("\n")
    ? lineAgain.startsWith(line)
    : lineAgain === line;
}

function visibleLines(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

interface Where {
  readonly head: string;
  /** Whether a file was under way where the reply was cut off. */
  readonly inFile: boolean;
  readonly id: string;
}

/**
 * Without the fence that a continuation was put into. A bare one closes the block that is still open. Within a file a
 * fence is the file's own, as in a text that documents it, unless its partner stands where the rest of the file ends.
 */
function withoutFence(tail: string, { head, inFile, id }: Where): string {
  const opening = openingOf(tail);
  if (opening === null) return tail;
  const { tag, lines } = opening;
  const isInBlock = fencesOf(head).at(-1)?.closed === false;
  if (isInBlock) return tag === "" ? tail : lines.join("\n");
  if (!inFile) return tail;
  const partner = partnerOf(opening, id);
  if (partner !== null) return lines.filter((_line, index) => index !== partner).join("\n");
  return isCutOff(opening, id) ? lines.join("\n") : tail;
}

/** The closing line right before or behind the END line of the file, else the last line; null where there is none. */
function partnerOf({ lines, closings }: Opening, id: string): number | null {
  const visible = lines.flatMap((line, index) => (line.trim() === "" ? [] : [index]));
  const end = endOf(lines, id);
  const at = end === null ? visible.length : visible.indexOf(end);
  const near = [visible[at - 1], visible[at + 1]].find(
    (index) => index !== undefined && closings.includes(index),
  );
  return near ?? null;
}

/** A block of a language that was begun and not closed: the rest was cut off, too. */
function isCutOff({ tag, lines, closings }: Opening, id: string): boolean {
  return tag !== "" && closings.length === 0 && endOf(lines, id) === null;
}

function endOf(lines: readonly string[], id: string): number | null {
  return fileMarksIn(lines.join("\n"), id).find(({ word }) => word === "END")?.line ?? null;
}
