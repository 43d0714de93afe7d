import type { FreshStarted } from "../core/events.js";
import type { AgentStep, FreshStart } from "../core/pipeline.js";
import { freshBase } from "./agent-context.js";
import type { RunContext } from "./run-context.js";
import { writeSolutionsFrom } from "./write-solutions.js";

const INSTRUCTION =
  "Earlier attempts at this problem came to nothing. Write a new solution from the statement alone, without the old code: by another way than those that were tried, and so that none of what broke them breaks it.";

/**
 * Has a new solution written by somebody who sees nothing of the old ones but what was tried and what broke it. It is
 * measured as every version is and becomes the current one. Returns whether there is one.
 */
export async function startFresh(
  run: RunContext,
  fresh: FreshStart,
  key: string,
): Promise<boolean> {
  const { recorder } = run;
  const before = recorder.state.current;
  await recorder.record<FreshStarted>(key, "fresh.started", (stamp) => ({
    type: "fresh.started",
    ...stamp,
    why: "no progress in the last two rounds",
  }));
  const step = freshStep(fresh);
  await writeSolutionsFrom(run, { step, key: `${key}.${fresh.agent}`, base: freshBase(run) });
  return recorder.state.current !== before;
}

/** A fresh start as a step: an answer that cannot be used leaves the run where it would have ended anyway. */
export function freshStep(fresh: FreshStart): AgentStep {
  const prompt = fresh.prompt === undefined ? INSTRUCTION : `${INSTRUCTION}\n\n${fresh.prompt}`;
  return { ...fresh, prompt, optional: true };
}
