import { createHash } from "node:crypto";

import type { ModelRequest } from "../core/ports.js";

type Prompt = Pick<ModelRequest, "system" | "shared" | "instruction" | "repairs">;

const NUMBER = String.raw`\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?`;

/** What a machine measured, or where it kept a file: it differs from run to run. */
const MEASURED: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [new RegExp(String.raw`${NUMBER}\s?(?:[nuµm]?s|sec(?:onds?)?|min(?:utes?)?|x)\b`, "gi"), "#"],
  [new RegExp(String.raw`${NUMBER}\s?(?:[kmg]i?b|bytes)\b`, "gi"), "#"],
  [
    new RegExp(String.raw`\b((?:cpu|wall|memory|time|seconds)\w*"?\s*[:=]\s*)${NUMBER}`, "gi"),
    "$1#",
  ],
  [/(?:\/[\w.-]+)*\/(?:tmp|T)\/[\w.-]+/g, "<temp>"],
  [/\b0x[0-9a-f]{6,}\b/gi, "0x#"],
];

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

function withoutMeasurements(text: string): string {
  return MEASURED.reduce(
    (rest, [pattern, replacement]) => rest.replace(pattern, replacement),
    text,
  );
}
