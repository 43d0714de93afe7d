import { z } from "zod";

import type { Proof } from "../core/finding.js";
import { languageOfFile } from "../core/language.js";
import { jsonText, markedNumber, parseExactJson } from "./exact-json.js";
import type { ExpectedPlan } from "./expectation.js";
import type { ReplyFile } from "./reply-files.js";

/** A proof, none, or why what was sent is none. */
export type ProofReading = { readonly proof: Proof | null } | { readonly flaw: string };

interface ProofPlace extends ExpectedPlan {
  /** Place of the finding in the reply, from 1. */
  readonly position: number;
}

const anything = z.unknown().optional();
const proofSchema = z.object({ file: anything, input: anything, expected: anything });

/** Reads the proof of one finding: an input with what is expected, or a file of the same reply. */
export function readProof(
  value: unknown,
  files: readonly ReplyFile[],
  place: ProofPlace,
): ProofReading {
  if (value === null || value === undefined) return { proof: null };
  const flaw = (why: string) => ({ flaw: `The proof of finding ${place.position} ${why}` });
  const form = proofSchema.safeParse(value);
  if (!form.success) {
    return flaw('must be { "input": …, "expected": … }, { "file": "…" } or null.');
  }
  const { file, input, expected } = form.data;
  const id = `proof/${place.planNumber}.${place.position}`;
  if (typeof file === "string") {
    const found = testFile(file, files, place);
    if ("why" in found) return flaw(found.why);
    const { path: fileName, text: source } = found;
    return { proof: { kind: "test-file", id, origin: "proof", fileName, source } };
  }
  if (place.shape === "module") {
    return flaw("must be a test file: a module reads no input.");
  }
  const texts =
    place.shape === "call" ? callTexts(input, expected, place) : streamTexts(input, expected);
  if ("why" in texts) return flaw(texts.why);
  return { proof: { kind: "data", id, origin: "proof", ...texts } };
}

function testFile(
  name: string,
  files: readonly ReplyFile[],
  { language }: ExpectedPlan,
): ReplyFile | { readonly why: string } {
  const file = files.find(({ path }) => path === name);
  if (file === undefined) {
    return { why: `names the file ${JSON.stringify(name)}, which is not in the reply.` };
  }
  // Any other name could take the place of the program itself or of a module that it loads.
  if (!/^(?:proof|test)/.test(name) || languageOfFile(name) !== language) {
    return {
      why: `names the file ${JSON.stringify(name)}; a test is named like proof_1 or test_1.`,
    };
  }
  return file;
}

interface CaseTexts {
  readonly input: string;
  readonly expected: string | null;
}

type TextsReading = CaseTexts | { readonly why: string };

function streamTexts(input: unknown, expected: unknown): TextsReading {
  const inputText = readInputText(input);
  if (inputText === null) return { why: "has no input: it must be the text on standard input." };
  if (expected === null || expected === undefined) return { input: inputText, expected: null };
  const expectedText = readInputText(expected);
  if (expectedText === null) return { why: "expects something that is not a text." };
  return { input: inputText, expected: expectedText };
}

/** A text with a line end behind its last line. Numbers, and lists of lines, are meant as text too. */
export function readInputText(value: unknown): string | null {
  const number = markedNumber(value) ?? (typeof value === "number" ? String(value) : null);
  if (number !== null) return `${number}\n`;
  if (Array.isArray(value)) {
    const lines = value.map(readInputText);
    return lines.every((text) => text !== null) ? lines.join("") : null;
  }
  if (typeof value !== "string") return null;
  const text = value.replaceAll("\r\n", "\n");
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

function callTexts(input: unknown, expected: unknown, place: ProofPlace): TextsReading {
  const array = argumentsText(input);
  if (array === null) return { why: "needs an input that is the JSON array of the arguments." };
  return { input: array, expected: resultText(expected, place.resultsAreText) };
}

function argumentsText(input: unknown): string | null {
  if (Array.isArray(input)) return jsonText(input);
  if (typeof input !== "string" || markedNumber(input) !== null) return null;
  const value = parsed(input);
  return Array.isArray(value) ? jsonText(value) : null;
}

/** Literals that a reviewer of Python code writes from habit. */
const PYTHON_WORDS: Readonly<Record<string, string>> = {
  True: "true",
  False: "false",
  None: "null",
};

/** A text may be the result itself or the JSON of it; how the samples' results look decides. */
function resultText(expected: unknown, resultsAreText: boolean | null): string | null {
  if (expected === null || expected === undefined) return null;
  if (typeof expected !== "string" || markedNumber(expected) !== null) return jsonText(expected);
  const value = parsed(expected);
  if (resultsAreText === true)
    return typeof value === "string" ? jsonText(value) : jsonText(expected);
  if (value !== undefined) return jsonText(value);
  return PYTHON_WORDS[expected.trim()] ?? jsonText(expected);
}

function parsed(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch (error) {
    // Not JSON: then the text means itself.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
