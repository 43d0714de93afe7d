import { assert, asyncProperty } from "fast-check";
import { expect, test } from "vitest";

import { randomRun, standingsOf } from "./random-run.js";

test("the account of a thousand runs is the server's, whatever happened to their requests", {
  timeout: 400_000,
}, async () => {
  const isTheServers = asyncProperty(randomRun, async (run) => {
    for (const { ours, servers, overdrawn } of await standingsOf(run)) {
      expect(ours).toEqual(servers);
      expect(overdrawn).toEqual([0, 0, 0]);
    }
  });
  await assert(isTheServers, { numRuns: 1000 });
});
