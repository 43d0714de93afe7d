import { describe, expect, test } from "vitest";

import { CONTEXT_ERRORS } from "../../fake-messages/context-errors.js";
import type { FakeReply } from "../../fake-messages-server.js";
import { aWatchedRequest, NEVER } from "../a-request.js";
import { anAccount } from "../an-account.js";
import { billedBy, bookedIn, KEY, withRig } from "./rig.js";

const said = (message: string, status = 400, more: object = {}): FakeReply => ({
  fault: "status",
  status,
  type: "invalid_request_error",
  message,
  ...more,
});

const TOO_LONG: readonly (readonly [name: string, reply: FakeReply])[] = [
  ...Object.entries(CONTEXT_ERRORS),
  [
    "llama-server with counts",
    said("request (9412 tokens) exceeds the available context size (8192 tokens)"),
  ],
  [
    "vLLM counting the answer",
    said(
      "'max_tokens' is too large: 2000. This model's maximum context length is 4096 tokens and your request has 2104 input tokens (2000 > 4096 - 2104).",
    ),
  ],
  [
    "vLLM's engine",
    said("The decoder prompt (length 5213) is longer than the maximum model length of 4096."),
  ],
  [
    "vLLM without the form of an error",
    {
      fault: "status",
      status: 400,
      json: {
        object: "error",
        message: "This model's maximum context length is 4096 tokens.",
        type: "BadRequestError",
      },
    },
  ],
  ["Ollama", said("the input length exceeds the context length")],
  [
    "LM Studio",
    {
      fault: "status",
      status: 400,
      json: { error: "Trying to keep the first 5213 tokens when context the overflows." },
    },
  ],
  ["a gateway to Bedrock", said("Input is too long for requested model.")],
  [
    "a gateway to Gemini",
    said("The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."),
  ],
  [
    "a code of another company's",
    {
      fault: "status",
      status: 400,
      json: { error: { message: "Too many.", code: "context_length_exceeded" } },
    },
  ],
  [
    "a status that says not to retry",
    said("prompt is too long: 2 tokens > 1 maximum", 400, {
      headers: { "x-should-retry": "true" },
    }),
  ],
  [
    "413",
    {
      fault: "status",
      status: 413,
      type: "request_too_large",
      message: "Request exceeds the maximum size",
    },
  ],
  [
    "413 with a web page",
    { fault: "status", status: 413, html: "<h1>Request Entity Too Large</h1>" },
  ],
];

describe("a prompt that is too long is an answer", () => {
  test.each(TOO_LONG)("in the words of %s", async (_name, reply) => {
    const account = anAccount();
    const { request } = aWatchedRequest({ account });
    await withRig([reply, "never said"], async ({ model, server }) => {
      const answer = await model.complete(request, NEVER);
      expect(answer).toEqual({
        status: "context_exceeded",
        text: "",
        model: "claude-sonnet-5-5",
        usage: {
          calls: 1,
          inputTokens: 0,
          outputTokens: 0,
          cacheReadTokens: 0,
          cacheWriteTokens: 0,
          usd: 0,
        },
      });
      expect(account.failures).toEqual([]);
      expect(server.requests).toHaveLength(1);
    });
  });

  test("what the server says is told, without its secrets", async () => {
    const { request, notices } = aWatchedRequest();
    await withRig([said(`prompt is too long for ${KEY}`)], async ({ model }) => {
      await model.complete(request, NEVER);
      expect(notices).toEqual([
        { kind: "message", text: "The prompt is too long: prompt is too long for [redacted]" },
      ]);
    });
  });

  test("also in the middle: the text is what there is of it, and the tokens count", async () => {
    const account = anAccount();
    const { request } = aWatchedRequest({ account });
    const reply: FakeReply = {
      fault: "error-event",
      afterDeltas: 2,
      of: { text: "The first words, and then no more room for the rest of them." },
      type: "exceed_context_size_error",
      message: "context is full",
    };
    await withRig([reply], async ({ model, server }) => {
      const answer = await model.complete(request, NEVER);
      expect(answer).toMatchObject({
        status: "context_exceeded",
        text: "The first words, and then no more room for the r",
      });
      expect(bookedIn(account, answer)).toEqual({ calls: 1, ...billedBy(server) });
      expect(account.failures).toEqual([]);
    });
  });

  test("after attempts that failed: those are booked, the answer is of the last alone", async () => {
    const account = anAccount();
    const { request } = aWatchedRequest({ account });
    const replies: FakeReply[] = [{ fault: "cut", afterDeltas: 4 }, CONTEXT_ERRORS.vLLM];
    await withRig(replies, async ({ model, server }) => {
      const answer = await model.complete(request, NEVER);
      expect(answer).toMatchObject({ status: "context_exceeded", usage: { calls: 1, usd: 0 } });
      expect(account.failures).toHaveLength(1);
      expect(bookedIn(account, answer)).toEqual({ calls: 1, ...billedBy(server) });
    });
  });
});

const TOO_MUCH: readonly (readonly [name: string, reply: FakeReply])[] = [
  [
    "a gateway",
    said("max_tokens is too large: 64000. This model supports at most 32768 completion tokens."),
  ],
  [
    "the service",
    said("max_tokens: 64000 > 32000, which is the maximum allowed number of output tokens"),
  ],
  [
    "a gateway that takes it for its own failure",
    said("litellm: max_tokens must be less than 8192", 500),
  ],
  ["nobody: any other 400", said("Invalid request")],
  ["a schema of its own", said("max_tokens: Input should be less than or equal to 8192", 422)],
  [
    "an error within the stream",
    { fault: "error-event", afterDeltas: 0, type: "invalid_request_error", message: "No" },
  ],
];

describe("a request for more room that a server does not take", () => {
  test.each(TOO_MUCH)(
    "came to nothing where it is dispensable, in the words of %s",
    async (_name, reply) => {
      const account = anAccount();
      const { request, notices } = aWatchedRequest({ account, isDispensable: true });
      await withRig([reply, "never said"], async ({ model, server }) => {
        const answer = await model.complete(request, NEVER);
        expect(answer).toMatchObject({ status: "context_exceeded", text: "", usage: { calls: 1 } });
        expect(notices).toEqual([
          {
            kind: "message",
            text: expect.stringMatching(/^It goes on without this call: .* refused the request/),
          },
        ]);
        expect(account.failures).toEqual([]);
        expect(server.requests).toHaveLength(1);
      });
    },
  );

  test.each<[string, FakeReply]>([
    ["the key", said("No", 401)],
    ["the money", said("No", 402)],
    ["the model", { fault: "status", status: 404, type: "not_found_error", message: "No" }],
  ])("is an error all the same when it is %s that is refused", async (_name, reply) => {
    const { request } = aWatchedRequest({ isDispensable: true });
    await withRig([reply], async ({ model }) => {
      await expect(model.complete(request, NEVER)).rejects.toThrow(/\(40[124]\)/);
    });
  });
});

describe("other refused requests stay errors", () => {
  test.each([
    "max_tokens: 200000 > 128000, which is the maximum allowed number of output tokens for this model",
    "messages.0.content.0.text: text content blocks must be non-empty",
    "max_tokens: Field required",
    "thinking.budget_tokens: Input should be greater than or equal to 1024",
    "system: text too short",
    "The maximum number of cache_control blocks is 4; the request has 5",
  ])("%s", async (message) => {
    await withRig([said(message)], async ({ model }) => {
      await expect(model.complete(aWatchedRequest().request, NEVER)).rejects.toMatchObject({
        kind: "service",
        message: expect.stringContaining(message.slice(0, 40)),
      });
    });
  });
});
