import { pointAtSamples as askForLines, SAMPLE_POINTER } from "../agents/point-at-samples.js";
import type { SamplesPointed } from "../core/events.js";
import type { RunPlan } from "../core/run-plan.js";
import { modelChoice, recordedCalls } from "./ask.js";
import type { RunContext, SampleReader } from "./run-context.js";

/** The key of the step that asks for samples. */
export const POINTING_KEY = "samples";

/**
 * Has a model point at the samples that the rules refused to read. It names lines; the bytes are the
 * statement's. Without refused parts nothing is asked.
 */
export async function pointAtSamples(run: RunContext): Promise<void> {
  const { plan, parts, recorder } = run;
  const { problem } = plan;
  const numberedText = textToPointAt(plan, parts.sampleReader);
  if (problem === null || numberedText === "") return;
  const reply = await askForLines(
    {
      stepKey: POINTING_KEY,
      numberedText,
      callModel: recordedCalls(run),
      ...modelChoice(run, SAMPLE_POINTER, plan.model),
    },
    run.signal,
  );
  await recorder.record<SamplesPointed>(`${POINTING_KEY}/read`, "samples.pointed", (stamp) => ({
    type: "samples.pointed",
    ...stamp,
    samples: parts.sampleReader.read(problem, reply),
  }));
}

/** What a model is asked to find samples in, with line numbers; empty where there is nothing to ask. */
export function textToPointAt({ problem, pipeline }: RunPlan, reader: SampleReader): string {
  if (problem === null || problem.refused.length === 0) return "";
  if (pipeline.definition.checks.samples === "off") return "";
  // Contradictions and calls cannot be mended by pointing: the reader has no lines for them.
  return reader.numberedLines(problem);
}
