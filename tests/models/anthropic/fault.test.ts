import { APIConnectionError } from "@anthropic-ai/sdk";
import { describe, expect, test } from "vitest";

import { faultOf } from "../../../src/models/anthropic/fault.js";
import { StreamFault } from "../../../src/models/messages/stream-fault.js";
import { NOW } from "./rig.js";

const CONTEXT = { host: "gateway.example", model: "claude-sonnet-5-5", secrets: [], now: NOW };

/** What the SDK throws when the network fails with this code. */
function connectionError(code: string): APIConnectionError {
  return new APIConnectionError({
    cause: new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) }),
  });
}

describe("what the network does", () => {
  test.each(["ENOTFOUND", "EAI_AGAIN", "ECONNRESET", "ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT"])(
    "%s may pass",
    (code) => {
      expect(faultOf(connectionError(code), CONTEXT)).toEqual({
        kind: "passing",
        why: `no connection (${code})`,
        waitMs: null,
      });
    },
  );

  test("the first of several addresses that were tried gives the reason", () => {
    const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
    const thrown = new APIConnectionError({ cause: new AggregateError([refused, new Error("x")]) });
    expect(faultOf(thrown, CONTEXT)).toMatchObject({ why: "no connection (ECONNREFUSED)" });
  });

  test("without a code the innermost error gives the reason", () => {
    const thrown = new APIConnectionError({
      cause: new TypeError("fetch failed", { cause: new Error("bad port") }),
    });
    expect(faultOf(thrown, CONTEXT)).toMatchObject({ why: "no connection (bad port)" });
  });

  test.each(["DEPTH_ZERO_SELF_SIGNED_CERT", "CERT_HAS_EXPIRED", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"])(
    "%s does not pass",
    (code) => {
      expect(faultOf(connectionError(code), CONTEXT)).toMatchObject({
        kind: "final",
        error: { kind: "service", message: expect.stringContaining(code) },
      });
    },
  );
});

test("an error of our own stays what it is and is never retried", () => {
  const bug = new TypeError("x is undefined");
  expect(faultOf(bug, CONTEXT)).toEqual({
    kind: "final",
    why: "x is undefined",
    isOfRequest: false,
    error: bug,
  });
});

describe("an error in the middle of an answer", () => {
  const met = (type: string | null, code: string | null = null): unknown =>
    faultOf(new StreamFault("it broke off", { said: { type, code, words: "No" } }), CONTEXT);

  test.each(["overloaded_error", "api_error", "rate_limit_error", "timeout_error", "odd", null])(
    "of type %s may pass",
    (type) => {
      expect(met(type)).toEqual({ kind: "passing", why: "it broke off", waitMs: null });
    },
  );

  test.each([
    ["invalid_request_error", "service"],
    ["authentication_error", "refused_key"],
    ["permission_error", "refused_key"],
    ["billing_error", "service"],
    ["not_found_error", "usage"],
  ])("of type %s is final", (type, kind) => {
    expect(met(type)).toMatchObject({ kind: "final", why: "it broke off", error: { kind } });
  });

  test("that is a limit of what may be spent is final, whatever its type", () => {
    const limit = met("rate_limit_error", "enforced_spend_limit_reached");
    expect(limit).toMatchObject({
      kind: "final",
      error: { message: expect.stringContaining("may not spend more") },
    });
  });

  test("that says a great deal is told in one line", () => {
    const fault = new StreamFault(`it said\n\n${"very much ".repeat(10_000)}`);
    const { why } = faultOf(fault, CONTEXT);
    expect(why).toMatch(/^it said very much very/);
    expect(why).toHaveLength(300);
  });

  test("that says that the prompt is too long is no error", () => {
    expect(met("request_too_large")).toEqual({ kind: "too-long", why: "No" });
  });
});
