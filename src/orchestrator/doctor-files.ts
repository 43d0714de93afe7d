import { resolveModelName } from "../models/model-names.js";
import type { Settings } from "../settings/settings.js";
import { attempt, type Finding, note, ok, problem } from "./doctor-finding.js";
import { modelsOf } from "./plan-budget.js";
import { planPipeline } from "./plan-run.js";
import { validateFiles } from "./validate.js";

/** What a look at the pipelines and agents came to. */
export interface FilesChecked {
  readonly findings: readonly Finding[];
  /** The models that `pipeline run FILE` would ask; null where that cannot be told. */
  readonly models: readonly string[] | null;
}

/** Checks all pipelines and agents that would be found, and those that a run would use with these settings. */
export async function checkFiles(cwd: string, settings: Settings | null): Promise<FilesChecked> {
  const places = { cwd, agents: settings?.agents ?? {} };
  const read = await attempt("files", () => validateFiles([], places));
  if (read.kind === "failed") return { findings: [read.finding], models: null };
  const planned =
    settings === null ? null : await attempt("files", () => modelsAsked(settings, cwd));
  const unusable = planned?.kind === "failed" ? planned.finding : null;
  const next = "Mend the file, then run `pipeline validate`.";
  const problems = [
    ...(unusable === null ? [] : [unusable]),
    ...read.value
      .flatMap((file) => file.problems)
      // What stands in the way of a run is told once.
      .filter((text) => unusable?.text.includes(text) !== true)
      .map((text) => problem("files", text, { kind: "bad_pipeline", next })),
  ];
  const warnings = read.value.flatMap((file) => file.warnings).map((text) => note("files", text));
  const usable = ok("files", `${read.value.length} pipelines and agents can be used`);
  return {
    findings: [...(problems.length === 0 ? [usable] : problems), ...warnings],
    models: planned?.kind === "done" ? planned.value : null,
  };
}

async function modelsAsked(settings: Settings, cwd: string): Promise<readonly string[]> {
  const { frozen, agents } = await planPipeline({ command: "run", settings, cwd });
  const { model, fallbackModel } = settings;
  const named = modelsOf({ pipeline: frozen, agents, model, fallbackModel });
  return [...new Set(named.map(resolveModelName))];
}
