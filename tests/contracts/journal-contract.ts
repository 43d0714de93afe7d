import { describe, expect, test } from "vitest";

import type { Journal } from "../../src/core/ports.js";
import { judged, result, wrote } from "../core/run-maker.js";

/** What every journal promises. Each implementation runs the same tests. */
export function journalContract(name: string, open: () => Promise<Journal>): void {
  describe(name, () => {
    test("holds nothing before it is told", async () => {
      expect((await open()).events).toEqual([]);
    });

    test("gives back what was appended, in order", async () => {
      const journal = await open();
      const events = [wrote(1), judged(1, [result("s/1", "AC")]), wrote(2)];
      for (const event of events) await journal.append(event);

      expect(journal.events).toEqual(events);
    });

    test("keeps the order of appends that were not waited for", async () => {
      const journal = await open();
      const events = Array.from({ length: 20 }, (_, index) => wrote(index));
      await Promise.all(events.map((event) => journal.append(event)));

      expect(journal.events).toEqual(events);
    });
  });
}
