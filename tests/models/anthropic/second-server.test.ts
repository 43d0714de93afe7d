import {
  type ErrorResponse,
  type FixtureOpts,
  LLMock,
  type TextResponse,
} from "@copilotkit/aimock";
import { expect, test } from "vitest";

import { createAnthropicModel } from "../../../src/models/anthropic/anthropic-model.js";
import { aRequest, NEVER } from "../a-request.js";
import { anAccount } from "../an-account.js";
import { KEY } from "./rig.js";

// A server that others wrote, as a check on ours: what only works against our own would come out here.
// It counts no cached tokens and keeps requests in another shape, so caches and bodies are not looked at.

type Step = (TextResponse | ErrorResponse) & { readonly on?: FixtureOpts };

const error = (status: number, type: string, retryAfter?: number): Step => ({
  status,
  error: { type, message: `made to fail with ${status}` },
  ...(retryAfter === undefined ? {} : { retryAfter }),
});

/** Answers one request after another with these. */
async function against<T>(
  steps: readonly Step[],
  use: (model: ReturnType<typeof createAnthropicModel>, delays: readonly number[]) => Promise<T>,
): Promise<T> {
  const server = new LLMock({ port: 0, host: "127.0.0.1" });
  for (const [at, { on = {}, ...response }] of steps.entries()) {
    server.on({ sequenceIndex: at }, response, on);
  }
  await server.start();
  const delays: number[] = [];
  try {
    const model = createAnthropicModel({
      apiKey: KEY,
      authToken: null,
      baseUrl: server.url,
      serverKind: "anthropic",
      costOf: (_model, { inputTokens, outputTokens }) => inputTokens + outputTokens,
      pace: { now: Date.now, pause: async (ms) => void delays.push(ms), random: () => 0.5 },
    });
    return await use(model, delays);
  } finally {
    await server.stop();
  }
}

const TEXT = `def f():\n    return "é, 漢字, \u{1F600}"\n${"# line\n".repeat(300)}`;
const whole: Step = { content: TEXT, usage: { input_tokens: 20, output_tokens: 7 } };

test.each<[string, Step, object]>([
  ["a text", whole, { status: "complete", text: TEXT }],
  [
    "a text after thoughts",
    { ...whole, reasoning: "let me see" },
    { status: "complete", text: TEXT },
  ],
  ["a text in pieces of one character", { ...whole, on: { chunkSize: 1 } }, { text: TEXT }],
  [
    "a text that is cut off",
    { ...whole, finishReason: "length" },
    { status: "truncated", text: TEXT },
  ],
  ["a refusal", { content: "No.", finishReason: "refusal" }, { status: "refused" }],
])("%s comes out as it was sent", async (_name, step, answer) => {
  await against([step], async (model) => {
    expect(await model.complete(aRequest(), NEVER)).toMatchObject(answer);
  });
});

test("the tokens are those that the server counted", async () => {
  await against([whole], async (model) => {
    const { usage } = await model.complete(aRequest(), NEVER);
    expect(usage).toMatchObject({ calls: 1, inputTokens: 20, outputTokens: 7, usd: 27 });
  });
});

test.each<[string, readonly Step[], readonly number[]]>([
  ["a rate limit that names its end", [error(429, "rate_limit_error", 7)], [7000]],
  [
    "an overloaded service",
    [error(529, "overloaded_error"), error(529, "overloaded_error")],
    [375, 750],
  ],
  ["a broken service", [error(500, "api_error")], [375]],
])("%s is waited out", async (_name, failures, waits) => {
  await against([...failures, whole], async (model, delays) => {
    const account = anAccount();
    const answer = await model.complete(aRequest({ account }), NEVER);

    expect(answer.text).toBe(TEXT);
    expect(delays).toEqual(waits);
    expect(account.failures.map(({ usage }) => usage.usd)).toEqual(failures.map(() => 0));
  });
});

test("an answer that breaks off is asked for again, and what it took is in the account", async () => {
  const broken: Step = { ...whole, on: { chunkSize: 20, latency: 2, disconnectAfterMs: 60 } };
  await against([broken, whole], async (model) => {
    const account = anAccount();
    const answer = await model.complete(aRequest({ account }), NEVER);

    expect(answer).toMatchObject({ status: "complete", text: TEXT });
    expect(account.failures).toHaveLength(1);
  });
});

test.each<[number, string, string]>([
  [401, "authentication_error", "refused_key"],
  [403, "permission_error", "refused_key"],
  [404, "not_found_error", "usage"],
  [400, "invalid_request_error", "service"],
  [402, "billing_error", "service"],
])("%i is told at once and not repeated", async (status, type, kind) => {
  await against([error(status, type), whole], async (model, delays) => {
    await expect(model.complete(aRequest(), NEVER)).rejects.toMatchObject({ kind });
    expect(delays).toEqual([]);
  });
});
