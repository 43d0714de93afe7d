import { createHash } from "node:crypto";

import { z } from "zod";

import { ANSWER_STATUSES, type Answer } from "../core/ports.js";
import type { Prompt } from "./prompt.js";
import type { FullCall } from "./recording-call.js";

/** The version that is written. Version 1 can still be read. */
const RECORDING_VERSION = 2;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();

const answer = z
  .strictObject({
    status: z.enum(ANSWER_STATUSES),
    text: z.string(),
    model: z.string(),
    usage: z
      .strictObject({
        calls: count,
        inputTokens: count,
        outputTokens: count,
        cacheReadTokens: count,
        cacheWriteTokens: count,
        usd: z.number().nonnegative().nullable(),
      })
      .readonly(),
  })
  .readonly() satisfies z.ZodType<Answer>;

const recordedAt = z.iso.datetime();

export const headerV1 = z.strictObject({ recording: z.literal(1), recordedAt });

export const headerV2 = z.strictObject({
  recording: z.literal(2),
  recordedAt,
  /** Version of the tool that wrote it. */
  pipeline: z.string(),
});

export const callV1 = z.strictObject({
  key: z.string().min(1),
  /** How many repair turns came before. */
  turn: count,
  agent: z.string().min(1),
  promptSha256: sha256,
  answer,
  seconds: z.number().nonnegative(),
});

/** A part of a prompt. It stands once in a recording, before the first call that names it. */
export const blockV2 = z.strictObject({ block: sha256, text: z.string() });

export const callV2 = z.strictObject({
  /** The step's key, and which call of the step it is: together they name the call. */
  key: z.string().min(1),
  call: z.int().positive(),
  agent: z.string().min(1),
  model: z.string(),
  effort: z.enum(["low", "medium", "high", "xhigh", "max"]).nullable(),
  thinking: z.enum(["on", "off"]).nullable(),
  maxOutputTokens: z.int().positive().optional(),
  wantedOutputTokens: z.int().positive().optional(),
  /** Blocks by their names. */
  prompt: z.strictObject({
    system: sha256,
    shared: z.array(sha256).readonly(),
    instruction: sha256,
    turns: z.array(z.strictObject({ reply: sha256, complaint: sha256 })).readonly(),
  }),
  promptSha256: sha256,
  answer,
  seconds: z.number().nonnegative(),
});

/** The first line of a recording, with its line break. */
export function serialiseHeader(header: { recordedAt: string; pipeline: string }): string {
  const { pipeline } = header;
  return line({ recording: RECORDING_VERSION, recordedAt: header.recordedAt, pipeline });
}

/** The lines of those parts of a prompt that a recording does not hold yet. */
export function serialiseBlocks(
  prompt: Prompt,
  known: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (const text of textsOf(prompt)) {
    const block = nameOfBlock(text);
    if (!known.has(block)) lines.set(block, line({ block, text }));
  }
  return lines;
}

/** The line of a call, with its line break. Built field by field: nothing that is not named here is ever written. */
export function serialiseCall(call: FullCall): string {
  const { prompt, answer: given } = call;
  const { usage } = given;
  const written: z.input<typeof callV2> = {
    key: call.key,
    call: call.call,
    agent: call.agent,
    model: call.model,
    effort: call.effort,
    thinking: call.thinking,
    ...(call.maxOutputTokens === null ? {} : { maxOutputTokens: call.maxOutputTokens }),
    ...(call.wantedOutputTokens === null ? {} : { wantedOutputTokens: call.wantedOutputTokens }),
    prompt: {
      system: nameOfBlock(prompt.system),
      shared: prompt.shared.map(nameOfBlock),
      instruction: nameOfBlock(prompt.instruction),
      turns: prompt.repairs.map(({ reply, complaint }) => ({
        reply: nameOfBlock(reply),
        complaint: nameOfBlock(complaint),
      })),
    },
    promptSha256: call.promptSha256,
    answer: {
      status: given.status,
      text: given.text,
      model: given.model,
      usage: {
        calls: usage.calls,
        inputTokens: usage.inputTokens,
        outputTokens: usage.outputTokens,
        cacheReadTokens: usage.cacheReadTokens,
        cacheWriteTokens: usage.cacheWriteTokens,
        usd: usage.usd,
      },
    },
    seconds: call.seconds,
  };
  // A line that could not be read again is never written.
  return line(callV2.parse(written));
}

/** The SHA-256 of a block's text is its name. */
export function nameOfBlock(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function textsOf({ system, shared, instruction, repairs }: Prompt): string[] {
  const turns = repairs.flatMap(({ reply, complaint }) => [reply, complaint]);
  return [system, ...shared, instruction, ...turns];
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
