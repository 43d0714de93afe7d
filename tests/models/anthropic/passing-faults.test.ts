import { describe, expect, test } from "vitest";

import type { FakeReply } from "../../fake-messages-server.js";
import { aWatchedRequest, NEVER } from "../a-request.js";
import { anAccount } from "../an-account.js";
import { billedBy, bookedIn, NOW, withRig } from "./rig.js";

const LONG = "print('hello')\n".repeat(60);

interface PassingFault {
  readonly name: string;
  readonly fault: FakeReply;
  readonly reason: RegExp;
  /** How long the model waits before the second attempt, in milliseconds. */
  readonly delayMs?: number;
  /** The server had begun to answer, and bills for it. */
  readonly begun?: true;
  /** A fault that lasts needs a short one. */
  readonly patience?: { readonly stallTimeoutMs?: number; readonly headersTimeoutMs?: number };
}

/** With chance held at one half the first wait is three quarters of 500 ms. */
const FIRST_BACKOFF_MS = 375;

const status = (code: number, headers: Record<string, string> = {}): FakeReply => ({
  fault: "status",
  status: code,
  headers,
});

const PASSING: readonly PassingFault[] = [
  { name: "429 without retry-after", fault: status(429), reason: /^rate limited \(429\)$/ },
  {
    name: "429 with retry-after in seconds",
    fault: status(429, { "retry-after": "8" }),
    reason: /rate limited/,
    delayMs: 8_000,
  },
  {
    name: "429 with retry-after in milliseconds",
    fault: status(429, { "retry-after-ms": "1250" }),
    reason: /rate limited/,
    delayMs: 1_250,
  },
  {
    name: "503 with retry-after as a date",
    fault: status(503, { "retry-after": new Date(NOW + 30_000).toUTCString() }),
    reason: /unavailable \(503\)/,
    delayMs: 30_000,
  },
  {
    name: "429 with retry-after in the past",
    fault: status(429, { "retry-after": new Date(NOW - 30_000).toUTCString() }),
    reason: /rate limited/,
  },
  {
    name: "429 with a retry-after that nobody can read",
    fault: status(429, { "retry-after": "soon" }),
    reason: /rate limited/,
  },
  { name: "408", fault: status(408), reason: /timed out \(408\)/ },
  { name: "409", fault: status(409), reason: /conflict \(409\)/ },
  { name: "500", fault: status(500), reason: /server error \(500\)/ },
  {
    name: "502 with a web page",
    fault: { fault: "status", status: 502, html: "<h1>nginx</h1>" },
    reason: /502/,
  },
  { name: "529", fault: status(529), reason: /overloaded \(529\)/ },
  {
    name: "400 that says it may be retried",
    fault: status(400, { "x-should-retry": "true" }),
    reason: /400/,
  },
  { name: "a web page with 200", fault: { fault: "html-200" }, reason: /sent text\/html/ },
  {
    name: "half a JSON with 200",
    fault: { fault: "json-cut-200" },
    reason: /sent application\/json/,
  },
  { name: "a stream without events", fault: { fault: "empty-stream" }, reason: /broke off/ },
  {
    name: "a connection cut before the headers",
    fault: { fault: "cut-before-headers" },
    reason: /no connection/,
  },
  {
    name: "a socket cut at once",
    fault: { fault: "cut", afterDeltas: 0 },
    reason: /broke off/,
    begun: true,
  },
  {
    name: "a socket cut after some text",
    fault: { fault: "cut", afterDeltas: 7 },
    reason: /broke off/,
    begun: true,
  },
  {
    name: "a clean end in the middle",
    fault: { fault: "end-early", afterDeltas: 7 },
    reason: /broke off/,
    begun: true,
  },
  {
    name: "an event that is not JSON",
    fault: { fault: "not-json", afterDeltas: 3 },
    reason: /not JSON/,
    begun: true,
  },
  {
    name: "overloaded in the middle",
    fault: { fault: "error-event", afterDeltas: 3 },
    reason: /Overloaded/,
    begun: true,
  },
  {
    name: "an error in the middle that says no type",
    fault: { fault: "error-event", afterDeltas: 0, type: "" },
    reason: /Overloaded/,
    begun: true,
  },
  {
    name: "silence in the middle",
    fault: { fault: "stall", afterDeltas: 3 },
    reason: /nothing was heard for 0.7 s/,
    patience: { stallTimeoutMs: 700 },
    begun: true,
  },
  {
    name: "no headers",
    fault: { fault: "no-headers" },
    reason: /nothing was heard for 0.7 s/,
    patience: { headersTimeoutMs: 700 },
  },
  ...["api_error", "overloaded_error", "rate_limit_error", "timeout_error", "weather_error"].map(
    (type): PassingFault => ({
      name: `${type} in the middle`,
      fault: { fault: "error-event", afterDeltas: 5, type, message: "Not now" },
      reason: /^the server broke off with "Not now"$/,
      begun: true,
    }),
  ),
];

describe("a fault that passes", () => {
  test.each(PASSING)("$name: the next attempt answers", async ({ fault, reason, ...expected }) => {
    const account = anAccount();
    const { request, notices } = aWatchedRequest({ account });
    const { delayMs = FIRST_BACKOFF_MS, patience = {}, begun = false } = expected;
    await withRig(
      [fault, LONG],
      async ({ model, server, delays }) => {
        const answer = await model.complete(request, NEVER);
        expect(answer).toMatchObject({ status: "complete", text: LONG, usage: { calls: 1 } });
        expect(account.failures).toMatchObject([{ why: expect.stringMatching(reason) }]);
        expect((account.failures[0]?.usage.inputTokens ?? 0) > 0).toBe(begun);
        expect(bookedIn(account, answer)).toEqual({ calls: 1, ...billedBy(server) });
        expect(server.requests).toHaveLength(2);
        expect(server.requests[1]?.body).toEqual(server.requests[0]?.body);
        expect(server.answered).toBe(1);
        expect(delays).toEqual([delayMs]);
        expect(notices).toEqual([
          {
            kind: "retrying",
            reason: expect.stringMatching(reason),
            attempt: 2,
            attempts: 5,
            delayMs,
          },
        ]);
      },
      { model: patience },
    );
  });

  test("lasts: five attempts, waits that double, then an error that says so", async () => {
    const { request, notices } = aWatchedRequest();
    await withRig([status(529)], async ({ model, server, delays }) => {
      await expect(model.complete(request, NEVER)).rejects.toMatchObject({
        kind: "service",
        message: expect.stringMatching(
          /gave no answer in 5 attempts; the last: overloaded \(529\)\.$/,
        ),
        hint: expect.stringContaining("pipeline resume"),
      });
      expect(server.requests).toHaveLength(5);
      expect(delays).toEqual([375, 750, 1500, 3000]);
      expect(notices).toHaveLength(4);
    });
  });

  test("a web page twice from the start: the address is no model's", async () => {
    await withRig([{ fault: "html-200" }], async ({ model, server }) => {
      await expect(model.complete(aWatchedRequest().request, NEVER)).rejects.toMatchObject({
        kind: "service",
        message: expect.stringMatching(/ in 2 attempts; the last: the server sent text\/html /),
        hint: expect.stringMatching(/^Check the base URL: it is the part before \/v1\/messages\./),
      });
      expect(server.requests).toHaveLength(2);
    });
  });

  test("a web page behind another fault is one of a gateway, and is tried on", async () => {
    await withRig([status(529), { fault: "html-200" }], async ({ model, server }) => {
      await expect(model.complete(aWatchedRequest().request, NEVER)).rejects.toMatchObject({
        message: expect.stringContaining(" in 5 attempts; "),
        hint: expect.not.stringContaining("base URL"),
      });
      expect(server.requests).toHaveLength(5);
    });
  });

  test("no backoff is longer than half a minute", async () => {
    await withRig(
      [status(500)],
      async ({ model, delays }) => {
        await expect(model.complete(aWatchedRequest().request, NEVER)).rejects.toThrow(
          "12 attempts",
        );
        expect(Math.max(...delays)).toBe(22_500);
      },
      { model: { attempts: 12 } },
    );
  });
});
