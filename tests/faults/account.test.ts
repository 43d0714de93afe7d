import { assert, asyncProperty } from "fast-check";
import { expect, test } from "vitest";

import {
  randomRun,
  randomRunWithTries,
  runOfHidden,
  runOfKills,
  runUntold,
} from "./random-fates.js";
import { standingsOf } from "./random-run.js";

test.each([
  { what: "one call after the other", runs: randomRun, numRuns: 30 },
  { what: "several calls at the same time", runs: randomRunWithTries, numRuns: 15 },
  { what: "kill -9 behind every answer", runs: runOfKills, numRuns: 12 },
  { what: "a server that bills what it never shows", runs: runOfHidden, numRuns: 12 },
  { what: "a server that tells no prices", runs: runUntold, numRuns: 12 },
])(
  "$what: the account is the server's, its budget holds, nothing on the disk is asked again, in $numRuns runs",
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
