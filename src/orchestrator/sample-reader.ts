import type { SampleReader } from "../engine/run-context.js";
import { numberedRefusals, samplesFromLines } from "../statement/sample-lines.js";

/** Lets the engine ask a model where samples stand, while the bytes stay the statement's own. */
export const sampleReader: SampleReader = {
  numberedLines: numberedRefusals,
  read: (problem, reply) => samplesFromLines(problem, reply).samples,
};
