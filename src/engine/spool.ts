import { z } from "zod";

import { ANSWER_STATUSES, type Answer, type RunFiles } from "../core/ports.js";

const usage = z.object({
  calls: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  cacheReadTokens: z.number(),
  cacheWriteTokens: z.number(),
  usd: z.number().nullable(),
});

const spooled = z.object({
  key: z.string(),
  attempt: z.int().optional(),
  seconds: z.number(),
  answer: z.object({
    status: z.enum(ANSWER_STATUSES),
    text: z.string(),
    model: z.string(),
    usage,
  }) satisfies z.ZodType<Answer>,
});

type Spooled = z.infer<typeof spooled>;

/** Puts a raw answer on the disk, whole, before it is recorded or read. */
export async function spool(files: RunFiles, trace: string, answered: Spooled): Promise<void> {
  await files.write(fileName(trace), `${JSON.stringify(answered)}\n`);
}

/** The answer of a call that arrived and was not recorded any more, or null. */
export async function readSpool(
  files: RunFiles,
  trace: string,
  key: string,
): Promise<Omit<Spooled, "key"> | null> {
  const text = await files.read(fileName(trace));
  if (text === null) return null;
  const { key: spooledKey, ...answered } = spooled.parse(JSON.parse(text));
  return spooledKey === key ? answered : null;
}

function fileName(trace: string): string {
  return `trace/${trace}.answer.json`;
}
