import { type MakingContext, residentsOf } from "./making.js";
import { answered, inputOf } from "./one-by-one.js";
import { residentBatch } from "./resident-batch.js";
import type { Seeded, SeedTask } from "./seeded.js";

/** Seeds whose programs cost a process each: enough to keep the runners busy, few enough to look at the budget. */
const PROCESSES_PER_BATCH = 16;

/** Makes inputs and answers for some of the tasks, in their order and at least for the first. */
export async function makeBatch(
  making: MakingContext,
  tasks: readonly SeedTask[],
): Promise<readonly Seeded[]> {
  const residents = residentsOf(making);
  if (residents !== null && residents.oracle !== null) return residentBatch(residents, tasks);
  const few = tasks.slice(0, PROCESSES_PER_BATCH);
  const inputs =
    residents === null
      ? await inParallel(few, making.atOnce, async (task) => inputOf(making, task))
      : await residentBatch(residents, few);
  return inParallel(inputs, making.atOnce, async (made) =>
    made.kind === "made" ? answered(making, made) : made,
  );
}

/** Does the work for all items, some at a time, and gives back what came of them in their order. */
async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const done = new Map<number, R>();
  const waiting = items.entries();
  const lane = async (): Promise<void> => {
    for (const [at, item] of waiting) done.set(at, await work(item));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return items.flatMap((_item, at) => {
    const found = done.get(at);
    return found === undefined ? [] : [found];
  });
}
