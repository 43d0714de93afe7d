import { expect, test } from "vitest";

import { asFourRoles, withoutOracle } from "../e2e/double-problem.js";
import type { FakeReply, FakeRequest } from "../fake-messages-server.js";
import { withRunRig } from "./run-rig.js";

const BUDGET = 0.4;
const USD_PER_OUTPUT_TOKEN = 10 / 1e6;

type Fault = (answer: FakeReply) => FakeReply;

/** Whatever it showed: each request may have been thought about, or written, to its end. */
function billedAtMost(requests: readonly FakeRequest[]): number {
  return requests.reduce((sum, { body }) => sum + body.max_tokens * USD_PER_OUTPUT_TOKEN, 0);
}

test.each<[string, Fault]>([
  ["breaks off behind its thoughts", (of) => ({ fault: "cut", afterDeltas: 0, of: textOf(of) })],
  ["is reset before its first byte", () => ({ fault: "cut-before-headers" })],
])("a service whose answer %s bills no more than the budget", async (_, fault) => {
  const right = withoutOracle(asFourRoles);
  const respond = (request: FakeRequest): FakeReply => fault(right(request));
  await withRunRig({ respond }, async (rig) => {
    const flags = { budget: `${BUDGET}` };
    const ended = await rig.run({ flags });
    const { length } = rig.server.requests;
    expect(ended.result).toMatchObject({
      status: "stopped",
      reason: expect.stringContaining("broke off"),
      error: { kind: "budget" },
    });
    expect(length).toBeGreaterThan(0);
    expect(billedAtMost(rig.server.requests)).toBeLessThanOrEqual(BUDGET);
    expect(ended.result.usage.usd_at_most).toBeLessThanOrEqual(BUDGET);
    expect(ended.result.usage.usd_at_most).toBeGreaterThan(billedAtMost(rig.server.requests));

    await rig.resume({ flags });
    expect(rig.server.requests).toHaveLength(length);
  });
});

function textOf(reply: FakeReply): { readonly text: string } {
  if (typeof reply === "string") return { text: reply };
  return { text: "text" in reply ? reply.text : "" };
}
