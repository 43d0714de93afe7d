/** What the real command (2.1.330) writes, as far as anybody reads it. */

const SESSION = { session_id: "4e265c1f-dbff-466e-af62-1939b4ad8650", parent_tool_use_id: null };

interface Message {
  readonly texts?: readonly string[];
  readonly stopReason?: string | null;
  readonly model?: string;
  readonly explanation?: string;
}

const PROMPT_TOKENS = {
  input_tokens: 100,
  cache_creation_input_tokens: 20,
  cache_read_input_tokens: 300,
};

/** The lines that come before any answer. */
export const OPENING: readonly string[] = [
  { type: "system", subtype: "ui_invalidate", event: "ui.render", ...SESSION },
  { type: "system", subtype: "init", tools: [], apiKeySource: "none", ...SESSION },
  { type: "system", subtype: "status", status: "requesting", ...SESSION },
].map((line) => JSON.stringify(line));

/** One answer of a model, event by event, and once more as a whole. */
export function message({ texts = ["All done."], stopReason = "end_turn", ...rest }: Message = {}) {
  const { model = "claude-sonnet-5-5", explanation } = rest;
  const started = {
    id: "msg_1",
    role: "assistant",
    model,
    content: [],
    usage: { ...PROMPT_TOKENS, output_tokens: 1 },
  };
  const details =
    explanation === undefined
      ? {}
      : { stop_details: { type: "refusal", category: "cyber", explanation } };
  const blocks = texts.flatMap((content, index) => [
    event({ type: "content_block_start", index, content_block: { type: "text", text: "" } }),
    ...halves(content).map((half) =>
      event({ type: "content_block_delta", index, delta: { type: "text_delta", text: half } }),
    ),
    JSON.stringify({
      type: "assistant",
      message: { ...started, content: [{ type: "text", text: content }] },
      ...SESSION,
    }),
    event({ type: "content_block_stop", index }),
  ]);
  return [
    event({ type: "message_start", message: started }),
    ...blocks,
    event({
      type: "message_delta",
      delta: { stop_reason: stopReason, stop_sequence: null, ...details },
      usage: { ...PROMPT_TOKENS, output_tokens: stopReason === null ? 2 : 50 },
    }),
    event({ type: "message_stop" }),
  ];
}

/** Its last line. */
export function result(parts: object = {}): string {
  return JSON.stringify({
    type: "result",
    subtype: "success",
    is_error: false,
    api_error_status: null,
    result: "All done.",
    stop_reason: "end_turn",
    num_turns: 1,
    total_cost_usd: 0.00078,
    usage: { ...PROMPT_TOKENS, output_tokens: 50, server_tool_use: { web_search_requests: 0 } },
    modelUsage: { "claude-sonnet-5-5": { inputTokens: 100, outputTokens: 50, costUSD: 0.00078 } },
    permission_denials: [],
    terminal_reason: "completed",
    ...SESSION,
    ...parts,
  });
}

/** The last line of a call that failed before anything was paid for. */
export function failure(said: string, status: number | null, parts: object = {}): string {
  return result({
    is_error: true,
    api_error_status: status,
    result: said,
    stop_reason: "stop_sequence",
    total_cost_usd: 0,
    usage: { input_tokens: 0, output_tokens: 0 },
    modelUsage: {},
    terminal_reason: "api_error",
    ...parts,
  });
}

/** The last line of a call that was interrupted. */
export function interrupted(usd: number): string {
  return result({
    subtype: "error_during_execution",
    is_error: true,
    result: undefined,
    errors: ["[ede_diagnostic] result_type=user"],
    total_cost_usd: usd,
    terminal_reason: "aborted_streaming",
  });
}

function event(content: object): string {
  return JSON.stringify({ type: "stream_event", event: content, ...SESSION });
}

function halves(content: string): readonly string[] {
  const middle = Math.floor(content.length / 2);
  return [content.slice(0, middle), content.slice(middle)];
}
