import { inspect } from "node:util";

import { describe, expect, test } from "vitest";

import type { PipelineError } from "../../../src/core/errors.js";
import type { FakeReply } from "../../fake-messages-server.js";
import { aWatchedRequest, NEVER } from "../a-request.js";
import { KEY, NOW, withRig } from "./rig.js";

const LONG = "print('hello')\n".repeat(60);

interface PassingFault {
  readonly name: string;
  readonly fault: FakeReply;
  readonly reason: RegExp;
  /** How long the model waits before the second attempt, in milliseconds. */
  readonly delayMs?: number;
  /** A fault that lasts needs a short patience. */
  readonly stallTimeoutMs?: number;
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
  { name: "a socket cut at once", fault: { fault: "cut", afterDeltas: 0 }, reason: /broke off/ },
  {
    name: "a socket cut after some text",
    fault: { fault: "cut", afterDeltas: 7 },
    reason: /broke off/,
  },
  {
    name: "a clean end in the middle",
    fault: { fault: "end-early", afterDeltas: 7 },
    reason: /broke off/,
  },
  {
    name: "an event that is not JSON",
    fault: { fault: "not-json", afterDeltas: 3 },
    reason: /not JSON/,
  },
  {
    name: "overloaded in the middle",
    fault: { fault: "error-event", afterDeltas: 3 },
    reason: /Overloaded/,
  },
  {
    name: "an error in the middle that says no type",
    fault: { fault: "error-event", afterDeltas: 0, type: "" },
    reason: /Overloaded/,
  },
  {
    name: "silence in the middle",
    fault: { fault: "stall", afterDeltas: 3 },
    reason: /nothing was heard for 0.3 s/,
    stallTimeoutMs: 300,
  },
];

describe("a fault that passes", () => {
  test.each(PASSING)("$name: the next attempt answers", async ({ fault, reason, ...expected }) => {
    const { request, notices } = aWatchedRequest();
    const { stallTimeoutMs, delayMs = FIRST_BACKOFF_MS } = expected;
    await withRig(
      [fault, LONG],
      async ({ model, server, delays }) => {
        const answer = await model.complete(request, NEVER);
        expect(answer).toMatchObject({ status: "complete", text: LONG, usage: { calls: 1 } });
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
      { model: stallTimeoutMs === undefined ? {} : { stallTimeoutMs } },
    );
  });

  test("no headers: the next attempt answers", async () => {
    const { request, notices } = aWatchedRequest();
    await withRig(
      [{ fault: "no-headers" }, LONG],
      async ({ model }) => {
        await expect(model.complete(request, NEVER)).resolves.toMatchObject({ text: LONG });
        expect(notices).toMatchObject([{ reason: "nothing was heard for 0.3 s" }]);
      },
      { model: { headersTimeoutMs: 300 } },
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

  test("what broke off was billed, so it stands in the account of the answer", async () => {
    await withRig([{ fault: "cut", afterDeltas: 6 }, LONG], async ({ model, server }) => {
      const { usage } = await model.complete(aWatchedRequest().request, NEVER);
      const [broken, answered] = server.requests.map((request) => request.usage.input_tokens);
      const written = Math.ceil((6 * 24) / 3) + Math.ceil(LONG.length / 4);
      expect(usage.inputTokens).toBe((broken ?? 0) + (answered ?? 0));
      expect(usage.outputTokens).toBe(written);
      expect(usage.usd).toBeCloseTo((usage.inputTokens * 2 + written * 10) / 1e6, 12);
    });
  });
});

interface FinalFault {
  readonly name: string;
  readonly fault: FakeReply;
  readonly kind: PipelineError["kind"];
  readonly message: RegExp;
}

const FINAL: readonly FinalFault[] = [
  {
    name: "400",
    fault: status(400),
    kind: "service",
    message: /refused the request \(400\): status 400/,
  },
  { name: "413", fault: status(413), kind: "service", message: /refused the request \(413\)/ },
  { name: "422", fault: status(422), kind: "service", message: /refused the request \(422\)/ },
  { name: "401", fault: status(401), kind: "refused_key", message: /refused the key \(401\)/ },
  {
    name: "403 that repeats the key",
    fault: { fault: "status", status: 403, message: `key ${KEY} may not do this` },
    kind: "refused_key",
    message: /refused the key \(403\): key \[redacted\] may not do this/,
  },
  { name: "402", fault: status(402), kind: "service", message: /may not spend more \(402\)/ },
  {
    name: "429 at a spend limit",
    fault: { fault: "status", status: 429, errorCode: "enforced_spend_limit_reached" },
    kind: "service",
    message: /may not spend more \(429\)/,
  },
  {
    name: "404 for a model",
    fault: { fault: "status", status: 404, type: "not_found_error", message: "model: x" },
    kind: "usage",
    message: /has no model claude-sonnet-5-5 \(404\)/,
  },
  {
    name: "404 with a web page",
    fault: { fault: "status", status: 404, html: "<h1>Not here</h1>" },
    kind: "bad_settings",
    message: /does not speak the Messages API/,
  },
  {
    name: "529 that says it may not be retried",
    fault: status(529, { "x-should-retry": "false" }),
    kind: "service",
    message: /refused the request \(529\)/,
  },
  {
    name: "a wait of an hour",
    fault: status(429, { "retry-after": "3600" }),
    kind: "service",
    message: /rate limited \(429\); it asks to wait 3600 s, until 2026-11-21 13:00 UTC/,
  },
  {
    name: "an invalid request in the middle",
    fault: { fault: "error-event", afterDeltas: 2, type: "invalid_request_error" },
    kind: "service",
    message: /Overloaded/,
  },
  {
    name: "an error in the middle that repeats the key",
    fault: {
      fault: "error-event",
      afterDeltas: 2,
      type: "permission_error",
      message: `${KEY} may not do this`,
    },
    kind: "service",
    message: /"\[redacted\] may not do this"/,
  },
  {
    name: "an unknown end without a text",
    fault: { text: "", stopReason: "bored" },
    kind: "service",
    message: /without text, for a reason that is not known \(bored\)/,
  },
];

describe("a fault that does not pass", () => {
  test.each(FINAL)("$name: one attempt, a clear error, no key in it", async (row) => {
    const { request, notices } = aWatchedRequest();
    await withRig([row.fault, LONG], async ({ model, server }) => {
      const error = await model.complete(request, NEVER).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        name: "PipelineError",
        kind: row.kind,
        message: expect.stringMatching(row.message),
        hint: expect.stringMatching(/\w/),
      });
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain(KEY);
      expect(server.requests).toHaveLength(1);
      expect(notices).toEqual([]);
    });
  });

  test("a wrong key that the server repeats is not shown", async () => {
    await withRig(
      ["never said"],
      async ({ model, server }) => {
        const error = await model
          .complete(aWatchedRequest().request, NEVER)
          .catch((e: unknown) => e);
        expect(error).toMatchObject({ kind: "refused_key" });
        expect(server.rejections[0]).toContain(KEY);
        expect(inspect(error, { depth: null, showHidden: true })).not.toContain("not-a-real-key");
      },
      { server: { apiKey: "another-key" } },
    );
  });

  test("a model that the server does not have is an error of usage", async () => {
    await withRig(
      ["never said"],
      async ({ model }) => {
        const { request } = aWatchedRequest({ model: "claude-sonet-5-5" });
        await expect(model.complete(request, NEVER)).rejects.toMatchObject({
          kind: "usage",
          message: expect.stringContaining("claude-sonet-5-5"),
        });
      },
      { server: { models: ["claude-sonnet-5-5"] } },
    );
  });

  test("a port where nobody listens is tried five times", async () => {
    const delays = await withRig(["gone"], async ({ model, server, delays: noted }) => {
      await server.close();
      await expect(model.complete(aWatchedRequest().request, NEVER)).rejects.toMatchObject({
        kind: "service",
        message: expect.stringMatching(/no connection \(ECONNREFUSED\)/),
      });
      return noted;
    });
    expect(delays).toHaveLength(4);
  });
});
