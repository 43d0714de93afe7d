import { CallGate } from "./call-gate.js";
import { recoverCalls } from "./call-model.js";
import type { RunContext } from "./run-context.js";

/** More at a time than this only makes services refuse. */
const AT_ONCE = 4;

/** Work that is done at the same time as other work of its kind: asking one agent. */
export interface Scopes<T> {
  /** Stable and unique in the run. The calls of a scope have keys that begin with it. */
  readonly keys: readonly string[];
  readonly agent: string;
  /** May call the model and nothing else that is recorded. */
  readonly work: (run: RunContext, key: string) => Promise<T>;
}

/**
 * The one place where a run does several things at the same time: calls of a model. What they came to is handed over
 * in the order of the scopes, however the answers arrive. Where one fails, those that are on their way are waited
 * for, so that no answer is lost, and no other is begun; then the failure of the first scope that failed is thrown.
 */
export async function inChildScopes<T>(
  run: RunContext,
  { keys, agent, work }: Scopes<T>,
): Promise<readonly T[]> {
  const { recorder } = run;
  const gate = new CallGate();
  const children = keys.map((key) => ({
    key,
    run: { ...run, child: { gate, call: recorder.nextCallNumber(), turns: { made: 0 } } },
  }));
  await recorder.readAhead(keys);
  for (const child of children) await recoverCalls(child.run, { agent, scope: child.key });

  const waiting = children.entries();
  const results: T[] = [];
  const failures = new Map<number, unknown>();
  const lane = async (): Promise<void> => {
    for (const [at, child] of waiting) {
      try {
        results[at] = await work(child.run, child.key);
      } catch (error) {
        gate.close(error);
        failures.set(at, error);
      }
      if (failures.size > 0) return;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
  return results;
}
