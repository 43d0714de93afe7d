import { isUtf8 } from "node:buffer";
import { createReadStream, type Stats } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";

import { type ErrorKind, messageOf, PipelineError } from "../core/errors.js";
import { closest } from "../core/suggest.js";

/** A text file that is to be read, and what to say when that fails. */
export interface TextFileRequest {
  /** Absolute. */
  readonly path: string;
  /** The name that the user knows the file by. */
  readonly shownAs: string;
  readonly kind: ErrorKind;
  readonly maxBytes: number;
}

/**
 * Reads a regular file whole, as it stands: no byte order mark or line end is taken away. A file over
 * the size limit is refused before it is read. Throws PipelineError of the request's kind.
 */
export async function readTextFile(request: TextFileRequest): Promise<string> {
  const stats = await statFile(request);
  if (!stats.isFile()) {
    throw new PipelineError(request.kind, `${request.shownAs} is not a regular file.`, {
      hint: "Name a file that lies on the disk.",
    });
  }
  if (stats.size > request.maxBytes) throw tooLarge(request, stats.size);
  return decodeText(await readBounded(request), request);
}

/** What kind of file stands there. Throws PipelineError when there is none, or a folder. */
export async function statFile(request: TextFileRequest): Promise<Stats> {
  const stats = await stat(request.path).catch(async (error: unknown) => {
    throw await cannotRead(error, request);
  });
  if (stats.isDirectory()) {
    throw new PipelineError(request.kind, `${request.shownAs} is a folder, not a file.`, {
      hint: "Name one file in it.",
    });
  }
  return stats;
}

// A file can grow after its size was looked at, so one byte more than allowed is asked for.
async function readBounded(request: TextFileRequest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    const stream: AsyncIterable<Buffer> = createReadStream(request.path, { end: request.maxBytes });
    for await (const chunk of stream) chunks.push(chunk);
  } catch (error) {
    throw await cannotRead(error, request);
  }
  return Buffer.concat(chunks);
}

/** Turns bytes into text exactly. Throws PipelineError when they are no UTF-8 text, or too many. */
export function decodeText(bytes: Buffer, request: Omit<TextFileRequest, "path">): string {
  const { shownAs, kind, maxBytes } = request;
  if (bytes.length > maxBytes) throw tooLarge(request, null);
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new PipelineError(kind, `${shownAs} is UTF-16 text, and only UTF-8 is read.`, {
      hint: "Save it as UTF-8.",
    });
  }
  if (bytes.includes(0)) {
    throw new PipelineError(kind, `${shownAs} is a binary file, not text.`, {
      hint: "Give a plain text file in UTF-8.",
    });
  }
  if (!isUtf8(bytes)) {
    const line = firstBadLine(bytes);
    throw new PipelineError(kind, `${shownAs} is not UTF-8 text: line ${line} cannot be read.`, {
      hint: "Save it as UTF-8.",
    });
  }
  return bytes.toString("utf8");
}

// No byte of a longer character is a line feed, so lines can be tested one by one.
function firstBadLine(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  while (start < bytes.length) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed;
    if (!isUtf8(bytes.subarray(start, end))) break;
    start = end + 1;
    line += 1;
  }
  return line;
}

/** Refuses what is larger than allowed; the size is null when it was not read to its end. */
export function tooLarge(
  { shownAs, kind, maxBytes }: Omit<TextFileRequest, "path">,
  size: number | null,
): PipelineError {
  const is = size === null ? "" : ` with ${inMegabytes(size)}`;
  return new PipelineError(
    kind,
    `${shownAs} is too large${is}: at most ${inMegabytes(maxBytes)} is read.`,
  );
}

// Rounded up: what is a little too large must not look as if it fitted.
function inMegabytes(bytes: number): string {
  return bytes < 100_000 ? `${bytes} bytes` : `${Math.ceil(bytes / 100_000) / 10} MB`;
}

async function cannotRead(error: unknown, request: TextFileRequest): Promise<PipelineError> {
  const { kind, shownAs } = request;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") {
    const hint = await similarName(request);
    return new PipelineError(kind, `There is no file ${shownAs}.`, { cause: error, hint });
  }
  if (code === "EACCES" || code === "EPERM") {
    const hint = "Change its permissions, or give another file.";
    return new PipelineError(kind, `${shownAs} may not be read.`, { cause: error, hint });
  }
  const message = `${shownAs} cannot be read: ${messageOf(error)}`;
  return new PipelineError(kind, message, { cause: error });
}

async function similarName({ path: file }: TextFileRequest): Promise<string> {
  // Only a better hint hangs on this: a folder that cannot be listed gives no suggestion.
  const names = await readdir(path.dirname(file)).catch(() => []);
  const near = closest(path.basename(file), names);
  return near === null ? "Check the path." : `Did you mean ${near}?`;
}

/** A path as it is shown: relative when it lies below the working folder. */
export function shownPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return relative === "" || relative.startsWith("..") ? file : relative;
}
