import { PipelineError } from "../core/errors.js";
import { type Pipeline, pipelineSchema } from "../core/pipeline.js";
import { flowComplaints } from "./pipeline-flow.js";
import { isAboveSteps, STEP_PHRASES, stepComplaints } from "./pipeline-steps.js";
import { complaintsOf } from "./schema-complaints.js";
import { byPlace, type FileProblem, problemLines, readYaml } from "./yaml-file.js";

/** What a pipeline file came to: the pipeline, or everything that is wrong with it, sorted by place. */
export type PipelineFile =
  | { readonly pipeline: Pipeline }
  | { readonly problems: readonly FileProblem[] };

/**
 * Reads the text of a pipeline file. `knownAgents` are the names that a step may call. All problems of
 * the file are told at once; those of its flow only when the rest is in order.
 */
export function parsePipeline(text: string, knownAgents: readonly string[]): PipelineFile {
  const { file, problems } = readYaml(text);
  if (file === null) return { problems };
  if (file.value === undefined) {
    return { problems: [file.locate({ path: [], message: "the file holds no pipeline" })] };
  }

  const parsed = pipelineSchema.safeParse(file.value);
  const whole = { schema: pipelineSchema, value: file.value, phrases: STEP_PHRASES };
  const complaints = [
    ...complaintsOf(whole).filter(isAboveSteps),
    ...stepComplaints(file.value, knownAgents),
    ...(parsed.success ? flowComplaints(parsed.data) : []),
  ];
  if (parsed.success && complaints.length === 0 && problems.length === 0) {
    return { pipeline: parsed.data };
  }
  return { problems: [...problems, ...complaints.map(file.locate)].toSorted(byPlace) };
}

/**
 * Reads a pipeline that is about to run. `shownAs` is the file's name in messages. Throws PipelineError
 * "bad_pipeline" with one line for each problem.
 */
export function requirePipeline(
  file: { readonly shownAs: string; readonly text: string },
  knownAgents: readonly string[],
): Pipeline {
  const result = parsePipeline(file.text, knownAgents);
  if ("pipeline" in result) return result.pipeline;
  throw new PipelineError("bad_pipeline", problemLines(file.shownAs, result.problems).join("\n"), {
    hint: "Mend the file, then run `pipeline validate`.",
  });
}
