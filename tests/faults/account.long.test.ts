import fc from "fast-check";
import { test } from "vitest";

import { expectHonestAccount, randomRun } from "./random-run.js";

test("the account of a thousand runs is the server's, whatever happened to their requests", {
  timeout: 300_000,
}, async () => {
  await fc.assert(fc.asyncProperty(randomRun, expectHonestAccount), { numRuns: 1000 });
});
