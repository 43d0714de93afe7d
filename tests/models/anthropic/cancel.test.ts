import { setTimeout } from "node:timers/promises";

import { describe, expect, test } from "vitest";

import { REAL_PACE } from "../../../src/models/anthropic/pace.js";
import type { FakeReply } from "../../fake-messages-server.js";
import { aRequest, aWatchedRequest } from "../a-request.js";
import { withRig } from "./rig.js";

/** A wait that would fail its test by its length if it were made. */
const HOUR_MS = 3_600_000;

describe("cancelling a call", () => {
  test.each<{ name: string; fault: FakeReply }>([
    { name: "before the headers", fault: { fault: "no-headers" } },
    { name: "in the middle of the stream", fault: { fault: "stall", afterDeltas: 4 } },
    { name: "while only pings come", fault: { fault: "pings-only" } },
  ])("$name ends it at once and is not retried", async ({ fault }) => {
    const stop = new AbortController();
    await withRig(
      () => {
        // The request has arrived; give the answer time to begin.
        void setTimeout(20).then(() => stop.abort());
        return fault;
      },
      async ({ model, server }) => {
        const { request, notices } = aWatchedRequest();
        await expect(model.complete(request, stop.signal)).rejects.toMatchObject({
          kind: "cancelled",
        });
        expect(server.requests).toHaveLength(1);
        expect(notices).toEqual([]);
      },
    );
  });

  test("between two attempts ends the wait", async () => {
    const stop = new AbortController();
    await withRig(
      [{ fault: "status", status: 529 }],
      async ({ model, server }) => {
        const request = aRequest({ onNotice: () => stop.abort() });
        await expect(model.complete(request, stop.signal)).rejects.toMatchObject({
          kind: "cancelled",
        });
        expect(server.requests).toHaveLength(1);
      },
      { model: { pace: { ...REAL_PACE, pause: (_, signal) => REAL_PACE.pause(HOUR_MS, signal) } } },
    );
  });

  test("before the call sends nothing", async () => {
    await withRig(["never said"], async ({ model, server }) => {
      await expect(model.complete(aRequest(), AbortSignal.abort())).rejects.toMatchObject({
        kind: "cancelled",
      });
      expect(server.requests).toEqual([]);
    });
  });
});

describe("the deadline of a call", () => {
  test("ends an answer that goes on for ever", async () => {
    await withRig(
      [{ fault: "pings-only" }],
      async ({ model, server }) => {
        await expect(
          model.complete(aRequest(), new AbortController().signal),
        ).rejects.toMatchObject({
          kind: "service",
          message: expect.stringContaining("gave no answer within"),
        });
        expect(server.requests).toHaveLength(1);
      },
      { model: { deadlineMs: 300 } },
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
