import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

import { HEADINGS } from "../core/headings.js";
import type { ComposedCall } from "../core/ports.js";

/** What a model reads, in its order. */
export type Prompt = Pick<ComposedCall, "system" | "shared" | "instruction" | "repairs">;

// Bounded, and begun only where no digit stands in front: long rows of digits take no longer than other texts.
const NUMBER = String.raw`(?<!\d)\d+(?:,\d{3}){0,6}(?:\.\d+)?(?:e[-+]?\d+)?`;

/** What a machine measured: it differs from run to run. */
const MEASURED: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [new RegExp(String.raw`${NUMBER}\s?(?:[nuµm]?s|sec(?:onds?)?|min(?:utes?)?|x)\b`, "gi"), "#"],
  [new RegExp(String.raw`${NUMBER}\s?(?:[kmg]i?b|bytes)\b`, "gi"), "#"],
  [
    new RegExp(String.raw`\b((?:cpu|wall|memory|time|seconds)\w*"?\s*[:=]\s*)${NUMBER}`, "gi"),
    "$1#",
  ],
];
const PATH = /(?:\/[\w.-]+)+/g;
const ADDRESS = /\b0x[0-9a-f]{6,}\b/gi;

/** A fingerprint of a prompt that is the same on every machine: measured numbers do not count. */
export function promptSha256(prompt: Prompt): string {
  const { system, shared, instruction, repairs } = prompt;
  const turns = repairs.map(({ reply, complaint }) => [reply, complaint].map(withoutMeasurements));
  const parts = [
    withoutMeasurements(system),
    shared.map(withoutMeasurements),
    withoutMeasurements(instruction),
    turns,
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** A text with the same sign for everything that was measured in figures. */
function withoutMeasurements(text: string): string {
  return MEASURED.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text)
    .replace(PATH, withoutTemporaryFolder)
    .replace(ADDRESS, "0x#");
}

/** What was measured and put in words: a machine that is busy comes to others. Whether limits are kept stays. */
const IN_WORDS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/\bit grows like [^;\n]{1,60}; /g, ""],
  [/; time grows like [^;\n]{1,60}/g, ""],
  [
    /\b(?:under 10 %|10 to 50 %|50 to 100 %|more than half) of the (?:time )?limit\b/g,
    "a part of the limit",
  ],
];

/**
 * A prompt as it is held against another: without what was measured, in figures or in words, where it tells of
 * measurements. Rules, problem, code and the words of an agent count to the letter.
 */
export function comparablePrompt({ system, shared, instruction, repairs }: Prompt): Prompt {
  return {
    system,
    shared: shared.map((block) => (tellsOfRuns(block) ? comparableText(block) : block)),
    instruction: comparableInstruction(instruction),
    // A complaint can tell what runs found; a reply is the model's own.
    repairs: repairs.map(({ reply, complaint }) => ({
      reply,
      complaint: comparableText(complaint),
    })),
  };
}

/** Whether two prompts ask for the same, as far as it does not depend on the machine. */
export function isSamePrompt(left: Prompt, right: Prompt): boolean {
  return isDeepStrictEqual(comparablePrompt(left), comparablePrompt(right));
}

/** The first line of a block is never in the words of anybody else. */
function tellsOfRuns(block: string): boolean {
  return [HEADINGS.report, HEADINGS.growth, HEADINGS.plan].some((heading) =>
    block.startsWith(`${heading} `),
  );
}

/** What was tried stands last before the facts of the program: what an agent's file says stands before it. */
function comparableInstruction(text: string): string {
  const end = text.lastIndexOf(`\n\n${HEADINGS.program}\n\n`);
  const from = text.slice(0, Math.max(0, end)).lastIndexOf(`\n\n${HEADINGS.tried}\n\n`);
  if (from === -1) return text;
  return text.slice(0, from) + comparableText(text.slice(from, end)) + text.slice(end);
}

function comparableText(text: string): string {
  return IN_WORDS.reduce(
    (rest, [pattern, replacement]) => rest.replace(pattern, replacement),
    withoutMeasurements(text),
  );
}

/** Up to the entry of the last temporary folder, a path differs from machine to machine. */
function withoutTemporaryFolder(path: string): string {
  const names = path.split("/");
  const folder = names.findLastIndex(
    (name, index) => (name === "tmp" || name === "T") && index < names.length - 1,
  );
  return folder === -1
    ? path
    : `<temp>${names
        .slice(folder + 2)
        .map((name) => `/${name}`)
        .join("")}`;
}
