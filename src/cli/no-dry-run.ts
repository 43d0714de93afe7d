import { PipelineError } from "../core/errors.js";
import type { Settings } from "../settings/settings.js";

/** Refuses to call a model where somebody asked for no call. Throws PipelineError "usage". */
export function refuseDryRun({ dryRun, sources }: Settings, command: string): void {
  if (!dryRun) return;
  const asked = sources.dryRun?.label ?? "--dry-run";
  throw new PipelineError("usage", `${command} would call a model, and ${asked} asks for none`, {
    hint: "Only run, compete and debug can be told of beforehand.",
  });
}
