import { constants } from "node:fs";
import { type FileHandle, open, readFile } from "node:fs/promises";

import { PipelineError } from "../core/errors.js";
import { codeOf, diskError, readError } from "./disk-error.js";

/** Where a recording's lines go. */
export interface RecordingSink {
  /** What the file held when it was opened, without a line that was torn. */
  readonly text: string;
  /**
   * Appends whole lines, which are on the disk when this returns. Throws PipelineError "disk"; what it has written by
   * then is left out when the next lines come.
   */
  append(lines: string): Promise<void>;
}

/** The text of a recording. Throws PipelineError "bad_input" when there is none. */
export async function readRecordingFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = codeOf(error);
    if (code === "EISDIR") {
      throw new PipelineError("bad_input", `${path} is a folder, not a file`, {
        hint: "Name one file in it.",
      });
    }
    if (code !== "ENOENT") throw readError(error, path);
    throw new PipelineError("bad_input", `there is no recording ${path}`, {
      hint: "Make one with --record FILE on any other backend.",
    });
  }
}

/**
 * Starts a recording in a new file; one that exists is written on only by the run that is resumed. A last line that a
 * killed process left torn is dropped.
 */
export async function openRecordingSink(
  path: string,
  mode: "new" | "resumed",
): Promise<RecordingSink> {
  const file = await open(path, mode === "new" ? "wx+" : "a+").catch((error: unknown) => {
    if (codeOf(error) !== "EEXIST") throw recordingError(error, path);
    throw new PipelineError("usage", `the recording ${path} exists already`, {
      hint: "Choose another name, or remove it first.",
    });
  });
  try {
    return new FileSink(path, await wholeLines(file, path));
  } finally {
    await file.close();
  }
}

async function wholeLines(file: FileHandle, path: string): Promise<string> {
  try {
    return await withoutTornLine(file);
  } catch (error) {
    throw recordingError(error, path);
  }
}

/** Drops a last line that is not whole; the text that is left. */
async function withoutTornLine(file: FileHandle): Promise<string> {
  const bytes = await file.readFile();
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end === bytes.length) return bytes.toString("utf8");
  // An editor may have left out the last line break; what is torn is never whole JSON.
  if (isJson(bytes.toString("utf8", end))) {
    await file.appendFile("\n");
    return `${bytes.toString("utf8")}\n`;
  }
  await file.truncate(end);
  return bytes.toString("utf8", 0, end);
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

class FileSink implements RecordingSink {
  readonly text: string;
  readonly #path: string;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(path: string, text: string) {
    this.#path = path;
    this.text = text;
  }

  append(lines: string): Promise<void> {
    const appended = this.#tail.then(() => this.#write(lines));
    // The next append must not fail for the failure of this one; the caller of this one sees it.
    this.#tail = appended.catch(() => undefined);
    return appended;
  }

  async #write(lines: string): Promise<void> {
    try {
      // Never made anew: a recording that was taken away while it was written would lack its beginning.
      const file = await open(this.#path, constants.O_RDWR | constants.O_APPEND);
      try {
        await appendWhole(file, lines);
      } finally {
        await file.close();
      }
    } catch (error) {
      throw recordingError(error, this.#path);
    }
  }
}

async function appendWhole(file: FileHandle, lines: string): Promise<void> {
  const { size } = await file.stat();
  // Half a line may be there of a write that failed; what follows must not be glued to it.
  if (size > 0 && !(await endsLine(file, size))) await withoutTornLine(file);
  await file.appendFile(lines);
  await file.datasync();
}

async function endsLine(file: FileHandle, size: number): Promise<boolean> {
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  return last[0] === 0x0a;
}

const HINTS: Readonly<Record<string, string>> = {
  ENOSPC: "Free some space, then continue with: pipeline resume",
  EDQUOT: "Free some space, then continue with: pipeline resume",
  EFBIG: "Raise the file size limit (ulimit -f), then continue with: pipeline resume",
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "it or its folder is not there",
  EISDIR: "it is a folder",
};

/** A failed write of a recording as one sentence; the run folder is not at fault, so other hints apply. */
function recordingError(error: unknown, path: string): unknown {
  const code = codeOf(error) ?? "";
  const hint = HINTS[code] ?? "Record to another file: --record FILE";
  const reason = REASONS[code];
  if (reason !== undefined) {
    const message = `cannot write the recording ${path}: ${reason}`;
    return new PipelineError("disk", message, { cause: error, hint });
  }
  const known = diskError(error, `the recording ${path}`);
  if (!(known instanceof PipelineError)) return known;
  return new PipelineError(known.kind, known.message, { cause: error, hint });
}
