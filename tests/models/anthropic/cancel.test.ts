import { setTimeout } from "node:timers/promises";

import { describe, expect, test } from "vitest";

import { NO_USAGE } from "../../../src/core/usage.js";
import { REAL_PACE } from "../../../src/models/pace.js";
import type { FakeReply } from "../../fake-messages-server.js";
import { aRequest, aWatchedRequest, NEVER } from "../a-request.js";
import { anAccount } from "../an-account.js";
import { billedBy, bookedIn, withRig } from "./rig.js";

/** A wait that would fail its test by its length if it were made. */
const HOUR_MS = 3_600_000;

/** Waits until the server has sent what it will, and the client has had the time to read it. */
async function until(isSent: () => boolean): Promise<void> {
  while (!isSent()) await setTimeout(2);
  // Both live in this process: each turn of its loop reads what has arrived.
  for (let turn = 0; turn < 20; turn += 1) await setTimeout(1);
}

describe("cancelling a call", () => {
  test.each<{ name: string; fault: FakeReply; output: number }>([
    { name: "before the headers", fault: { fault: "no-headers" }, output: 0 },
    { name: "in the middle of the stream", fault: { fault: "stall", afterDeltas: 4 }, output: 32 },
    { name: "while only pings come", fault: { fault: "pings-only" }, output: 0 },
  ])("$name ends it at once, books it and is not retried", async ({ fault, output }) => {
    const stop = new AbortController();
    const account = anAccount();
    await withRig([fault], async ({ model, server }) => {
      const { request, notices } = aWatchedRequest({ account });
      const call = model.complete(request, stop.signal);
      void until(() => server.ledger[0]?.billed.output === output).then(() => stop.abort());
      await expect(call).rejects.toMatchObject({ kind: "cancelled" });
      expect(server.requests).toHaveLength(1);
      expect(notices).toEqual([]);
      expect(account.failures).toMatchObject([
        { why: "cancelled", usage: { calls: 0, outputTokens: output } },
      ]);
      expect(bookedIn(account)).toEqual({ calls: 0, ...billedBy(server) });
    });
  });

  test("between two attempts ends the wait", async () => {
    const stop = new AbortController();
    const account = anAccount();
    await withRig(
      [{ fault: "status", status: 529 }],
      async ({ model, server }) => {
        const request = aRequest({ account, onNotice: () => stop.abort() });
        await expect(model.complete(request, stop.signal)).rejects.toMatchObject({
          kind: "cancelled",
        });
        expect(server.requests).toHaveLength(1);
        // Nothing was held any more when it was cancelled.
        expect(account.failures).toEqual([
          { why: "overloaded (529)", usage: NO_USAGE, billed: "known" },
        ]);
      },
      { model: { pace: { ...REAL_PACE, pause: (_, signal) => REAL_PACE.pause(HOUR_MS, signal) } } },
    );
  });

  test("while one more attempt is held makes none, and books it", async () => {
    const stop = new AbortController();
    const account = anAccount();
    const reserve = async (): Promise<number> => {
      stop.abort();
      return 1_000;
    };
    await withRig([{ fault: "status", status: 529 }], async ({ model, server }) => {
      const request = aRequest({ account: { ...account, reserve } });
      await expect(model.complete(request, stop.signal)).rejects.toMatchObject({
        kind: "cancelled",
      });
      expect(server.requests).toHaveLength(1);
      expect(account.failures).toEqual([
        { why: "overloaded (529)", usage: NO_USAGE, billed: "known" },
        { why: "cancelled", usage: NO_USAGE, billed: "known" },
      ]);
    });
  });

  test("before the call sends nothing, and books the attempt that was held", async () => {
    const account = anAccount();
    await withRig(["never said"], async ({ model, server }) => {
      const request = aRequest({ account });
      await expect(model.complete(request, AbortSignal.abort())).rejects.toMatchObject({
        kind: "cancelled",
      });
      expect(server.requests).toEqual([]);
      expect(account.failures).toEqual([{ why: "cancelled", usage: NO_USAGE, billed: "known" }]);
    });
  });

  test("after the last word is too late: the answer is paid for, so it is given", async () => {
    const stop = new AbortController();
    const reply: FakeReply = {
      text: "all of it",
      wire: { withoutMessageStop: true, connection: "stays-open" },
    };
    await withRig([reply], async ({ model, server }) => {
      const account = anAccount();
      const call = model.complete(aRequest({ account }), stop.signal);
      await until(() => server.ledger[0]?.ending === "whole");
      stop.abort();
      const answer = await call;
      expect(answer).toMatchObject({ status: "complete", text: "all of it" });
      expect(account.failures).toEqual([]);
    });
  });
});

describe("the deadline of a call", () => {
  test.each<{ name: string; fault: FakeReply; output: number; deadlineMs: number }>([
    { name: "goes on for ever", fault: { fault: "pings-only" }, output: 0, deadlineMs: 300 },
    {
      name: "stands still",
      fault: { fault: "stall", afterDeltas: 4 },
      output: 32,
      // Long enough for its beginning to arrive on a busy machine.
      deadlineMs: 1000,
    },
  ])("ends an answer that $name, and books it", async ({ fault, output, deadlineMs }) => {
    const account = anAccount();
    await withRig(
      [fault],
      async ({ model, server }) => {
        const request = aRequest({ account, maxOutputTokens: 10 });
        await expect(model.complete(request, NEVER)).rejects.toMatchObject({
          kind: "service",
          message: expect.stringContaining("gave no answer within"),
        });
        expect(server.requests).toHaveLength(1);
        expect(account.failures).toMatchObject([
          { why: expect.stringMatching(/^no answer within/), usage: { outputTokens: output } },
        ]);
        expect(bookedIn(account)).toEqual({ calls: 0, ...billedBy(server) });
      },
      { model: { deadlineMs, stallTimeoutMs: deadlineMs + 200 } },
    );
  });

  test("does not end an answer that is arriving, and nothing is asked twice", async () => {
    const text = "word ".repeat(80);
    const reply: FakeReply = { text, wire: { deltaCharacters: 5, betweenDeltasMs: 10 } };
    await withRig(
      [reply],
      async ({ model, server }) => {
        const request = aRequest({ maxOutputTokens: 100 });
        await expect(model.complete(request, NEVER)).resolves.toMatchObject({ text });
        expect(server.requests).toHaveLength(1);
      },
      { model: { deadlineMs: 500 } },
    );
  });

  test("ends the attempts: an answer that breaks off behind it is not asked for again", async () => {
    const of = { text: "word ".repeat(80), wire: { deltaCharacters: 5, betweenDeltasMs: 10 } };
    await withRig(
      [{ fault: "cut", afterDeltas: 75, of }, "never said"],
      async ({ model, server }) => {
        const call = model.complete(aRequest(), NEVER);
        await expect(call).rejects.toThrow(/gave no answer within/);
        expect(server.requests).toHaveLength(1);
      },
      { model: { deadlineMs: 500 } },
    );
  });

  test("counts the waits between the attempts", async () => {
    await withRig(
      [{ fault: "status", status: 529 }],
      async ({ model }) => {
        await expect(
          model.complete(aRequest(), new AbortController().signal),
        ).rejects.toMatchObject({
          kind: "service",
          message: expect.stringContaining("gave no answer within"),
        });
      },
      {
        model: {
          deadlineMs: 300,
          pace: { ...REAL_PACE, pause: (_, signal) => REAL_PACE.pause(HOUR_MS, signal) },
        },
      },
    );
  });
});
