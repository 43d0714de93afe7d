import { pointAtSamples as askForLines, SAMPLE_POINTER } from "../agents/point-at-samples.js";
import type { SamplesPointed } from "../core/events.js";
import { modelChoice, recordedCalls } from "./ask.js";
import type { RunContext } from "./run-context.js";

const STEP_KEY = "samples";

/**
 * Has a model point at the samples that the rules refused to read. It names lines; the bytes are the
 * statement's. Without refused parts nothing is asked.
 */
export async function pointAtSamples(run: RunContext): Promise<void> {
  const { plan, parts, recorder } = run;
  const { problem } = plan;
  if (problem === null || problem.refused.length === 0) return;
  if (plan.pipeline.definition.checks.samples === "off") return;
  const numberedText = parts.sampleReader.numberedLines(problem);
  // Contradictions and calls cannot be mended by pointing: then there is nothing to ask.
  if (numberedText === "") return;
  const reply = await askForLines(
    {
      stepKey: STEP_KEY,
      numberedText,
      callModel: recordedCalls(run),
      ...modelChoice(run, SAMPLE_POINTER, plan.model),
    },
    run.signal,
  );
  await recorder.record<SamplesPointed>(`${STEP_KEY}/read`, "samples.pointed", (stamp) => ({
    type: "samples.pointed",
    ...stamp,
    samples: parts.sampleReader.read(problem, reply),
  }));
}
