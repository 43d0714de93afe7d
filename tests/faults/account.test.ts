import fc from "fast-check";
import { test } from "vitest";

import { expectHonestAccount, randomRun } from "./random-run.js";

test("whatever happens to the requests of a run, its account is the server's and its budget holds", async () => {
  await fc.assert(fc.asyncProperty(randomRun, expectHonestAccount), { numRuns: 60 });
});
