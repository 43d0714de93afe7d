import { LANGUAGES } from "./language.js";
import type { RunPlan } from "./run-plan.js";

/** The file of a version: `solution_v1.py`, or `legacy_v1.py` where a file of the user is repaired. */
export function versionFile(plan: RunPlan, version: number): string {
  const base = plan.code === null ? "solution" : plan.stem;
  return `${base}_v${version}${extensionOf(plan)}`;
}

/** The file of the final version. */
export function finalFile(plan: RunPlan): string {
  return `solution_final${extensionOf(plan)}`;
}

/** The file that a step's `as` pattern names, such as `{stem}_fixed`. */
export function aliasFile(plan: RunPlan, pattern: string): string {
  return `${pattern.replaceAll("{stem}", plan.stem)}${extensionOf(plan)}`;
}

export function planFile(number: number): string {
  return `fix_plan_${number}.md`;
}

export function reportFile(version: number): string {
  return `test_results_v${version}.json`;
}

/** The user's own file keeps its ending, `.mjs` for one. */
function extensionOf(plan: RunPlan): string {
  const own = plan.code === null ? null : /\.[^.]+$/.exec(plan.code.fileName);
  return own?.[0] ?? LANGUAGES[plan.language].extension;
}
