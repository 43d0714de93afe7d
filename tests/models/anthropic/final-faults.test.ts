import { inspect } from "node:util";

import { describe, expect, test } from "vitest";

import type { PipelineError } from "../../../src/core/errors.js";
import type { FakeReply } from "../../fake-messages-server.js";
import { aWatchedRequest, NEVER } from "../a-request.js";
import { anAccount } from "../an-account.js";
import { billedBy, bookedIn, KEY, NOW, withRig } from "./rig.js";

const LONG = "print('hello')\n".repeat(60);

const status = (code: number, more: object = {}): FakeReply => ({
  fault: "status",
  status: code,
  ...more,
});

const broken = (type: string, more: object = {}): FakeReply => ({
  fault: "error-event",
  afterDeltas: 2,
  type,
  message: "No",
  ...more,
});

interface FinalFault {
  readonly name: string;
  readonly fault: FakeReply;
  readonly kind: PipelineError["kind"];
  readonly message: RegExp;
  /** As the account is told. */
  readonly why: string;
  readonly resumeAt?: string;
}

const FINAL: readonly FinalFault[] = [
  {
    name: "400",
    fault: status(400),
    kind: "service",
    message: /refused the request \(400\): status 400 \(request req_test\)$/,
    why: "request refused (400)",
  },
  {
    name: "422",
    fault: status(422),
    kind: "service",
    message: /refused the request \(422\)/,
    why: "failed (422)",
  },
  {
    name: "400 in the words of another server",
    fault: status(400, { json: { detail: "There is no such field" } }),
    kind: "service",
    message: /refused the request \(400\): There is no such field/,
    why: "request refused (400)",
  },
  {
    name: "401",
    fault: status(401),
    kind: "refused_key",
    message: /refused the key \(401\)/,
    why: "key refused (401)",
  },
  {
    name: "403 that repeats the key",
    fault: status(403, { message: `key ${KEY} may not do this` }),
    kind: "refused_key",
    message: /refused the key \(403\): key \[redacted\] may not do this/,
    why: "key refused (403)",
  },
  {
    name: "402",
    fault: status(402),
    kind: "service",
    message: /may not spend more \(402\)/,
    why: "spend limit (402)",
  },
  {
    name: "400 for a credit balance",
    fault: status(400, { message: "Your credit balance is too low to access the API." }),
    kind: "service",
    message: /may not spend more \(400\)/,
    why: "spend limit (400)",
  },
  ...["enforced_spend_limit_reached", "contract_spend_limit_reached"].map(
    (errorCode): FinalFault => ({
      name: `429 with ${errorCode}, whatever else it says`,
      fault: status(429, {
        type: "rate_limit_error",
        errorCode,
        headers: { "x-should-retry": "true", "retry-after": "5" },
      }),
      kind: "service",
      message: /may not spend more \(429\)/,
      why: "spend limit (429)",
      resumeAt: new Date(NOW + 5_000).toISOString(),
    }),
  ),
  {
    name: "404 for a model",
    fault: status(404, { type: "not_found_error", message: "model: x" }),
    kind: "usage",
    message: /has no model claude-sonnet-5-5 \(404\)/,
    why: "not found (404)",
  },
  {
    name: "404 with a web page",
    fault: status(404, { html: "<h1>Not here</h1>" }),
    kind: "bad_settings",
    message: /does not speak the Messages API/,
    why: "not found (404)",
  },
  {
    name: "a redirect, which is not followed",
    fault: status(308, { headers: { location: "/elsewhere" }, html: "moved" }),
    kind: "bad_settings",
    message: /does not speak the Messages API \(308\)/,
    why: "failed (308)",
  },
  {
    name: "529 that says it may not be retried",
    fault: status(529, { headers: { "x-should-retry": "false" } }),
    kind: "service",
    message: /refused the request \(529\)/,
    why: "overloaded (529)",
  },
  {
    name: "a wait of an hour",
    fault: status(429, { headers: { "retry-after": "3600" } }),
    kind: "service",
    message: /rate limited \(429\); it asks to wait 3600 s, until 2026-11-21 13:00 UTC/,
    why: "rate limited (429)",
    resumeAt: new Date(NOW + 3_600_000).toISOString(),
  },
  {
    name: "a wait until a date that is just too far away",
    fault: status(503, {
      headers: { "retry-after": new Date(NOW + 61_000).toUTCString() },
    }),
    kind: "service",
    message: /unavailable \(503\); it asks to wait 61 s, until 2026-11-21 12:02 UTC/,
    resumeAt: new Date(NOW + 61_000).toISOString(),
    why: "unavailable (503)",
  },
  {
    name: "a wait of longer than there are dates",
    fault: status(529, { headers: { "retry-after": "9".repeat(400) } }),
    kind: "service",
    message: /until 2027-11-22/,
    resumeAt: new Date(NOW + 366 * 86_400_000).toISOString(),
    why: "overloaded (529)",
  },
  {
    name: "an invalid request in the middle",
    fault: broken("invalid_request_error"),
    kind: "service",
    message: /refused the request \(invalid_request_error\): No/,
    why: 'the server broke off with "No"',
  },
  {
    name: "a refused key in the middle",
    fault: broken("authentication_error"),
    kind: "refused_key",
    message: /refused the key \(authentication_error\)/,
    why: 'the server broke off with "No"',
  },
  {
    name: "a spend limit in the middle",
    fault: broken("billing_error"),
    kind: "service",
    message: /may not spend more \(billing_error\)/,
    why: 'the server broke off with "No"',
  },
  {
    name: "no such model in the middle",
    fault: broken("not_found_error"),
    kind: "usage",
    message: /has no model claude-sonnet-5-5/,
    why: 'the server broke off with "No"',
  },
  {
    name: "an error in the middle that repeats the key",
    fault: broken("permission_error", { message: `${KEY} may not do this` }),
    kind: "refused_key",
    message: /\[redacted\] may not do this/,
    why: 'the server broke off with "[redacted] may not do this"',
  },
  {
    name: "an unknown end without a text",
    fault: { text: "", stopReason: "bored", thinking: "What would I say? ".repeat(20) },
    kind: "service",
    message: /without text, for a reason that is not known \(bored\)/,
    why: expect.stringMatching(/ended an answer without text, .* \(bored\)$/),
  },
];

describe("a fault that does not pass", () => {
  test.each(FINAL)("$name: one attempt, a clear error, no key in it", async (row) => {
    const account = anAccount();
    const { request, notices } = aWatchedRequest({ account });
    await withRig([row.fault, LONG], async ({ model, server }) => {
      const error = await model.complete(request, NEVER).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        name: "PipelineError",
        kind: row.kind,
        message: expect.stringMatching(row.message),
        hint: expect.stringMatching(/\w/),
        resumeAt: row.resumeAt ?? null,
      });
      expect(account.failures).toMatchObject([{ why: row.why }]);
      expect(bookedIn(account)).toEqual({ calls: 0, ...billedBy(server) });
      expect(inspect(account.failures)).not.toContain(KEY);
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
});
