import { createReadStream } from "node:fs";
import path from "node:path";
import { addAbortSignal, type Readable } from "node:stream";

import { messageOf, PipelineError } from "../core/errors.js";
import { LANGUAGE_NAMES, LANGUAGES, type Language, languageOfFile } from "../core/language.js";
import { decodeText, readTextFile, statFile, tooLarge } from "./text-file.js";

/** Largest problem or code file that is read, in bytes. */
export const MAX_PROBLEM_BYTES = 1_000_000;

/** Standard input: a stream that may be a terminal. */
export type StandardInput = Readable & { readonly isTTY?: boolean };

/** Where a problem is read from. */
export interface ProblemRequest {
  readonly cwd: string;
  readonly stdin: StandardInput;
  /** `MAX_PROBLEM_BYTES` if not given. */
  readonly maxBytes?: number;
}

/**
 * Reads a problem from a file, or from standard input when the name is `-`. Only a byte order mark is
 * taken away. Throws PipelineError "bad_input", "usage" when standard input is a terminal, and
 * "cancelled" when the signal aborts.
 */
export async function readProblemText(
  file: string,
  request: ProblemRequest,
  signal: AbortSignal,
): Promise<string> {
  const text = await readEither(file, request, signal);
  const shownAs = file === "-" ? "Standard input" : file;
  const problem = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (problem.trim() !== "") return problem;
  const what = problem === "" ? "is empty" : "holds only white space";
  throw new PipelineError("bad_input", `${shownAs} ${what}: there is no problem to solve.`, {
    hint: "Put the statement of the problem in it.",
  });
}

async function readEither(
  file: string,
  request: ProblemRequest,
  signal: AbortSignal,
): Promise<string> {
  const limits = { kind: "bad_input", maxBytes: request.maxBytes ?? MAX_PROBLEM_BYTES } as const;
  if (file === "-") {
    if (request.stdin.isTTY === true) throw noStatement();
    return readStream(request.stdin, { ...limits, shownAs: "Standard input" }, signal);
  }
  const target = { ...limits, path: path.resolve(request.cwd, file), shownAs: file };
  const stats = await statFile(target);
  // A pipe, such as the shell's <(command), has no size and may be slow.
  return stats.isFIFO() || stats.isCharacterDevice()
    ? readStream(createReadStream(target.path), target, signal)
    : readTextFile(target);
}

function noStatement(): PipelineError {
  return new PipelineError("usage", "No problem was given: standard input is a terminal.", {
    hint: "Name a file, or pipe the statement in: pipeline run - < problem.txt",
  });
}

interface StreamRequest {
  readonly shownAs: string;
  readonly kind: "bad_input";
  readonly maxBytes: number;
}

async function readStream(
  stream: Readable,
  request: StreamRequest,
  signal: AbortSignal,
): Promise<string> {
  const { shownAs, kind, maxBytes } = request;
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Leaving the loop, in whatever way, closes the stream.
    const chunksOf: AsyncIterable<unknown> = addAbortSignal(signal, stream);
    for await (const chunk of chunksOf) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      chunks.push(bytes);
      length += bytes.length;
      if (length > maxBytes) throw tooLarge(request, null);
    }
  } catch (error) {
    if (error instanceof PipelineError) throw error;
    if (signal.aborted) {
      throw new PipelineError("cancelled", `Reading ${shownAs} was cancelled.`, { cause: error });
    }
    const message = `${shownAs} cannot be read: ${messageOf(error)}`;
    throw new PipelineError(kind, message, { cause: error });
  }
  return decodeText(Buffer.concat(chunks), request);
}

/** An existing program that is to be repaired. */
export interface CodeFile {
  /** Absolute. */
  readonly path: string;
  /** Plain name, such as `legacy.py`. */
  readonly fileName: string;
  readonly language: Language;
  /** Every byte of the file as text, a byte order mark and all line ends included. */
  readonly source: string;
}

/**
 * Reads a program. The end of its name says the language. Throws PipelineError "bad_input" when it
 * cannot be read, is empty, or is in a language that is not known.
 */
export async function readCodeFile(
  file: string,
  request: { readonly cwd: string; readonly maxBytes?: number },
): Promise<CodeFile> {
  const target = {
    path: path.resolve(request.cwd, file),
    shownAs: file,
    kind: "bad_input",
    maxBytes: request.maxBytes ?? MAX_PROBLEM_BYTES,
  } as const;
  await statFile(target);
  const fileName = path.basename(target.path);
  const language = languageOfFile(fileName);
  if (language === null) throw unknownLanguage(file);

  const source = await readTextFile(target);
  if (source.trim() === "") {
    throw new PipelineError("bad_input", `${file} is empty: there is no code to look at.`);
  }
  return { path: target.path, fileName, language, source };
}

function unknownLanguage(file: string): PipelineError {
  const named = LANGUAGE_NAMES.filter(
    (name) => languageOfFile(`x${LANGUAGES[name].extension}`) === name,
  );
  const known = named.map((name) => `${LANGUAGES[name].name} (${LANGUAGES[name].extension})`);
  return new PipelineError("bad_input", `The language of ${file} is not known by its name.`, {
    hint: `Languages that can be run: ${known.join(", ")}.`,
  });
}
