import { z } from "zod";

import { pipelineSchema } from "../core/pipeline.js";

/** The JSON schema (draft 7) of a pipeline file, which editors use to complete and check it. */
export function pipelineJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = z.toJSONSchema(pipelineSchema, { target: "draft-7", io: "input" });
  return {
    $schema,
    title: "A pipeline file",
    description: "Steps that agents take, and when a loop of them ends.",
    ...rest,
  };
}
