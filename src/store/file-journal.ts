import { type FileHandle, open, readFile } from "node:fs/promises";

import { PipelineError } from "../core/errors.js";
import type { RunEvent } from "../core/events.js";
import type { Journal } from "../core/ports.js";
import { codeOf, diskError, readError } from "./disk-error.js";
import { formatLine, parseLine } from "./journal-line.js";

/**
 * The journal of a run as a file of JSON lines. An event is on the disk before `append` returns. A torn
 * last line, the trace of a crash while writing, is cut off; any other damaged line is an error.
 */
export class FileJournal implements Journal {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #events: RunEvent[];
  #length: number;
  #tail: Promise<void> = Promise.resolve();

  private constructor(path: string, file: FileHandle, read: ReadJournal) {
    this.#path = path;
    this.#file = file;
    this.#events = [...read.events];
    this.#length = read.goodBytes;
  }

  /** Opens or makes the file. Throws PipelineError "bad_journal" naming the damaged line. */
  static async open(path: string): Promise<FileJournal> {
    const file = await open(path, "a+").catch((error: unknown) => {
      throw diskError(error, path);
    });
    try {
      const bytes = await file.readFile();
      const read = readJournal(bytes, path);
      if (read.goodBytes < bytes.length) await file.truncate(read.goodBytes);
      return new FileJournal(path, file, read);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  get events(): readonly RunEvent[] {
    return this.#events;
  }

  /** Appends one event after all that were given before it. Throws PipelineError "disk". */
  append(event: RunEvent): Promise<void> {
    const appended = this.#tail.then(() => this.#write(event));
    // The next append must not fail for the failure of this one; the caller of this one sees it.
    this.#tail = appended.catch(() => undefined);
    return appended;
  }

  async close(): Promise<void> {
    await this.#tail;
    await this.#file.close();
  }

  async #write(event: RunEvent): Promise<void> {
    const line = Buffer.from(formatLine(event));
    try {
      await this.#file.appendFile(line);
      await this.#file.datasync();
    } catch (error) {
      // Half a line may be there; what follows must not be glued to it.
      await this.#file.truncate(this.#length);
      throw diskError(error, this.#path);
    }
    this.#length += line.length;
    this.#events.push(event);
  }
}

interface ReadJournal {
  readonly events: readonly RunEvent[];
  /** Bytes up to the end of the last whole line. */
  readonly goodBytes: number;
}

/** Reads the events of a journal's bytes; a last line without its newline is left out. */
export function readJournal(bytes: Buffer, path: string): ReadJournal {
  const goodBytes = bytes.lastIndexOf(0x0a) + 1;
  const lines = bytes.toString("utf8", 0, goodBytes).split("\n").slice(0, -1);
  const events = lines.map((line, index) => {
    const event = parseLine(line);
    if (event !== null) return event;
    throw new PipelineError("bad_journal", `line ${index + 1} of ${path} is damaged`, {
      hint: "Restore the file from a copy, or start the run again.",
    });
  });
  return { events, goodBytes };
}

/** The events of a journal that somebody else may be writing: nothing is changed, a torn last line is left out. */
export async function readJournalFile(path: string): Promise<readonly RunEvent[]> {
  try {
    return readJournal(await readFile(path), path).events;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error instanceof PipelineError ? error : readError(error, path);
  }
}
