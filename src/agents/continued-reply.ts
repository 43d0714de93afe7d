import { fencesOf, openingOf } from "./fences.js";
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
    return stitch(first, withoutFence(second, { head: first, inFile: open !== null }));
  }
  const [before, under] = [linesBefore(first, open.line), linesBehind(first, open.line)];
  const again = linesBehind(second, mark.line);
  if (beginsAlike(under, again)) {
    return `${before}${second.split("\n").slice(mark.line).join("\n")}`;
  }
  return stitch(first, withoutFence(again, { head: first, inFile: true }));
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
}

/** Without the fence that a continuation was put into; a bare one closes the block that is still open. */
function withoutFence(tail: string, { head, inFile }: Where): string {
  const opening = openingOf(tail);
  if (opening === null) return tail;
  const { tag, lines, closing } = opening;
  const isInBlock = fencesOf(head).at(-1)?.closed === false;
  if (isInBlock) return tag === "" ? tail : lines.join("\n");
  if (!inFile) return tail;
  return lines.filter((_line, index) => index !== closing).join("\n");
}
