import { z } from "zod";

import { PipelineError } from "../core/errors.js";
import { ANSWER_STATUSES } from "../core/ports.js";

/** Version of the format. A file of another version is refused, never guessed at. */
const RECORDING_VERSION = 1;

const headerSchema = z.strictObject({
  recording: z.literal(RECORDING_VERSION),
  recordedAt: z.iso.datetime(),
});

const tokens = z.int().nonnegative();

const usageSchema = z.strictObject({
  calls: z.int().nonnegative(),
  inputTokens: tokens,
  outputTokens: tokens,
  cacheReadTokens: tokens,
  cacheWriteTokens: tokens,
  usd: z.number().nonnegative().nullable(),
});

const callSchema = z
  .strictObject({
    /** The step's key, and how many repair turns came before: together they name the call. */
    key: z.string().min(1),
    turn: z.int().nonnegative(),
    agent: z.string().min(1),
    promptSha256: z.string().regex(/^[0-9a-f]{64}$/),
    answer: z
      .strictObject({
        status: z.enum(ANSWER_STATUSES),
        text: z.string(),
        model: z.string(),
        usage: usageSchema.readonly(),
      })
      .readonly(),
    seconds: z.number().nonnegative(),
  })
  .readonly();

/** One call that a model answered. */
export type RecordedCall = z.infer<typeof callSchema>;

/** Calls in the order in which they were answered. */
export interface Recording {
  /** ISO time. Decides nothing. */
  readonly recordedAt: string;
  readonly calls: readonly RecordedCall[];
}

/**
 * Reads a recording: a header line, then one JSON object a line. Throws PipelineError "bad_input"
 * that names the file and the line.
 */
export function parseRecording(text: string, fileName: string): Recording {
  const [first = "", ...rest] = text.split("\n");
  const { recordedAt } = parseLine(headerSchema, first, { fileName, number: 1, what: "header" });
  const calls = rest.flatMap((line, index) => {
    if (line.trim() === "") return [];
    return [parseLine(callSchema, line, { fileName, number: index + 2, what: "recorded call" })];
  });
  return { recordedAt, calls };
}

/** A whole recording as text. */
export function serialiseRecording(recording: Recording): string {
  return serialiseHeader(recording.recordedAt) + recording.calls.map(serialiseCall).join("");
}

/** The first line of a recording, with its line break. */
export function serialiseHeader(recordedAt: string): string {
  return `${JSON.stringify(headerSchema.parse({ recording: RECORDING_VERSION, recordedAt }))}\n`;
}

/** One line of a recording, with its line break. The fields stand in the order of the schema. */
export function serialiseCall(call: RecordedCall): string {
  return `${JSON.stringify(callSchema.parse(call))}\n`;
}

interface Place {
  readonly fileName: string;
  readonly number: number;
  readonly what: string;
}

function parseLine<T>(schema: z.ZodType<T>, line: string, place: Place): T {
  const parsed = schema.safeParse(jsonOf(line, place));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw broken(place, `${field === "" ? "" : `${field}: `}${issue?.message ?? "unreadable"}`);
}

function jsonOf(line: string, place: Place): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw broken(place, "it is not JSON", error);
  }
}

function broken(place: Place, why: string, cause?: unknown): PipelineError {
  const { fileName, number, what } = place;
  return new PipelineError(
    "bad_input",
    `Line ${number} of the recording ${fileName} is not a ${what} of version ${RECORDING_VERSION}: ${why}`,
    { cause, hint: "Make the recording again with --record FILE." },
  );
}
