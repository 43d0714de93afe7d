import { readCallSamples } from "./call-samples.js";
import { readLabelledSamples } from "./labelled-samples.js";
import type { Outline } from "./outline.js";
import { type Reading, refuse, type SampleFound } from "./reading.js";
import { type Settled, settleSamples } from "./settle-samples.js";
import type { UsageHints } from "./usage-hints.js";

/**
 * Finds the samples of a statement. The order decides what is kept where kinds are mixed: what stands below
 * headings comes first, in the order of the statement; calls with arrows count only where no heading led to
 * anything, not even to a refusal.
 */
export function readSamples(outline: Outline, hints: UsageHints): Settled {
  const labelled = inOrder(readLabelledSamples(outline, hints));
  const calls = readCallSamples(outline);
  if (labelled.length === 0) {
    return settleSamples(hints.stdin ? calls.map(refuseBesideStandardInput) : calls);
  }
  const settled = settleSamples(hints.interactive ? labelled.map(refuseDialogue) : labelled);
  const isRead = settled.samples.some(({ kind }) => kind === "stdio");
  const strays = isRead ? strayCalls(outline, calls, labelled) : [];
  return { samples: settled.samples, refused: [...settled.refused, ...strays] };
}

function refuseBesideStandardInput(reading: Reading): Reading {
  if (reading.kind === "refused") return reading;
  const why = "It calls a function, but the statement speaks of standard input.";
  return refuse(reading.lines, why, false);
}

function refuseDialogue(reading: Reading): Reading {
  if (reading.kind === "call") return reading;
  return refuse(reading.lines, "The problem is interactive: its samples are dialogues.", false);
}

/** Calls beside samples that a program reads: no tests, but somebody should know that they were seen. */
function strayCalls(
  outline: Outline,
  calls: readonly Reading[],
  labelled: readonly Reading[],
): readonly Extract<Reading, { kind: "refused" }>[] {
  const isTaken = takenLines(outline, labelled);
  return calls
    .filter((call): call is SampleFound => call.kind === "call")
    .filter(({ lines }) => !isTaken[lines[0] - 1])
    .map(({ lines }) =>
      refuse(lines, "It calls a function, while other samples are read by a program.", false),
    );
}

/** The lines of samples and of the notes that explain them. */
function takenLines(outline: Outline, labelled: readonly Reading[]): readonly boolean[] {
  const changes = new Map<number, number>();
  const change = (line: number, by: number): void => {
    changes.set(line, (changes.get(line) ?? 0) + by);
  };
  for (const { lines } of labelled) {
    change(lines[0] - 1, 1);
    change(lines[1], -1);
  }
  let depth = 0;
  let isExplained = false;
  return outline.labels.map((label, at) => {
    depth += changes.get(at) ?? 0;
    if (label !== null) isExplained = label.kind === "stop" && label.explains;
    return depth > 0 || isExplained;
  });
}

function inOrder(readings: readonly Reading[]): readonly Reading[] {
  return readings.toSorted((left, right) => left.lines[0] - right.lines[0]);
}
