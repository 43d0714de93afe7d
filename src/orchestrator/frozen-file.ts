import { createHash } from "node:crypto";

/** A file's text with its hash, as a run keeps it. */
export function frozenFile(
  file: string,
  text: string,
): { file: string; text: string; sha256: string } {
  return { file, text, sha256: createHash("sha256").update(text).digest("hex") };
}
