import { setTimeout } from "node:timers/promises";

import { describe, expect, test } from "vitest";

import { NO_USAGE } from "../../../src/core/usage.js";
import type { FakeReply } from "../../fake-messages-server.js";
import { aWatchedRequest, NEVER } from "../a-request.js";
import { anAccount } from "../an-account.js";
import { NOW, withRig } from "./rig.js";

const LIMITED: FakeReply = { fault: "status", status: 429, headers: { "retry-after": "8" } };

/** A clock that each wait moves on, and that lets other calls go on meanwhile. */
function aClock(): {
  readonly waits: number[];
  readonly pace: { now(): number; pause(ms: number): Promise<void>; random(): number };
} {
  let now = NOW;
  const waits: number[] = [];
  const pace = {
    now: () => now,
    pause: async (ms: number) => {
      waits.push(ms);
      const until = now + ms;
      await setTimeout(5);
      now = Math.max(now, until);
    },
    random: () => 0.5,
  };
  return { waits, pace };
}

describe("a server that asks one call to wait", () => {
  test("is not asked by the others meanwhile", async () => {
    const { waits, pace } = aClock();
    const replies: FakeReply[] = [LIMITED, "first", "second", "third", "fourth"];
    await withRig(
      replies,
      async ({ model, server }) => {
        const limited = aWatchedRequest();
        const first = model.complete(limited.request, NEVER);
        while (limited.notices.length === 0) await setTimeout(1);
        const others = [2, 3, 4].map(() => aWatchedRequest());
        const answers = await Promise.all([
          first,
          ...others.map(({ request }) => model.complete(request, NEVER)),
        ]);

        expect(answers.map(({ status }) => status)).toEqual(Array(4).fill("complete"));
        expect(server.requests).toHaveLength(5);
        expect(waits).toEqual([8_000, 8_000, 8_000, 8_000]);
        for (const { notices } of others) {
          expect(notices).toEqual([
            { kind: "waiting", text: expect.stringMatching(/^127.*asked for a pause of 8 s$/) },
          ]);
        }
      },
      { model: { pace } },
    );
  });

  test("is asked again at once when the time is over", async () => {
    const { waits, pace } = aClock();
    await withRig(
      [LIMITED, "first", "second"],
      async ({ model }) => {
        await model.complete(aWatchedRequest().request, NEVER);
        const { request, notices } = aWatchedRequest();
        await model.complete(request, NEVER);
        expect(waits).toEqual([8_000]);
        expect(notices).toEqual([]);
      },
      { model: { pace } },
    );
  });

  test("holds nothing of the budget for an attempt that waits for it", async () => {
    const { pace } = aClock();
    const order: string[] = [];
    await withRig(
      [LIMITED, "first"],
      async ({ model }) => {
        const account = {
          ...anAccount(),
          reserve: async () => {
            order.push("held");
            return 1_000;
          },
        };
        await model.complete(aWatchedRequest({ account }).request, NEVER);
      },
      {
        model: {
          pace: {
            ...pace,
            pause: async (ms) => {
              await pace.pause(ms);
              order.push("waited");
            },
          },
        },
      },
    );
    expect(order).toEqual(["waited", "held"]);
  });

  test("a call that is cancelled while it waits for another's pause is booked with nothing", async () => {
    const stop = new AbortController();
    const account = anAccount();
    await withRig(
      [LIMITED],
      async ({ model, server }) => {
        const limited = aWatchedRequest();
        const first = model.complete(limited.request, stop.signal);
        while (limited.notices.length === 0) await setTimeout(1);
        const { request, notices } = aWatchedRequest({ account });
        const second = model.complete(request, stop.signal);
        while (notices.length === 0) await setTimeout(1);
        stop.abort();
        const ends = await Promise.allSettled([first, second]);
        const cancelled = { status: "rejected", reason: { kind: "cancelled" } };
        expect(ends).toMatchObject([cancelled, cancelled]);
        expect(account.failures).toEqual([{ why: "cancelled", usage: NO_USAGE, billed: "known" }]);
        expect(server.requests).toHaveLength(1);
      },
      {
        model: {
          pace: {
            now: () => NOW,
            pause: (_ms, signal) => setTimeout(3_600_000, undefined, { signal }),
            random: () => 0.5,
          },
        },
      },
    );
  });
});
