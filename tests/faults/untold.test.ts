import { expect, test } from "vitest";

import { asFourRoles, withoutOracle } from "../e2e/double-problem.js";
import type { FakeAnswer, FakeReply, FakeRequest } from "../fake-messages-server.js";
import { withRunRig } from "./run-rig.js";

/** Holds one call at its worst, and hardly anything more. */
const BUDGET = "0.35";

const inOrder = withoutOracle(asFourRoles);

function answersWith(change: Partial<FakeAnswer>): (request: FakeRequest) => FakeReply {
  return (request) => {
    const reply = inOrder(request);
    if (typeof reply !== "string") return reply;
    return request.agent === "problem-solver" ? { text: reply, ...change } : reply;
  };
}

test.each([
  { what: "no usage at all", change: { usage: null } },
  { what: "no message_start", change: { wire: { withoutMessageStart: true } } },
])(
  "$what: the answer is used, its price is not known, and its worst counts",
  async ({ change }) => {
    await withRunRig({ respond: answersWith(change) }, async (rig) => {
      const stopped = await rig.run({ flags: { budget: BUDGET } });
      const resumed = await rig.resume({ flags: { budget: "5" } });

      expect(stopped.result).toMatchObject({
        status: "stopped",
        exit_code: 5,
        usage: { usd: null },
      });
      expect(resumed.result).toMatchObject({
        status: "passed",
        exit_code: 0,
        usage: { usd: null },
      });
      expect(rig.server.requests).toHaveLength(6);
    });
  },
);
