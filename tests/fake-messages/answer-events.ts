import type { FakeAnswer } from "./reply.js";
import type { FakeRequest, WireUsage } from "./request.js";

export interface WireEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What the whole of an answer comes to, whether its events tell it or not. */
export function usageOf(answer: FakeAnswer, request: FakeRequest): WireUsage {
  const { texts, thoughts } = writtenIn(answer);
  const characters = [...thoughts, ...texts].join("").length;
  // The token that ends an answer counts, too.
  const output = Math.max(1, Math.ceil(characters / 4));
  return { ...request.usage, output_tokens: output, ...answer.usage };
}

function writtenIn(answer: FakeAnswer): Readonly<Record<"texts" | "thoughts", readonly string[]>> {
  return {
    texts: answer.text === "" ? [] : [answer.text, ...(answer.moreBlocks ?? [])],
    thoughts: answer.thinking === undefined ? [] : [answer.thinking],
  };
}

/** The events of an answer in the order in which the real service sends them. */
export function eventsOf(answer: FakeAnswer, request: FakeRequest): WireEvent[] {
  const { texts, thoughts } = writtenIn(answer);
  const usage = usageOf(answer, request);
  const start = { type: "message_start", message: messageHead(answer, request, usage) };
  const size = answer.wire?.deltaCharacters ?? 24;
  const wire = answer.wire ?? {};
  return [
    ...(wire.unknownEvents === true ? [{ type: "weather_report", sky: "blue" }] : []),
    ...(wire.withoutMessageStart === true ? [] : [start]),
    { type: "ping" },
    ...thoughts.flatMap((text) => blockEvents({ kind: "thinking", text, size, index: 0 })),
    ...texts.flatMap((text, at) =>
      blockEvents({ kind: "text", text, size, index: at + thoughts.length }),
    ),
    messageDelta(answer, usage),
    ...(wire.withoutMessageStop === true ? [] : [{ type: "message_stop" }]),
  ];
}

function messageHead(answer: FakeAnswer, request: FakeRequest, usage: WireUsage): object {
  return {
    id: "msg_test",
    type: "message",
    role: "assistant",
    model: answer.model ?? request.model,
    content: [],
    stop_reason: null,
    ...(answer.usage === null ? {} : { usage: { ...usage, output_tokens: 1 } }),
  };
}

function messageDelta(answer: FakeAnswer, usage: WireUsage): WireEvent {
  const { stopReason = "end_turn", explanation = null } = answer;
  const refusal = { type: "refusal", category: null, explanation };
  return {
    type: "message_delta",
    delta: {
      stop_reason: stopReason,
      stop_sequence: null,
      stop_details: stopReason === "refusal" ? refusal : null,
    },
    ...(answer.usage === null ? {} : { usage: { output_tokens: usage.output_tokens } }),
  };
}

interface BlockText {
  readonly kind: "text" | "thinking";
  readonly text: string;
  readonly index: number;
  /** Characters per delta. */
  readonly size: number;
}

function blockEvents({ kind, text, index, size }: BlockText): WireEvent[] {
  const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, part) =>
    text.slice(part * size, (part + 1) * size),
  );
  return [
    { type: "content_block_start", index, content_block: { type: kind, [kind]: "" } },
    ...parts.map((part) => ({
      type: "content_block_delta",
      index,
      delta: { type: `${kind}_delta`, [kind]: part },
    })),
    { type: "content_block_stop", index },
  ];
}
