import { PipelineError } from "../core/errors.js";

/** Above this share of control and replacement characters a text is taken for binary data. */
const MOST_UNREADABLE = 0.02;

/** Stands where a decoder could not make sense of the bytes. */
export const REPLACEMENT_CHARACTER = "\ufffd";

/**
 * The statement as every reader sees it: `\n` line ends, plain spaces, nothing invisible. Line numbers
 * of a problem count the lines of this text. Throws PipelineError "bad_input" for an empty or binary text.
 */
export function normaliseText(text: string): string {
  refuseBinary(text);
  const normal = text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f]/g, " ")
    .replace(/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, "")
    // Joiners hold emoji and some scripts together; beside ASCII they are only debris of a copy.
    .replace(/(?<!\P{ASCII})[\u200c\u200d]|[\u200c\u200d](?!\P{ASCII})/gu, "")
    .replace(/\p{Surrogate}/gu, REPLACEMENT_CHARACTER);
  if (normal.trim() === "") {
    throw new PipelineError("bad_input", "The problem is empty.", {
      hint: "Write the problem in plain text, with an example or two.",
    });
  }
  return normal;
}

function refuseBinary(text: string): void {
  let unreadable = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0) throw binary("it holds a NUL byte");
    if (isUnreadable(code)) unreadable++;
  }
  if (unreadable > text.length * MOST_UNREADABLE) {
    throw binary(`${unreadable} of its ${text.length} characters cannot be read`);
  }
}

function isUnreadable(code: number): boolean {
  const isWhiteSpace = code >= 0x09 && code <= 0x0d;
  return (code < 0x20 && !isWhiteSpace) || code === 0x7f || code === 0xfffd;
}

function binary(reason: string): PipelineError {
  return new PipelineError("bad_input", `The problem is not plain text: ${reason}.`, {
    hint: "Save it as UTF-8 text and try again.",
  });
}
