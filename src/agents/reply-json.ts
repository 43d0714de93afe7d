import { messageOf } from "../core/errors.js";
import { parseExactJson } from "./exact-json.js";
import { type Fence, fencesOf } from "./fences.js";

/** What the data of a reply came to: a value, nothing there, or what is wrong with it. */
export type JsonReading =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "none" }
  | { readonly kind: "broken"; readonly complaint: string };

/**
 * The data of a reply: its last fenced json block; without one its last fenced block that begins as an
 * object; without any fence the object that the reply is or ends with.
 */
export function readJson(rest: string): JsonReading {
  const fences = fencesOf(rest);
  const fence = fences.findLast(isJson) ?? fences.findLast(looksLikeObject);
  const text = fence?.text ?? (fences.length === 0 ? bareObject(rest) : null);
  if (text === null) return { kind: "none" };
  try {
    return { kind: "value", value: parseExactJson(text) };
  } catch (error) {
    if (fence?.closed === false) {
      const complaint = "The json block is never closed, so it may have been cut off.";
      return { kind: "broken", complaint };
    }
    return { kind: "broken", complaint: `The json block is not valid JSON: ${messageOf(error)}.` };
  }
}

function isJson({ tag }: Fence): boolean {
  return /^json[c5]?$/.test(tag);
}

function looksLikeObject({ tag, text }: Fence): boolean {
  return tag === "" && text.trimStart().startsWith("{") && text.trimEnd().endsWith("}");
}

function bareObject(rest: string): string | null {
  const text = rest.trim();
  if (!text.endsWith("}")) return null;
  const start = text.startsWith("{") ? 0 : text.search(/\n[ \t]*\{/);
  return start < 0 ? null : text.slice(start);
}
