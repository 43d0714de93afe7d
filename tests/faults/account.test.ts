import { assert, asyncProperty } from "fast-check";
import { expect, test } from "vitest";

import { randomRun, standingsOf } from "./random-run.js";

test("whatever happens to the requests of a run, its account is the server's and its budget holds", async () => {
  const isTheServers = asyncProperty(randomRun, async (run) => {
    for (const { ours, servers, overdrawn } of await standingsOf(run)) {
      expect(ours).toEqual(servers);
      expect(overdrawn).toEqual([0, 0, 0]);
    }
  });
  await assert(isTheServers, { numRuns: 60 });
});
