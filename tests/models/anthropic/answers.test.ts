import { describe, expect, test } from "vitest";

import type { FakeAnswer, FakeReply, Wire } from "../../fake-messages-server.js";
import { aRequest, aWatchedRequest, NEVER } from "../a-request.js";
import { anAccount } from "../an-account.js";
import { withRig } from "./rig.js";

const CODE = 'print("grüße, 世界 🎉")\n'.repeat(8);

describe("an answer is read to the last character", () => {
  test.each<{ name: string; wire: Wire }>([
    { name: "in one delta", wire: { deltaCharacters: 10_000 } },
    { name: "in a thousand small deltas", wire: { deltaCharacters: 1 } },
    { name: "byte by byte, within characters too", wire: { byteByByte: true, deltaCharacters: 7 } },
    { name: "with CRLF frames", wire: { crlf: true } },
    { name: "with CRLF frames byte by byte", wire: { crlf: true, byteByByte: true } },
    { name: "with late headers", wire: { headersAfterMs: 30 } },
    { name: "without message_start", wire: { withoutMessageStart: true } },
    { name: "without event names", wire: { withoutEventNames: true } },
    { name: "with events of an unknown type", wire: { unknownEvents: true } },
    { name: "without message_stop", wire: { withoutMessageStop: true } },
    { name: "over a connection that stays open", wire: { connection: "stays-open" } },
    {
      name: "though the connection is cut after the last text",
      wire: { withoutMessageStop: true, connection: "cut" },
    },
  ])("$name", async ({ wire }) => {
    await withRig([{ text: CODE, wire }], async ({ model, server }) => {
      const answer = await model.complete(aRequest(), NEVER);
      expect(answer).toMatchObject({ status: "complete", text: CODE, model: "claude-sonnet-5-5" });
      expect(server.answered).toBe(1);
    });
  });

  test("text blocks are joined with nothing between, thinking is left out", async () => {
    const reply = { text: "x = [1,", moreBlocks: [" 2]\n", "y = 3"], thinking: "Easy." };
    await withRig([reply], async ({ model }) => {
      const { text } = await model.complete(aRequest(), NEVER);
      expect(text).toBe("x = [1, 2]\ny = 3");
    });
  });

  test("pings are signs of life while the model thinks", async () => {
    await withRig(
      [{ text: CODE, wire: { pings: 40 } }],
      async ({ model, server }) => {
        await expect(model.complete(aRequest(), NEVER)).resolves.toMatchObject({ text: CODE });
        expect(server.requests).toHaveLength(1);
      },
      { model: { stallTimeoutMs: 400 } },
    );
  });

  test("the first byte may be as late behind the headers as the headers themselves", async () => {
    await withRig(
      [{ text: CODE, wire: { bodyAfterMs: 250 } }],
      async ({ model, server }) => {
        await expect(model.complete(aRequest(), NEVER)).resolves.toMatchObject({ text: CODE });
        expect(server.requests).toHaveLength(1);
      },
      { model: { stallTimeoutMs: 100, headersTimeoutMs: 5000 } },
    );
  });

  test("a long answer arrives whole", async () => {
    const text = "0123456789abcdef\n".repeat(20_000);
    await withRig([{ text, wire: { deltaCharacters: 400 } }], async ({ model }) => {
      const answer = await model.complete(aRequest(), NEVER);
      expect(answer.text === text).toBe(true);
    });
  });
});

describe("a server that does not stream", () => {
  const whole = (json: object): FakeReply => ({ fault: "status", status: 200, json });

  test("is understood, and so not asked again for what it has billed", async () => {
    const account = anAccount();
    const reply = whole({
      type: "message",
      model: "claude-sonnet-5-5",
      content: [
        { type: "thinking", thinking: "Easy." },
        { type: "text", text: "x = [1," },
        { type: "text", text: " 2]\n" },
      ],
      stop_reason: "max_tokens",
      usage: { input_tokens: 1000, output_tokens: 50 },
    });
    await withRig([reply], async ({ model, server }) => {
      const answer = await model.complete(aRequest({ account }), NEVER);
      expect(answer).toMatchObject({
        status: "truncated",
        text: "x = [1, 2]\n",
        usage: { calls: 1, inputTokens: 1000, outputTokens: 50 },
      });
      expect(answer.usage.usd).toBeCloseTo((1000 * 2 + 50 * 10) / 1e6, 12);
      expect(account.failures).toEqual([]);
      expect(server.requests).toHaveLength(1);
    });
  });

  test("may say an error with status 200", async () => {
    const error = { type: "authentication_error", message: "no such key" };
    await withRig([whole({ type: "error", error })], async ({ model, server }) => {
      await expect(model.complete(aRequest(), NEVER)).rejects.toMatchObject({
        kind: "refused_key",
        message: expect.stringContaining("no such key"),
      });
      expect(server.requests).toHaveLength(1);
    });
  });
});

describe("the reason to stop decides the status", () => {
  test.each<{ reply: FakeAnswer; status: string }>([
    { reply: { text: "all", stopReason: "end_turn" }, status: "complete" },
    { reply: { text: "all", stopReason: "stop_sequence" }, status: "complete" },
    { reply: { text: "", stopReason: "end_turn" }, status: "complete" },
    { reply: { text: "a part", stopReason: "max_tokens" }, status: "truncated" },
    {
      reply: { text: "a", stopReason: "model_context_window_exceeded" },
      status: "context_exceeded",
    },
    { reply: { text: "", stopReason: "refusal" }, status: "refused" },
    { reply: { text: "I will not", stopReason: "refusal" }, status: "refused" },
  ])("$reply.stopReason with '$reply.text' is $status", async ({ reply, status }) => {
    const { request, notices } = aWatchedRequest();
    await withRig([reply], async ({ model, server }) => {
      const answer = await model.complete(request, NEVER);
      expect(answer).toMatchObject({ status, text: reply.text });
      expect(server.requests).toHaveLength(1);
      expect(notices).toEqual([]);
    });
  });

  test("a refusal that is explained is told", async () => {
    const reply = { text: "", stopReason: "refusal", explanation: "This looks like malware." };
    const { request, notices } = aWatchedRequest();
    await withRig([reply], async ({ model }) => {
      await expect(model.complete(request, NEVER)).resolves.toMatchObject({ status: "refused" });
      expect(notices).toEqual([
        { kind: "message", text: "The model refused: This looks like malware." },
      ]);
    });
  });

  test.each(["bored", null])("a text that ends with %j goes on, with a notice", async (reason) => {
    const { request, notices } = aWatchedRequest();
    await withRig([{ text: "all of it", stopReason: reason }], async ({ model }) => {
      await expect(model.complete(request, NEVER)).resolves.toMatchObject({
        status: "complete",
        text: "all of it",
      });
      expect(notices).toMatchObject([
        { kind: "message", text: expect.stringContaining(reason ?? "none given") },
      ]);
    });
  });
});

describe("usage", () => {
  test("is what the server counted, priced by the model that answered", async () => {
    const usage = {
      input_tokens: 1000,
      output_tokens: 500,
      cache_creation_input_tokens: 2000,
      cache_read_input_tokens: 10_000,
    };
    const reply = { text: "ok", usage, model: "claude-haiku-5-5" };
    await withRig([reply], async ({ model }) => {
      const answer = await model.complete(aRequest(), NEVER);
      expect(answer.model).toBe("claude-haiku-5-5");
      expect(answer.usage).toEqual({
        calls: 1,
        inputTokens: 1000,
        outputTokens: 500,
        cacheWriteTokens: 2000,
        cacheReadTokens: 10_000,
        usd: expect.closeTo((1000 * 0.1 + 500 * 0.5 + 2000 * 0.125 + 10_000 * 0.01) / 1e6, 12),
      });
    });
  });

  test("is priced by the model that was asked for where the server has a name of its own for it", async () => {
    const usage = { input_tokens: 1000, output_tokens: 500 };
    await withRig([{ text: "ok", usage, model: "sonnet.gguf" }], async ({ model }) => {
      const answer = await model.complete(aRequest(), NEVER);
      expect(answer.model).toBe("sonnet.gguf");
      expect(answer.usage.usd).toBeCloseTo((1000 * 2 + 500 * 10) / 1e6, 12);
    });
  });

  test("has no price for a model that is not in the table", async () => {
    await withRig([{ text: "ok", model: "qwen2.5-coder:7b" }], async ({ model }) => {
      const { usage } = await model.complete(aRequest({ model: "qwen2.5-coder:7b" }), NEVER);
      expect(usage.usd).toBeNull();
      expect(usage.inputTokens).toBeGreaterThan(0);
    });
  });

  test.each<{ name: string; reply: FakeAnswer; usage: object }>([
    {
      name: "the server counts nothing: no price, and the output is estimated",
      reply: { text: CODE, usage: null },
      usage: { calls: 1, inputTokens: 0, outputTokens: Math.ceil(CODE.length / 3), usd: null },
    },
    {
      name: "message_start is missing: no price, and the output is what was counted",
      reply: { text: CODE, wire: { withoutMessageStart: true } },
      usage: { calls: 1, inputTokens: 0, outputTokens: Math.ceil(CODE.length / 4), usd: null },
    },
  ])("$name", async ({ reply, usage }) => {
    const account = anAccount();
    await withRig([reply], async ({ model }) => {
      await expect(model.complete(aRequest({ account }), NEVER)).resolves.toMatchObject({ usage });
      expect(account.failures).toEqual([]);
    });
  });
});
