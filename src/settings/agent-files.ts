import { PipelineError } from "../core/errors.js";
import type { AgentStep, Pipeline, RepeatStep, SimpleStep } from "../core/pipeline.js";
import { alternatives } from "./schema-complaints.js";

/** Files that take the place of agents, by role. */
export type AgentFiles = Readonly<Record<string, string>>;

// Begins with a letter, so that no role can be mistaken for something of the language itself.
const ROLE = /^[a-z][\w -]*$/i;

/**
 * Reads `ROLE=FILE` pairs, such as `problem-solver=my-solver.md`. Null when one is not of that form or a
 * role comes twice.
 */
export function parseAgentFiles(pairs: readonly string[]): AgentFiles | null {
  const files = new Map<string, string>();
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    const role = pair.slice(0, Math.max(0, equals)).trim();
    const file = pair.slice(equals + 1).trim();
    if (!ROLE.test(role) || file === "" || files.has(role)) return null;
    files.set(role, file);
  }
  return files.size > 0 ? Object.fromEntries(files) : null;
}

/**
 * Refuses a file for a role that the pipeline does not have: it would change nothing, in silence. Throws
 * PipelineError "usage".
 */
export function checkAgentFiles(files: AgentFiles, pipeline: Pipeline): void {
  const roles = rolesOf(pipeline);
  const unused = Object.keys(files).find((role) => !roles.includes(role));
  if (unused === undefined) return;
  const message = `The pipeline "${pipeline.name}" has no agent "${unused}"${alternatives(unused, roles)}.`;
  throw new PipelineError("usage", message, {
    hint: "--agent takes the place of an agent that the pipeline names: --agent ROLE=FILE.",
  });
}

/** The agents that the steps of a pipeline call, each once, in order. */
export function rolesOf(pipeline: Pipeline): readonly string[] {
  return [...new Set(agentStepsOf(pipeline).map(({ agent }) => agent))];
}

/** The steps of a pipeline that call an agent, those of its loops among them, in order. */
export function agentStepsOf(pipeline: Pipeline): readonly Pick<AgentStep, "agent" | "model">[] {
  const steps = pipeline.steps.flatMap((step) => ("repeat" in step ? stepsOf(step) : [step]));
  return steps.flatMap((step) => ("agent" in step ? [step] : []));
}

function stepsOf({ repeat: { steps, fresh_start: fresh } }: RepeatStep): readonly SimpleStep[] {
  return fresh === undefined ? steps : [...steps, fresh];
}
