import type { RunContext } from "./run-context.js";

/** Gathers the evidence about a version that only an oracle makes possible. Each step under `key` happens once in a run. */
export async function gatherEvidence(
  _run: RunContext,
  _version: number,
  _key: string,
): Promise<void> {}
