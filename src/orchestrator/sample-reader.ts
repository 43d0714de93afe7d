import { PipelineError } from "../core/errors.js";
import type { SampleReader } from "../engine/run-context.js";
import { numberedRefusals, samplesFromLines } from "../statement/sample-lines.js";

/** Lets the engine ask a model where samples stand, while the bytes stay the statement's own. */
export const sampleReader: SampleReader = {
  numberedLines: numberedRefusals,
  read: (problem, reply) => {
    try {
      return samplesFromLines(problem, reply).samples;
    } catch (error) {
      // A pointing that cannot be read points at nothing; the run goes on with what the rules read.
      if (error instanceof PipelineError && error.kind === "unreadable_reply") return [];
      throw error;
    }
  },
};
