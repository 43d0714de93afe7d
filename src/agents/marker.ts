import { createHash } from "node:crypto";

/** Letters and digits that are not taken for one another. */
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** A short name for some text: the same for the same text, and never one that stands in `unlike`. */
export function markerId(text: string, length: number, unlike: readonly string[]): string {
  for (let round = 0; ; round += 1) {
    const digest = createHash("sha256").update(`${round}\n${text}`).digest();
    const id = [...digest.subarray(0, length)].map((byte) => ALPHABET[byte % 32]).join("");
    if (!unlike.some((other) => other.includes(id))) return id;
  }
}

const DATA_ID_LENGTH = 10;

/**
 * Material for a model, between two lines that nothing inside can imitate: their id is derived from the
 * material and does not stand in it.
 */
export function dataBlock(name: string, content: string): string {
  const id = markerId(content, DATA_ID_LENGTH, [content]);
  const lines = content === "" || content.endsWith("\n") ? content : `${content}\n`;
  return `<<<DATA name="${plainName(name)}" id="${id}">>>\n${lines}<<<END DATA id="${id}">>>`;
}

const LONGEST_NAME = 80;

/** A name from outside, fit to stand in a line of ours: no quotes, brackets, bars or line breaks. */
export function plainName(name: string): string {
  const plain = name.replaceAll(/[^\p{L}\p{N} ._/+@()[\]:,-]/gu, "_");
  return plain.length > LONGEST_NAME ? `${plain.slice(0, LONGEST_NAME)}…` : plain;
}
