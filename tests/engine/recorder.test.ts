import { setImmediate as nextTurn } from "node:timers/promises";

import * as fc from "fast-check";
import { expect, test } from "vitest";

import type { RunEvent, StepSkipped } from "../../src/core/events.js";
import { stateOf } from "../../src/core/run-state.js";
import { Recorder } from "../../src/engine/recorder.js";
import { MemoryJournal } from "../../src/store/memory-journal.js";

const clock = { now: () => 0 };

/** A journal whose writes take long, now and then. */
class SlowJournal extends MemoryJournal {
  readonly #turns: readonly number[];
  #writes = 0;

  constructor(turns: readonly number[], events?: readonly RunEvent[]) {
    super(events);
    this.#turns = turns;
  }

  override async append(event: RunEvent): Promise<void> {
    const turns = this.#turns[this.#writes++ % this.#turns.length] ?? 0;
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
    await super.append(event);
  }
}

function skip(recorder: Recorder, key: string, turns = 0): Promise<StepSkipped> {
  return recorder.step<StepSkipped>(key, "step.skipped", async (stamp) => {
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
    return { type: "step.skipped", ...stamp(), agent: "a", why: key };
  });
}

test("steps at the same time are taken in the order of the journal, one after another", async () => {
  const turns = fc.array(fc.nat({ max: 5 }), { minLength: 6, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(turns, turns, async (work, writes) => {
      const journal = new SlowJournal(writes);
      const heard: string[] = [];
      let busy = 0;
      const recorder = new Recorder({
        journal,
        clock,
        onRecorded: async (event) => {
          busy += 1;
          expect(busy).toBe(1);
          await nextTurn();
          heard.push("key" in event ? event.key : "");
          busy -= 1;
        },
      });
      await Promise.all(work.map((long, at) => skip(recorder, `${at}`, long)));

      expect(recorder.taken).toEqual(journal.events);
      expect(heard).toEqual(journal.events.map((event) => ("key" in event ? event.key : "")));
      expect(recorder.state).toEqual(stateOf(journal.events));
    }),
    { numRuns: 15 },
  );
});

test("one key for two steps is a bug, also where both are at work", async () => {
  const recorder = new Recorder({ journal: new MemoryJournal(), clock, onRecorded: () => {} });
  const [first, second] = await Promise.allSettled([skip(recorder, "a", 2), skip(recorder, "a")]);

  expect(first?.status).toBe("fulfilled");
  expect(second).toMatchObject({ status: "rejected", reason: { kind: "bug" } });
});

test("a write that fails takes nothing with it", async () => {
  const journal = new MemoryJournal();
  let full = true;
  const append = journal.append.bind(journal);
  journal.append = (event) => (full ? Promise.reject(new Error("disk full")) : append(event));
  const recorder = new Recorder({ journal, clock, onRecorded: () => {} });

  await expect(skip(recorder, "a")).rejects.toThrow("disk full");
  full = false;
  await skip(recorder, "b");
  expect(recorder.taken.map((event) => ("key" in event ? event.key : ""))).toEqual(["b"]);
});
