import { expect, test } from "vitest";

import { stateOf } from "../../src/core/run-state.js";
import { accountOf, type Kill, killedAt } from "./killed-stream.js";

const KILLS: readonly Kill[] = [
  { call: 3, at: { event: 4 } },
  { call: 4, at: "spooled" },
  { call: 5, at: "last event" },
];

test("kill -9 within an answer: it comes again only where the kill fell before it was on the disk, and stays held", async () => {
  const killed = await killedAt(KILLS, ["--budget", "20"]);
  const { ours, servers, heldTokens, unseenTokens } = accountOf(killed);

  expect(killed.found.map(({ call, at }) => ({ call, at }))).toEqual(KILLS);
  expect(killed.found.map(({ onDisk }) => onDisk).slice(0, 2)).toEqual([false, true]);
  expect(ours).toEqual(servers);
  expect(heldTokens).toBeGreaterThan(32_000);
  expect(unseenTokens).toBeLessThanOrEqual(heldTokens);
});

test("what a killed call may have cost is never spent again: the budget ends the run", async () => {
  const kills: readonly Kill[] = [{ call: 1, at: { event: 3 } }];
  const killed = await killedAt(kills, ["--budget", "0.35"]);
  const held = stateOf(killed.events).openAttempts.reduce(
    (sum, { reserved }) => sum + (reserved.usd ?? Infinity),
    0,
  );

  expect(killed.last.code).toBe(5);
  expect(JSON.parse(killed.last.stdout)).toMatchObject({
    status: "stopped",
    error: { kind: "budget" },
    usage: { calls: 0, usd: 0, unsettled: 1 },
  });
  expect(held).toBeLessThanOrEqual(0.35);
  expect(killed.ledger).toHaveLength(1);
});
