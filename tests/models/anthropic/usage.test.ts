import { describe, expect, test } from "vitest";

import { NO_USAGE } from "../../../src/core/usage.js";
import { type Billing, usageOf, usageOfFailed } from "../../../src/models/messages/account.js";
import { MessageAssembler } from "../../../src/models/messages/message-assembler.js";

const BILLING: Billing = {
  model: "the one asked for",
  costOf: (model, { inputTokens, outputTokens }) =>
    model === "unknown" ? null : inputTokens + 10 * outputTokens,
};

const start = (usage: object | null, model = "m"): object => ({
  type: "message_start",
  message: { model, ...(usage === null ? {} : { usage }) },
});
const text = (written: string): object => ({
  type: "content_block_delta",
  delta: { type: "text_delta", text: written },
});
const thinking = (written: string): object => ({
  type: "content_block_delta",
  delta: { type: "thinking_delta", thinking: written },
});
const end = (usage: object | null): object => ({
  type: "message_delta",
  delta: { stop_reason: "end_turn" },
  ...(usage === null ? {} : { usage }),
});
const PING = { type: "ping" };

function after(events: readonly object[]): MessageAssembler {
  const message = new MessageAssembler([]);
  for (const event of events) message.take(event);
  return message;
}

const NINE = "123456789";

interface Row {
  readonly name: string;
  readonly events: readonly object[];
  readonly input: number;
  readonly output: number;
  readonly usd: number | null;
}

describe("what an answer took", () => {
  test.each<Row>([
    {
      name: "the counts at the start and at the end",
      events: [start({ input_tokens: 5, output_tokens: 1 }), text(NINE), end({ output_tokens: 7 })],
      input: 5,
      output: 7,
      usd: 75,
    },
    {
      name: "counts that come at the end only",
      events: [start({ input_tokens: 0 }), text(NINE), end({ input_tokens: 5, output_tokens: 7 })],
      input: 5,
      output: 7,
      usd: 75,
    },
    {
      name: "a count that is 0 again at the end",
      events: [start({ input_tokens: 5 }), text(NINE), end({ input_tokens: 0, output_tokens: 7 })],
      input: 5,
      output: 7,
      usd: 75,
    },
    {
      name: "a prompt that was read from the cache whole",
      events: [
        start({ input_tokens: 0, cache_read_input_tokens: 5 }),
        text(NINE),
        end({ output_tokens: 7 }),
      ],
      input: 0,
      output: 7,
      usd: 70,
    },
    {
      name: "an answer without a word that was counted",
      events: [start({ input_tokens: 5, output_tokens: 0 }), end({ output_tokens: 0 })],
      input: 5,
      output: 0,
      usd: 5,
    },
    {
      name: "no count at the end: the output is estimated and has no price",
      events: [start({ input_tokens: 5, output_tokens: 1 }), text(NINE), end(null)],
      input: 5,
      output: 3,
      usd: null,
    },
    {
      name: "a text that is said to have taken nothing: estimated, and no price",
      events: [start({ input_tokens: 5 }), text(NINE), end({ output_tokens: 0 })],
      input: 5,
      output: 3,
      usd: null,
    },
    {
      name: "a prompt that is said to have taken nothing: no price",
      events: [start({ input_tokens: 0 }), text(NINE), end({ output_tokens: 7 })],
      input: 0,
      output: 7,
      usd: null,
    },
    {
      name: "no start: no price",
      events: [text(NINE), end({ output_tokens: 7 })],
      input: 0,
      output: 7,
      usd: null,
    },
    {
      name: "a name that no table has: the price of the model that was asked for",
      events: [start({ input_tokens: 5 }, "unknown"), text(NINE), end({ output_tokens: 7 })],
      input: 5,
      output: 7,
      usd: 75,
    },
  ])("$name", ({ events, input, output, usd }) => {
    const took = { calls: 1, inputTokens: input, outputTokens: output, usd };
    expect(usageOf(after(events), BILLING)).toMatchObject(took);
  });
});

describe("what an attempt took that answered nothing", () => {
  test.each([
    { name: "no event at all", events: [] },
    { name: "pings alone", events: [PING, PING] },
    {
      name: "a block without a text",
      events: [{ type: "content_block_start", content_block: { type: "text", text: "" } }],
    },
  ])("$name: nothing", ({ events }) => {
    expect(usageOfFailed(after(events), BILLING)).toEqual(NO_USAGE);
  });

  test.each<Row>([
    {
      name: "the start alone",
      events: [start({ input_tokens: 5, output_tokens: 1 })],
      input: 5,
      output: 1,
      usd: 15,
    },
    {
      name: "what was written counts more than what was told before",
      events: [start({ input_tokens: 5, output_tokens: 1 }), thinking(NINE), text(`${NINE}0`)],
      input: 5,
      output: 7,
      usd: 75,
    },
    {
      name: "what was told counts where it is more",
      events: [start({ input_tokens: 5, output_tokens: 8 }), text(NINE)],
      input: 5,
      output: 8,
      usd: 85,
    },
    {
      name: "a whole answer that is of no use took what was counted",
      events: [start({ input_tokens: 5 }), thinking(NINE), end({ output_tokens: 2 })],
      input: 5,
      output: 2,
      usd: 25,
    },
    {
      name: "no count of the prompt: no price",
      events: [start(null), text(NINE)],
      input: 0,
      output: 3,
      usd: null,
    },
  ])("$name", ({ events, input, output, usd }) => {
    const took = { calls: 0, inputTokens: input, outputTokens: output, usd };
    expect(usageOfFailed(after(events), BILLING)).toMatchObject(took);
  });
});
