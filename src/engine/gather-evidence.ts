import { judgeNewCasesOnOthers } from "./judge-version.js";
import { measureGrowth } from "./measure-growth.js";
import type { RunContext } from "./run-context.js";
import { stressVersion } from "./stress-version.js";

/**
 * Gathers the evidence about a version that only an oracle makes possible: it is held against the oracle, then its
 * growth is measured. Each step under `key` happens once in a run; what a version fails on is a case for all.
 */
export async function gatherEvidence(run: RunContext, version: number, key: string): Promise<void> {
  if (run.plan.pipeline.definition.checks.stress === "off") return;
  const { counterexamples } = run.recorder.state;
  const agrees = await stressVersion(run, version, key);
  if (agrees) await measureGrowth(run, version, key);
  if (run.recorder.state.counterexamples.length > counterexamples.length) {
    await judgeNewCasesOnOthers(run, key);
  }
}
