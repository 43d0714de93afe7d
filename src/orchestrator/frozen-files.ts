import path from "node:path";

import { PipelineError } from "../core/errors.js";
import type { RunPlan } from "../core/run-plan.js";
import { findAgent, findPipeline } from "../settings/find-files.js";
import { readPriceFile } from "../settings/price-file.js";

/** Says which pipeline, agent and price files have changed since the run began. The run goes on with what was frozen. */
export async function frozenFilesThatDiffer(
  plan: RunPlan,
  cwd: string,
): Promise<readonly string[]> {
  const { pipeline, agents, priceFile } = plan;
  const now = [
    {
      frozen: pipeline,
      found: await findOrNull(() => findPipeline(placeOf(pipeline.file), { cwd })),
    },
    ...(await Promise.all(
      Object.entries(agents).map(async ([role, frozen]) => ({
        frozen,
        found: await findOrNull(() =>
          findAgent(role, { cwd, agents: overrideOf(role, frozen.file) }),
        ),
      })),
    )),
    ...(priceFile === null
      ? []
      : [
          {
            frozen: priceFile,
            found: await findOrNull(() => readPriceFile(priceFile.file, cwd)),
          },
        ]),
  ];
  return now.flatMap(({ frozen, found }) =>
    found === null || found.shownAs !== frozen.file || found.text === frozen.text
      ? []
      : [`${frozen.file} has changed since; the run goes on with what it was started with`],
  );
}

/** A shipped file is found by its name, any other by its path. */
function placeOf(file: string): string {
  return isShipped(file) ? path.parse(file).name : file;
}

function overrideOf(role: string, file: string): Readonly<Record<string, string>> {
  return isShipped(file) ? {} : { [role]: file };
}

function isShipped(file: string): boolean {
  return file.endsWith("(shipped)");
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
