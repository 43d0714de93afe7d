import { describe, expect, test } from "vitest";

import type { AnthropicModelOptions } from "../../../src/models/anthropic/anthropic-model.js";
import { billedOf } from "../../../src/models/anthropic/billed.js";
import { MessageAssembler } from "../../../src/models/messages/message-assembler.js";
import type { FakeReply } from "../../fake-messages-server.js";
import { aRequest, NEVER } from "../a-request.js";
import { anAccount } from "../an-account.js";
import { withRig } from "./rig.js";

const PATIENCE = { headersTimeoutMs: 100, stallTimeoutMs: 100 };

interface Row {
  readonly name: string;
  readonly fault: FakeReply;
  readonly model?: Partial<AnthropicModelOptions>;
}

async function billed({
  fault,
  model = {},
}: Pick<Row, "fault" | "model">): Promise<readonly string[]> {
  const account = anAccount();
  await withRig(
    [fault],
    async (rig) => {
      await expect(rig.model.complete(aRequest({ account }), NEVER)).rejects.toBeDefined();
    },
    { model: { attempts: 1, ...model } },
  );
  return account.failures.map((attempt) => attempt.billed);
}

describe("what is known of the bill of an attempt", () => {
  test.each<Row>([
    { name: "that broke off behind three deltas", fault: { fault: "cut", afterDeltas: 3 } },
    { name: "that broke off before its first delta", fault: { fault: "cut", afterDeltas: 0 } },
    { name: "that was reset before the headers", fault: { fault: "cut-before-headers" } },
    { name: "that got no headers", fault: { fault: "no-headers" }, model: PATIENCE },
    { name: "that stalled", fault: { fault: "stall", afterDeltas: 2 }, model: PATIENCE },
    { name: "that timed out", fault: { fault: "pings-only" }, model: { deadlineMs: 100 } },
    {
      name: "that ended with an error event",
      fault: { fault: "error-event", afterDeltas: 2, type: "overloaded_error" },
    },
    { name: "that brought a web page", fault: { fault: "html-200" } },
  ])("is not all, $name", async (row) => {
    expect(await billed(row)).toEqual(["at-most-reserved"]);
  });

  test.each([400, 401, 429, 500, 529])("is all, refused with %d", async (status) => {
    expect(await billed({ fault: { fault: "status", status } })).toEqual(["known"]);
  });

  test.each([
    { code: "ECONNREFUSED" },
    { code: "ENOTFOUND" },
    { code: "EHOSTUNREACH", syscall: "connect" },
    { code: "DEPTH_ZERO_SELF_SIGNED_CERT" },
  ])("is all where $code came before the request", (code) => {
    const cause = Object.assign(new Error("no"), code);
    const thrown = new TypeError("fetch failed", { cause });
    const attempt = { thrown, message: new MessageAssembler([]), wasSent: true };
    expect(billedOf(attempt)).toBe("known");
    const reset = Object.assign(new Error("no"), { code: "ECONNRESET", syscall: "read" });
    const broken = { ...attempt, thrown: new TypeError("fetch failed", { cause: reset }) };
    expect(billedOf(broken)).toBe("at-most-reserved");
    expect(billedOf({ ...broken, wasSent: false })).toBe("known");
  });

  test("is not all of a call that is cancelled once it was sent", async () => {
    const account = anAccount();
    const stop = new AbortController();
    await withRig(
      () => {
        queueMicrotask(() => stop.abort());
        return { fault: "no-headers" };
      },
      async ({ model }) => {
        await expect(model.complete(aRequest({ account }), stop.signal)).rejects.toMatchObject({
          kind: "cancelled",
        });
      },
    );
    expect(account.failures).toMatchObject([{ why: "cancelled", billed: "at-most-reserved" }]);
  });
});
