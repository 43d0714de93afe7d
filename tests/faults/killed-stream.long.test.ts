import { expect, test } from "vitest";

import { accountOf, type Kill, type KillPoint, killedAt } from "./killed-stream.js";

/** Calls of the run, and which of the points behind its last byte each is killed at: only one of them can be reached. */
const ENDS: readonly KillPoint[] = [
  "last event",
  "spooled",
  "journalled",
  "last event",
  "spooled",
  "last event",
];

const POINTS: readonly KillPoint[] = [
  "asked",
  "headers",
  ...[1, 2, 3, 4, 5, 6].map((event) => ({ event })),
];

const KILLS: readonly Kill[] = ENDS.flatMap((end, index) =>
  [...POINTS, end].map((at) => ({ call: index + 1, at })),
);

test("kill -9 at every point of every answer: it comes again only where the kill fell before it was on the disk", {
  timeout: 400_000,
}, async () => {
  const killed = await killedAt(KILLS, ["--budget", "100"]);
  const { ours, servers, heldTokens, unseenTokens } = accountOf(killed);

  // An answer without text has fewer events than points, and one that reached the disk has no further ones.
  expect(killed.found.length).toBeGreaterThan(40);
  expect(ours).toEqual(servers);
  expect(unseenTokens).toBeLessThanOrEqual(heldTokens);
});
