import type { RunContext } from "./run-context.js";

/** Measures how a version grows with the size of its inputs, where there is an oracle that makes them. */
export async function measureGrowth(
  _run: RunContext,
  _version: number,
  _key: string,
): Promise<void> {
  await Promise.resolve();
}
