import { z } from "zod";

import { PipelineError } from "../core/errors.js";
import type { Problem, RefusedBlock, Sample } from "../core/problem.js";
import { interpretPair } from "./interpret-pair.js";
import { type Outline, outlineOf } from "./outline.js";
import {
  type Ground,
  overlaps,
  type PointedTest,
  pointedSide,
  rangeOfTest,
  whyNotThere,
} from "./pointed-lines.js";
import { readSamples } from "./read-samples.js";
import { type Reading, refuse, type SampleFound, type SampleRefused } from "./reading.js";
import { asSample, numberSamples, settleSamples } from "./settle-samples.js";
import { readUsageHints, type UsageHints } from "./usage-hints.js";

const range = z.tuple([z.int().positive(), z.int().positive()]);

/** What somebody who looks for samples may answer: line numbers of the statement, and nothing else. */
export const sampleLinesSchema = z.object({
  tests: z.array(z.object({ input: range, output: range })),
});

/** Samples at lines that were pointed at, and the tests that do not hold, each with the reason. */
export interface PointedSamples {
  readonly samples: readonly Sample[];
  readonly refused: readonly RefusedBlock[];
}

/**
 * The parts of a statement in which somebody may point at samples, with line numbers before every line. Empty
 * when there is none: contradictions and calls cannot be mended by pointing.
 */
export function numberedRefusals(problem: Problem): string {
  const { outline, blocks } = openParts(problem);
  const width = String(outline.lines.length).length;
  return blocks
    .map(({ lines: [first, last], why }) => {
      const numbered = outline.lines
        .slice(first - 1, last)
        .map((line, index) => `${String(first + index).padStart(width)}| ${line}`.trimEnd());
      return [`Lines ${first} to ${last}. ${why}`, ...numbered].join("\n");
    })
    .join("\n\n");
}

/**
 * Takes the samples that a reply points at. The bytes are the statement's own lines, inside blocks that were
 * refused; they pass the same guards as every sample. Throws PipelineError "unreadable_reply" when the reply
 * is not of the agreed form.
 */
export function samplesFromLines(problem: Problem, reply: unknown): PointedSamples {
  const parsed = sampleLinesSchema.safeParse(reply);
  if (!parsed.success) {
    throw new PipelineError(
      "unreadable_reply",
      `The reply does not name lines of samples: ${z.prettifyError(parsed.error)}`,
      { hint: 'It must be like {"tests":[{"input":[12,14],"output":[16,16]}]}.' },
    );
  }
  const { outline, hints, blocks } = openParts(problem);
  const accepted = acceptedSamples(problem);
  const taken = accepted.map(({ lines }) => lines);
  const ground: Ground = { outline, blocks, taken, tests: parsed.data.tests };
  const readings = parsed.data.tests.map((test) => readPointed(ground, hints, test));
  const settled = settleSamples([...accepted, ...readings]);
  const samples = settled.samples.filter((sample) => !accepted.includes(sample)).map(asSample);
  const numbered = numberSamples([...problem.samples, ...samples]);
  return {
    samples: numbered.slice(problem.samples.length),
    refused: settled.refused
      .filter(({ lines }) => !taken.includes(lines))
      .map(({ lines, why }) => ({ lines, why })),
  };
}

/**
 * The problem with more samples, all in the order of the statement (those from files last) and numbered anew.
 * A refused block in which one of them stands is no longer refused.
 */
export function withSamples(problem: Problem, added: readonly Sample[]): Problem {
  const all = [...problem.samples, ...added].toSorted(
    (left, right) => firstLine(left) - firstLine(right),
  );
  const isMended = ({ lines }: RefusedBlock): boolean =>
    added.some((sample) => sample.lines !== null && overlaps(sample.lines, lines));
  return {
    ...problem,
    samples: numberSamples(all),
    refused: problem.refused.filter((block) => !isMended(block)),
    shape: problem.shape ?? (all.length > 0 ? "stdio" : null),
  };
}

function firstLine(sample: Sample): number {
  return sample.lines?.[0] ?? Number.POSITIVE_INFINITY;
}

/** The samples that were read by rule, in the form in which new ones are held against them. */
function acceptedSamples(problem: Problem): readonly SampleFound[] {
  return problem.samples.flatMap(({ test, lines }): readonly SampleFound[] => {
    if (lines === null || test.expected === null) return [];
    const kind = problem.shape === "call" ? "call" : "stdio";
    const given: unknown = kind === "call" ? JSON.parse(test.input) : [];
    const arity = Array.isArray(given) ? given.length : 0;
    const { input, expected } = test;
    return [{ kind, lines, input, expected, entry: null, names: null, arity }];
  });
}

interface OpenParts {
  readonly outline: Outline;
  readonly hints: UsageHints;
  readonly blocks: readonly SampleRefused[];
}

/** The refused blocks that pointing can mend. */
function openParts(problem: Problem): OpenParts {
  const outline = outlineOf(problem.statement);
  const hints = readUsageHints(problem.statement);
  const { refused } = readSamples(outline, hints);
  const isOpen = ({ lines, pointable }: SampleRefused): boolean =>
    pointable && problem.refused.some((block) => overlaps(block.lines, lines));
  return { outline, hints, blocks: refused.filter(isOpen) };
}

function readPointed(ground: Ground, hints: UsageHints, test: PointedTest): Reading {
  const why = whyNotThere(ground, test);
  if (why !== null) return refuse(rangeOfTest(test), why, false);
  return interpretPair({
    input: pointedSide(ground.outline, test.input, "input"),
    output: pointedSide(ground.outline, test.output, "output"),
    strength: "sample",
    hints,
  });
}
