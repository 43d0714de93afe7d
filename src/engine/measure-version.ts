import { gatherEvidence } from "./gather-evidence.js";
import { judgeVersion } from "./judge-version.js";
import type { RunContext } from "./run-context.js";

/** Runs all cases on a version, and where it passes what decides, gathers what else can be shown of it. */
export async function measureVersion(run: RunContext, version: number, key: string): Promise<void> {
  await judgeVersion(run, version, key);
  await gatherEvidence(run, version, key);
}
