import { holds, untilHolds } from "../core/conditions.js";
import type { LoopEnd, LoopEnded, RoundStarted } from "../core/events.js";
import type { RepeatStep, SimpleStep } from "../core/pipeline.js";
import { mayStartFresh, roundsAllowed } from "../core/progress.js";
import { versionOf } from "../core/run-state.js";
import type { RunContext } from "./run-context.js";
import { startFresh } from "./start-fresh.js";

interface Loop {
  readonly key: string;
  readonly runStep: (run: RunContext, step: SimpleStep, key: string) => Promise<void>;
}

/** Turns the loop until its goals are reached, tested after every step, or a stop rule ends it. */
export async function runRepeat(
  run: RunContext,
  repeat: RepeatStep["repeat"],
  loop: Loop,
): Promise<void> {
  const before = run.recorder.state.rounds.length;
  const allowed = roundsAllowed(run.recorder.state, repeat.max);
  const end = await turnRounds(run, repeat, { ...loop, allowed });
  await run.recorder.record<LoopEnded>(`${loop.key}.ended`, "loop.ended", (stamp) => ({
    type: "loop.ended",
    ...stamp,
    rounds: run.recorder.state.rounds.length - before,
    end,
  }));
}

async function turnRounds(
  run: RunContext,
  repeat: RepeatStep["repeat"],
  loop: Loop & { readonly allowed: number },
): Promise<LoopEnd> {
  for (let turn = 1; turn <= loop.allowed; turn += 1) {
    const key = `${loop.key}.round-${turn}`;
    await startRound(run, { key, turn, max: loop.allowed });
    for (const [index, step] of repeat.steps.entries()) {
      await loop.runStep(run, step, `${key}/${index + 1}`);
      if (reached(run, repeat)) return "until";
    }
    const stop = stopRule(run, repeat);
    if (stop === null) continue;
    const left = loop.allowed - turn;
    if (!(await startsFresh(run, repeat, { key: `${loop.key}.fresh`, left }))) return stop;
    if (reached(run, repeat)) return "until";
  }
  return "rounds_used_up";
}

/** Makes the fresh start that the file allows, where there is room for one. Whether the loop goes on with a new version. */
async function startsFresh(
  run: RunContext,
  { fresh_start: fresh }: RepeatStep["repeat"],
  { key, left }: { readonly key: string; readonly left: number },
): Promise<boolean> {
  if (fresh === undefined || !mayStartFresh(run.recorder.state, left)) return false;
  return startFresh(run, fresh, key);
}

async function startRound(
  run: RunContext,
  { key, turn, max }: { readonly key: string; readonly turn: number; readonly max: number },
): Promise<void> {
  await run.recorder.record<RoundStarted>(key, "round.started", (stamp) => ({
    type: "round.started",
    ...stamp,
    round: turn,
    max,
  }));
}

function reached(run: RunContext, repeat: RepeatStep["repeat"]): boolean {
  const { state } = run.recorder;
  const version = versionOf(state, state.current);
  return untilHolds(repeat.until, state, { version, limits: run.plan.limits, claims: "wait" });
}

function stopRule(run: RunContext, repeat: RepeatStep["repeat"]): LoopEnd | null {
  const { state } = run.recorder;
  return repeat.stop_if?.find((condition) => holds(condition, state, run.plan.limits)) ?? null;
}
