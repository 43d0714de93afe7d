import { assert, asyncProperty } from "fast-check";
import { expect, test } from "vitest";

import { randomRun, randomRunWithTries } from "./random-fates.js";
import { standingsOf } from "./random-run.js";

test.each([
  { what: "one call after the other", runs: randomRun, numRuns: 1000 },
  { what: "several calls at the same time", runs: randomRunWithTries, numRuns: 500 },
])(
  "$what: the account of $numRuns runs is the server's, whatever happened to their requests",
  { timeout: 400_000 },
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
