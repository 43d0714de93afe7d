import { assert, asyncProperty, constantFrom, integer } from "fast-check";
import { expect, test } from "vitest";

import { randomRun, randomRunWithTries } from "./random-fates.js";
import { standingsOf } from "./random-run.js";

test.each([
  { what: "one call after the other", runs: randomRun, numRuns: 30 },
  { what: "several calls at the same time", runs: randomRunWithTries, numRuns: 15 },
])(
  "$what: whatever happens to the requests of a run, its account is the server's and its budget holds",
  async ({ runs, numRuns }) => {
    const isTheServers = asyncProperty(runs, async (run) => {
      for (const { ours, servers, overdrawn } of await standingsOf(run)) {
        expect(ours).toEqual(servers);
        expect(overdrawn.filter((over) => over > 0)).toEqual([]);
      }
    });
    await assert(isTheServers, { numRuns });
  },
);

test("a server that tells nothing of prompts or of answers cannot make a run overdraw its tokens", async () => {
  const missing = constantFrom<"usage" | "start">("usage", "start");
  const tokens = integer({ min: 4000, max: 30_000 });
  const holds = asyncProperty(missing, tokens, async (untold, limit) => {
    const fates = Array.from({ length: 30 }, () => ({ kind: "untold", missing: untold }) as const);
    const budget = { tokens: limit, usd: null, calls: null, minutes: null };
    const standings = await standingsOf({ fates, tries: 1, budget });
    expect(standings.flatMap(({ overdrawn }) => overdrawn).filter((over) => over > 0)).toEqual([]);
  });
  await assert(holds, { numRuns: 20 });
});
