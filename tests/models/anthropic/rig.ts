import { expect } from "vitest";

import type { Answer, FailedAttempt, Model } from "../../../src/core/ports.js";
import { addUsage, NO_USAGE, type Usage } from "../../../src/core/usage.js";
import {
  type AnthropicModelOptions,
  createAnthropicModel,
} from "../../../src/models/anthropic/anthropic-model.js";
import type { CostOf } from "../../../src/models/messages/account.js";
import {
  type FakeMessagesServer,
  type FakeReply,
  type FakeRequest,
  type FakeServerOptions,
  startFakeMessagesServer,
  sumOf,
} from "../../fake-messages-server.js";

/** Looks like a real one, so that a leak is found by its shape as well as by its value. */
export const KEY = "sk-ant-api03-not-a-real-key-0123456789";

/** The time at which every test happens. */
export const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);

export interface Rig {
  readonly model: Model;
  readonly server: FakeMessagesServer;
  /** How long the model meant to wait before each further attempt, in milliseconds. */
  readonly delays: readonly number[];
}

/** USD per million tokens. */
const RATES: Readonly<Record<string, readonly [input: number, output: number]>> = {
  "claude-sonnet-5-5": [2, 10],
  "claude-haiku-5-5": [0.1, 0.5],
};

/** A price list of two models: writing a cache costs a quarter more than input, reading one a tenth of it. */
export const costOf: CostOf = (model, tokens) => {
  const rates = RATES[model];
  if (rates === undefined) return null;
  const [input, output] = rates;
  const { inputTokens, cacheWriteTokens, cacheReadTokens, outputTokens } = tokens;
  const inputUsd = (inputTokens + cacheWriteTokens * 1.25 + cacheReadTokens * 0.1) * input;
  return (inputUsd + outputTokens * output) / 1e6;
};

/** What the server billed for all requests, in the words of an account. */
export function billedBy({ ledger }: FakeMessagesServer): Omit<Usage, "calls"> {
  const { input, output, cacheRead, cacheWrite } = sumOf(ledger);
  const tokens = {
    inputTokens: input,
    outputTokens: output,
    cacheReadTokens: cacheRead,
    cacheWriteTokens: cacheWrite,
  };
  const model = ledger[0]?.model ?? "none";
  return { ...tokens, usd: expect.closeTo(costOf(model, tokens) ?? Number.NaN, 12) };
}

/** What an account was told of: attempts that came to nothing, and the answer where there is one. */
export function bookedIn(
  { failures }: { readonly failures: readonly FailedAttempt[] },
  answer?: Pick<Answer, "usage">,
): Usage {
  return failures.map(({ usage }) => usage).reduce(addUsage, answer?.usage ?? NO_USAGE);
}

type Respond = FakeServerOptions["respond"];

interface RigOptions {
  readonly server?: Partial<FakeServerOptions>;
  readonly model?: Partial<AnthropicModelOptions>;
}

/** The real SDK against the fake server, with waits that are noted and not made. */
export async function withRig<T>(
  respond: Respond | readonly FakeReply[],
  use: (rig: Rig) => Promise<T>,
  options: RigOptions = {},
): Promise<T> {
  const delays: number[] = [];
  const script = typeof respond === "function" ? respond : inTurn(respond);
  const server = await startFakeMessagesServer({ respond: script, ...options.server });
  try {
    const model = createAnthropicModel({
      apiKey: KEY,
      authToken: null,
      baseUrl: server.baseUrl,
      costOf,
      pace: {
        now: () => NOW,
        pause: async (ms, signal) => {
          delays.push(ms);
          signal.throwIfAborted();
        },
        random: () => 0.5,
      },
      ...options.model,
    });
    return await use({ model, server, delays });
  } finally {
    await server.close();
  }
}

/** One reply after the other; the last one is given from then on. */
function inTurn(replies: readonly FakeReply[]): Respond {
  let given = 0;
  return (request: FakeRequest) => {
    const reply = replies[Math.min(given, replies.length - 1)];
    given += 1;
    if (reply === undefined) throw new Error(`no reply for ${request.agent}`);
    return reply;
  };
}
