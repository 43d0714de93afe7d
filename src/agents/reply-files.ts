import { safeEntry } from "./entry.js";
import { unfenced } from "./fences.js";

/** A file that a reply hands over. */
export interface ReplyFile {
  /** A plain name: no folders. */
  readonly path: string;
  readonly text: string;
  /** The function that the file offers, as the reply names it. */
  readonly entry: string | null;
}

/** What the FILE blocks of a reply came to, and what stands around them. */
export type FilesReading =
  | {
      readonly files: readonly ReplyFile[];
      /** The reply without its files. */
      readonly rest: string;
      /** Ids of FILE lines that are not of this reply and so mean nothing. */
      readonly foreignIds: readonly string[];
    }
  | { readonly complaint: string };

/**
 * Reads the files of a reply, byte for byte but for the line ends of other systems. Only lines with the
 * id of this reply are markers; where a name comes twice, the later file counts.
 */
export function readFiles(reply: string, id: string): FilesReading {
  const lines = reply.split("\n");
  const files = new Map<string, ReplyFile>();
  const rest: string[] = [];
  const foreignIds: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    const marker = markerIn(line, "FILE");
    if (marker !== null && isMarker(marker, "FILE", id)) {
      const read = readFile(lines, index, { attributes: marker.attributes, id });
      if ("complaint" in read) return read;
      files.set(read.file.path, read.file);
      index = read.endsAt;
      continue;
    }
    if (marker !== null && marker.attributes["id"] !== id) {
      foreignIds.push(marker.attributes["id"] ?? "");
    }
    rest.push(line);
  }
  return { files: [...files.values()], rest: rest.join("\n"), foreignIds };
}

/** A line of a reply with its id that begins or ends a file. */
export interface FileMark {
  readonly word: Word;
  /** Empty for an END. */
  readonly path: string;
  /** Which line it is, from 0. */
  readonly line: number;
}

/** The lines of a text that begin or end a file of this reply. */
export function fileMarksIn(text: string, id: string): readonly FileMark[] {
  return text.split("\n").flatMap((line, index): readonly FileMark[] => {
    const file = markerIn(line, "FILE");
    if (file !== null && isMarker(file, "FILE", id)) {
      return [{ word: "FILE", path: file.attributes["path"] ?? "", line: index }];
    }
    return isMarker(markerIn(line, "END"), "END", id)
      ? [{ word: "END", path: "", line: index }]
      : [];
  });
}

interface Opening {
  readonly attributes: Readonly<Record<string, string>>;
  readonly id: string;
}

type FileReading =
  | { readonly file: ReplyFile; readonly endsAt: number }
  | { readonly complaint: string };

function readFile(lines: readonly string[], start: number, opening: Opening): FileReading {
  const { attributes, id } = opening;
  const path = attributes["path"] ?? "";
  const pathFault = faultOfPath(path);
  if (pathFault !== null) return { complaint: pathFault };
  const entry = attributes["entry"]?.trim() ?? "";
  if (entry !== "" && safeEntry(entry) === null) {
    const shown = JSON.stringify(entry.slice(0, LONGEST_PATH));
    return { complaint: `entry=${shown} is not the name of a function or of a method of a class.` };
  }
  const isNext = (word: Word) => (line: string, index: number) =>
    index > start && isMarker(markerIn(line, word), word, id);
  const endsAt = lines.findIndex(isNext("END"));
  const next = lines.findIndex(isNext("FILE"));
  if (endsAt < 0 || (next >= 0 && next < endsAt)) {
    return {
      complaint: `The file "${path}" has no line <<<END id="${id}">>> behind it, so it may have been cut off.`,
    };
  }
  const text = fileText(lines.slice(start + 1, endsAt), lines[endsAt] ?? "");
  if (text.trim() === "") return { complaint: `The file "${path}" is empty.` };
  return { file: { path, text, entry: safeEntry(entry) }, endsAt };
}

function fileText(lines: readonly string[], endLine: string): string {
  const before = markerIn(endLine, "END")?.before ?? "";
  const all = isDecoration(before) ? lines : [...lines, before];
  const text = all
    .map((line) => `${line}\n`)
    .join("")
    .replace(/^\uFEFF/, "");
  // No program begins and ends with a code fence: it is packaging, out of habit.
  return unfenced(text) ?? text;
}

type Word = "FILE" | "END";

/** Some models put their markers in bold or in code marks. */
function isDecoration(text: string): boolean {
  return /^[\s*`]*$/.test(text);
}

/** A FILE line stands alone; an END line may follow on the last line of a file that has no line end. */
function isMarker(marker: Marker | null, word: Word, id: string): boolean {
  if (marker?.attributes["id"] !== id) return false;
  return word === "END" || isDecoration(marker.before);
}

interface Marker {
  /** What stands before it on its line. */
  readonly before: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const ATTRIBUTE = /([a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|“([^”]*)”|([^\s"'“>]+))/gi;

/** The marker at the end of a line, or null. */
function markerIn(line: string, word: Word): Marker | null {
  if (!line.includes("<<<")) return null;
  const start = line.lastIndexOf("<<<");
  const inner = /^<<<\s*([a-z]+)\b(.*)>>>[\s*`]*$/i.exec(line.slice(start));
  if (inner?.[1]?.toUpperCase() !== word) return null;
  const attributes: Record<string, string> = {};
  for (const [, key = "", ...values] of (inner[2] ?? "").matchAll(ATTRIBUTE)) {
    attributes[key.toLowerCase()] ??= values.find((value) => value !== undefined) ?? "";
  }
  return { before: line.slice(0, start), attributes };
}

const LONGEST_PATH = 100;

/** Says what is wrong with the name of a file, or null. Only plain names can be written. */
function faultOfPath(path: string): string | null {
  if (path === "") return 'A FILE line has no path; it needs path="…".';
  if (/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(path) && !path.includes("..")) {
    if (path.length <= LONGEST_PATH) return null;
  }
  const shown = JSON.stringify(path.slice(0, LONGEST_PATH));
  return `The path ${shown} cannot be written: a file has a plain name of letters, digits, ".", "_" and "-", without folders.`;
}
