import { describe, expect, test } from "vitest";

import { PipelineError } from "../../../src/core/errors.js";
import type { CallAccount } from "../../../src/core/ports.js";
import { NO_USAGE } from "../../../src/core/usage.js";
import type { FakeReply } from "../../fake-messages-server.js";
import { aRequest, aWatchedRequest, NEVER } from "../a-request.js";
import { anAccount } from "../an-account.js";
import { billedBy, bookedIn, withRig } from "./rig.js";

const OVERLOADED: FakeReply = { fault: "status", status: 529 };
const CUT: FakeReply = { fault: "cut", afterDeltas: 6 };
const ANSWER = "print('hello')\n".repeat(60);

/** An account that writes down what it is asked, in order. */
function aDiary(grants: readonly (number | Error)[]): CallAccount & { readonly lines: string[] } {
  const lines: string[] = [];
  const left = [...grants];
  return {
    lines,
    failed: async ({ why }) => void lines.push(`failed: ${why}`),
    reserve: async () => {
      const granted = left.shift() ?? new Error("nobody expected a further attempt");
      lines.push(granted instanceof Error ? "refused" : `held ${granted}`);
      if (granted instanceof Error) throw granted;
      return granted;
    },
  };
}

describe("each attempt", () => {
  test("is booked and the next one held before it is made, with as much room as is left", async () => {
    const account = aDiary([9_000, 5_000]);
    const { request, notices } = aWatchedRequest({ account, maxOutputTokens: 20_000 });
    await withRig([OVERLOADED, CUT, ANSWER], async ({ model, server, delays }) => {
      const answer = await model.complete(request, NEVER);
      expect(answer).toMatchObject({ text: ANSWER, usage: { calls: 1 } });
      expect(server.requests.map(({ body }) => body.max_tokens)).toEqual([20_000, 9_000, 5_000]);
      expect(account.lines).toEqual([
        "failed: overloaded (529)",
        "held 9000",
        expect.stringMatching(/^failed: the connection broke off/),
        "held 5000",
      ]);
      expect(delays).toEqual([375, 750]);
      expect(notices).toHaveLength(2);
    });
  });

  test("of a call that is given up is booked, the last one too", async () => {
    const account = anAccount();
    await withRig([CUT, OVERLOADED, CUT], async ({ model, server }) => {
      await expect(model.complete(aRequest({ account }), NEVER)).rejects.toMatchObject({
        kind: "service",
      });
      expect(account.failures.map(({ usage }) => usage.outputTokens)).toEqual([48, 0, 48, 48, 48]);
      expect(bookedIn(account)).toEqual({ calls: 0, ...billedBy(server) });
    });
  });

  test("that answers stands in the answer alone", async () => {
    const account = anAccount();
    await withRig([CUT, ANSWER], async ({ model, server }) => {
      const { usage } = await model.complete(aRequest({ account }), NEVER);
      const [cut, answered] = server.ledger;
      expect(usage).toMatchObject({ inputTokens: answered?.billed.input, calls: 1 });
      expect(account.failures[0]?.usage).toMatchObject({
        inputTokens: cut?.billed.input,
        calls: 0,
      });
    });
  });

  test("without a budget is not made: the error of the budget comes through as it is", async () => {
    const noRoom = new PipelineError("budget", "the next call may cost $1", { hint: "more" });
    const account = aDiary([noRoom]);
    const { request, notices } = aWatchedRequest({ account });
    await withRig([CUT, ANSWER], async ({ model, server }) => {
      await expect(model.complete(request, NEVER)).rejects.toBe(noRoom);
      expect(server.requests).toHaveLength(1);
      expect(account.lines).toEqual([expect.stringMatching(/^failed: /), "refused"]);
      expect(notices).toHaveLength(1);
    });
  });

  test.each([
    ["that fails", OVERLOADED],
    ["that is final", { fault: "status", status: 401 } satisfies FakeReply],
  ])("%s and cannot be booked ends the call with that error", async (_name, fault) => {
    const full = new PipelineError("disk", "no space is left");
    const account: CallAccount = { ...anAccount(), failed: () => Promise.reject(full) };
    await withRig([fault, ANSWER], async ({ model, server }) => {
      await expect(model.complete(aRequest({ account }), NEVER)).rejects.toBe(full);
      expect(server.requests).toHaveLength(1);
    });
  });

  test("that an error of our own ends is booked, and not repeated", async () => {
    const account = anAccount();
    const bug = new TypeError("x is undefined");
    const costs = [bug, 7];
    const costOf = (): number => {
      const cost = costs.shift() ?? 0;
      if (typeof cost !== "number") throw cost;
      return cost;
    };
    await withRig(
      [ANSWER],
      async ({ model, server }) => {
        await expect(model.complete(aRequest({ account }), NEVER)).rejects.toBe(bug);
        expect(server.requests).toHaveLength(1);
        expect(account.failures).toMatchObject([{ why: "x is undefined", usage: { usd: 7 } }]);
      },
      { model: { costOf } },
    );
  });
});

describe("answers that are none", () => {
  test("a refusal without a word is an answer with what the server counted", async () => {
    const account = anAccount();
    await withRig([{ text: "", stopReason: "refusal" }], async ({ model, server }) => {
      const answer = await model.complete(aRequest({ account }), NEVER);
      expect(answer.status).toBe("refused");
      expect(bookedIn(account, answer)).toEqual({ calls: 1, ...billedBy(server) });
    });
  });

  test.each<[string, FakeReply, string]>([
    ["a refusal in words", { text: "I will not.", stopReason: "refusal" }, "refused"],
    ["a text that is cut off", { text: "def f(", stopReason: "max_tokens" }, "truncated"],
    ["an end that nobody knows", { text: "all of it", stopReason: "bored" }, "complete"],
  ])("%s is paid for once", async (_name, reply, status) => {
    const account = anAccount();
    await withRig([reply], async ({ model, server }) => {
      const answer = await model.complete(aRequest({ account }), NEVER);
      expect(answer.status).toBe(status);
      expect(account.failures).toEqual([]);
      expect(bookedIn(account, answer)).toEqual({ calls: 1, ...billedBy(server) });
    });
  });

  test("a web page instead of an answer costs nothing", async () => {
    const account = anAccount();
    await withRig([{ fault: "html-200" }, ANSWER], async ({ model }) => {
      await model.complete(aRequest({ account }), NEVER);
      expect(account.failures.map(({ usage }) => usage)).toEqual([NO_USAGE]);
    });
  });
});
