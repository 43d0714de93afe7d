import type { Problem } from "../core/problem.js";
import { normaliseText } from "./normalise-text.js";
import { outlineOf } from "./outline.js";
import { readLimits } from "./read-limits.js";
import { readSamples } from "./read-samples.js";
import { readTitle } from "./read-title.js";
import { asSample, numberSamples } from "./settle-samples.js";
import { readUsageHints } from "./usage-hints.js";

/**
 * Reads a problem in plain text: title, limits, samples, and how the program is used. Samples are taken by
 * rule and are never guessed: what may not be one is listed in `refused`. `statement` of the result is the
 * normalised text whose lines all line numbers count. Throws PipelineError "bad_input" when the text is empty
 * or binary.
 */
export function readStatement(text: string, fallbackTitle: string): Problem {
  const statement = normaliseText(text);
  const outline = outlineOf(statement);
  const hints = readUsageHints(statement);
  const { samples, refused } = readSamples(outline, hints);
  return {
    title: readTitle(outline) ?? fallbackTitle,
    statement,
    limits: readLimits(statement),
    samples: numberSamples(samples.map(asSample)),
    refused: refused.map(({ lines, why }) => ({ lines, why })),
    shape: samples[0]?.kind ?? (hints.stdin ? "stdio" : null),
    entry: samples.find(({ entry }) => entry !== null)?.entry ?? null,
  };
}
