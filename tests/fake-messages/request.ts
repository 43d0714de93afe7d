import type { IncomingHttpHeaders } from "node:http";

import { z } from "zod";

import { brokenRule } from "./model-rules.js";

export interface FakeRequest {
  /** The agent of the last `## Your role: ` line, or null. */
  readonly agent: string | null;
  /** How many requests of the same agent came before. */
  readonly turn: number;
  readonly model: string;
  readonly system: readonly string[];
  /** The text of every block of the first user message. */
  readonly blocks: readonly string[];
  /** The messages after the first: repair turns. */
  readonly later: readonly { readonly role: string; readonly text: string }[];
  readonly headers: IncomingHttpHeaders;
  /** As it was sent. */
  readonly body: RequestBody;
  /** What the simulated cache makes of it. */
  readonly usage: WireUsage;
}

export interface WireUsage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
}

const textBlock = z.strictObject({
  type: z.literal("text"),
  text: z
    .string()
    .refine((text) => text.trim() !== "", "text blocks must contain non-whitespace text"),
  cache_control: z
    .strictObject({ type: z.literal("ephemeral"), ttl: z.enum(["5m", "1h"]).optional() })
    .optional(),
});

const display = z.enum(["summarized", "omitted"]).nullish();

const thinkingSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.enum(["adaptive", "between_tools"]), display }),
  z.strictObject({ type: z.literal("enabled"), budget_tokens: z.int().min(1024), display }),
  z.strictObject({ type: z.literal("disabled") }),
]);

const bodySchema = z.strictObject({
  model: z.string().min(1),
  max_tokens: z.int().min(0).max(128_000),
  stream: z.boolean().optional(),
  system: z.array(textBlock).optional(),
  messages: z
    .array(
      z.strictObject({ role: z.enum(["user", "assistant"]), content: z.array(textBlock).min(1) }),
    )
    .min(1),
  thinking: thinkingSchema.optional(),
  output_config: z
    .strictObject({ effort: z.enum(["low", "medium", "high", "xhigh", "max"]) })
    .optional(),
});

type Block = z.infer<typeof textBlock>;

export type RequestBody = z.infer<typeof bodySchema>;

/** Why a request is turned down. */
export class Rejection extends Error {
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

/** Reads a body as strictly as the real service. Throws Rejection. */
export function checkedBody(text: string): RequestBody {
  const parsed = bodySchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const { messages, system = [] } = parsed.data;
  const blocks = [...system, ...messages.flatMap(({ content }) => content)];
  const marks = blocks.filter((block) => block.cache_control !== undefined).length;
  if (marks > 4) throw invalid(`A maximum of 4 blocks with cache_control, found ${marks}`);
  if (blocks.some(isHourAfterMinutes)) {
    throw invalid("cache_control: a block with ttl 1h must not come after one with ttl 5m");
  }
  const broken = brokenRule(parsed.data);
  if (broken !== null) throw invalid(broken);
  if (messages[0]?.role !== "user") throw invalid("the first message must use the user role");
  if (messages.at(-1)?.role === "assistant") throw invalid("assistant message prefill");
  return parsed.data;
}

/** Among the blocks before one that is kept for an hour, none may be kept for less. */
function isHourAfterMinutes(block: Block, at: number, all: readonly Block[]): boolean {
  const isShort = (one: Block): boolean =>
    one.cache_control !== undefined && one.cache_control.ttl !== "1h";
  return block.cache_control?.ttl === "1h" && all.slice(0, at).some(isShort);
}

function invalid(message: string): Rejection {
  return new Rejection(400, "invalid_request_error", message);
}

/** A request as tests look at it. */
export function recordOf(
  body: RequestBody,
  headers: IncomingHttpHeaders,
  { usage, earlier }: { usage: WireUsage; earlier: readonly FakeRequest[] },
): FakeRequest {
  const said = body.messages
    .filter(({ role }) => role === "user")
    .flatMap(({ content }) => content.map(({ text }) => text));
  const agent = said.findLast((text) => /^## Your role: /m.test(text)) ?? "";
  const name = /^## Your role: (.+)$/m.exec(agent)?.[1]?.trim() ?? null;
  return {
    agent: name,
    turn: earlier.filter((request) => request.agent === name).length,
    model: body.model,
    system: (body.system ?? []).map(({ text }) => text),
    blocks: (body.messages[0]?.content ?? []).map(({ text }) => text),
    later: body.messages
      .slice(1)
      .map(({ role, content }) => ({ role, text: content.map(({ text }) => text).join("\n") })),
    headers,
    body,
    usage,
  };
}
