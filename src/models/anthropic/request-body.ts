import type Anthropic from "@anthropic-ai/sdk";

import type { ModelRequest } from "../../core/ports.js";
import { resolveModelName } from "../model-names.js";
import type { ServerProfile } from "./server.js";
import { type Granted, grant } from "./wishes.js";

/** The body of a Messages request that is answered as a stream. */
export type RequestBody = Anthropic.MessageCreateParamsStreaming;

type TextBlock = Anthropic.TextBlockParam;

/**
 * Puts a request into the form of the Messages API. Everything that all agents share comes first and
 * unchanged, so that the server can keep it; what is said to this agent alone comes last.
 */
export function requestBody(request: ModelRequest, profile: ServerProfile): RequestBody {
  const granted = grant(request, profile);
  return {
    model: resolveModelName(request.model),
    max_tokens: granted.maxOutputTokens,
    stream: true,
    ...systemPart(request, profile),
    messages: [
      { role: "user", content: [...sharedBlocks(request, profile), text(request.instruction)] },
      ...repairTurns(request),
    ],
    ...thinkingPart(granted),
  };
}

function systemPart(request: ModelRequest, profile: ServerProfile): Pick<RequestBody, "system"> {
  if (isBlank(request.system)) return {};
  return { system: [profile.cachesPrompts ? cached(request.system) : text(request.system)] };
}

/**
 * With the one on the system block these are at most four marks, all that a request may have: after the problem, after
 * the newest block, and one to spare.
 */
function sharedBlocks(request: ModelRequest, profile: ServerProfile): TextBlock[] {
  // The server refuses a block without text, and an empty one says nothing.
  const shared = request.shared.filter((block) => !isBlank(block));
  const { length } = shared;
  const marked = new Set(profile.cachesPrompts ? [0, spareMark(length), length - 1] : []);
  return shared.map((block, index) => (marked.has(index) ? cached(block) : text(block)));
}

/** From each mark the server looks for kept prefixes in so many blocks, the marked one included. */
const LOOK_BACK_BLOCKS = 20;

/**
 * Where the newest mark does not reach back to the problem, as after many tries, the spare one doubles its reach. Else
 * it stands where the shared part ends for an agent that is not given the newest block.
 */
function spareMark(blocks: number): number {
  return blocks - 2 < LOOK_BACK_BLOCKS ? blocks - 2 : blocks - LOOK_BACK_BLOCKS;
}

function repairTurns(request: ModelRequest): Anthropic.MessageParam[] {
  return request.repairs.flatMap(({ reply, complaint }): Anthropic.MessageParam[] => [
    { role: "assistant", content: [text(isBlank(reply) ? "(no text)" : reply)] },
    { role: "user", content: [text(complaint)] },
  ]);
}

function thinkingPart({
  thinking,
  effort,
}: Granted): Pick<RequestBody, "thinking" | "output_config"> {
  return {
    ...(thinking === null ? {} : { thinking }),
    ...(effort === null ? {} : { output_config: { effort } }),
  };
}

function text(content: string): TextBlock {
  return { type: "text", text: content };
}

function cached(content: string): TextBlock {
  return { ...text(content), cache_control: { type: "ephemeral" } };
}

function isBlank(content: string): boolean {
  return content.trim() === "";
}
