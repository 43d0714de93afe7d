import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { addAbortSignal } from "node:stream";

import { messageOf, PipelineError } from "../core/errors.js";

/** The name that stands for standard input. */
const STANDARD_INPUT = "-";

interface ReplyFile {
  /** A path, or `-` for standard input. */
  readonly path: string;
  readonly standardInput: Readable;
  readonly maxBytes: number;
}

/**
 * Reads a reply that a person or an agent wrote, as UTF-8 and without a byte order mark. Throws
 * PipelineError "bad_input" for a file that is missing, too long or not text, "cancelled" on a cancel.
 */
export async function readReplyFile(reply: ReplyFile, signal: AbortSignal): Promise<string> {
  const name = reply.path === STANDARD_INPUT ? "standard input" : reply.path;
  try {
    const stream =
      reply.path === STANDARD_INPUT ? reply.standardInput : createReadStream(reply.path);
    const bytes = await readBounded(addAbortSignal(signal, stream), reply.maxBytes);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (signal.aborted) {
      throw new PipelineError("cancelled", `Cancelled while reading ${name}.`, { cause: error });
    }
    throw new PipelineError(
      "bad_input",
      `The reply cannot be read from ${name}: ${reason(error)}.`,
      {
        cause: error,
      },
    );
  }
}

async function readBounded(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > maxBytes) throw new RangeError(`it is over ${maxBytes / 1e6} MB`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  switch (code) {
    case "ENOENT":
      return "there is no such file";
    case "EISDIR":
      return "it is a directory";
    case "EACCES":
      return "it may not be read";
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return "it is not UTF-8 text";
    default:
      return messageOf(error);
  }
}
