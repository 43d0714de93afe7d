import { PipelineError } from "../core/errors.js";
import type { RunPlan } from "../core/run-plan.js";
import { findAgent, findPipeline } from "../settings/find-files.js";

/** Says which pipeline and agent files have changed since the run began. The run goes on with what was frozen. */
export async function frozenFilesThatDiffer(
  plan: RunPlan,
  cwd: string,
): Promise<readonly string[]> {
  const places = { cwd };
  const notes: string[] = [];
  const compare = async (
    frozen: { readonly file: string; readonly text: string },
    find: () => Promise<{ readonly text: string; readonly shownAs: string }>,
  ): Promise<void> => {
    const now = await findOrNull(find);
    if (now === null || now.shownAs !== frozen.file || now.text === frozen.text) return;
    notes.push(`${frozen.file} has changed since; the run goes on with what it was started with`);
  };
  await compare(plan.pipeline, () => findPipeline(plan.pipeline.definition.name, places));
  for (const [role, agent] of Object.entries(plan.agents)) {
    await compare(agent, () => findAgent(role, places));
  }
  return notes;
}

/** A file that is gone does not matter: its text is frozen. */
async function findOrNull<T>(find: () => Promise<T>): Promise<T | null> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof PipelineError) return null;
    throw error;
  }
}
