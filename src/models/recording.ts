import { z } from "zod";

import { PipelineError } from "../core/errors.js";
import type { RecordedCall } from "./recording-call.js";
import { blockV2, callV1, callV2, headerV1, headerV2, nameOfBlock } from "./recording-lines.js";

export type { RecordedCall } from "./recording-call.js";

/** Calls in the order in which they were answered. */
export interface Recording {
  /** ISO time. Decides nothing. */
  readonly recordedAt: string;
  readonly calls: readonly RecordedCall[];
}

/** A recording as it lies in a file. */
export interface RecordingFile extends Recording {
  readonly version: 1 | 2;
  /** Names of the blocks that it holds. */
  readonly blocks: ReadonlySet<string>;
}

/**
 * Reads a recording of version 1 or 2: a header line, then one JSON object a line. Throws PipelineError "bad_input"
 * that names the file and the line.
 */
export function parseRecording(text: string, fileName: string): RecordingFile {
  const [first = "", ...rest] = text.split("\n");
  const lines = rest.flatMap((line, index) =>
    line.trim() === "" ? [] : [{ line, place: { fileName, number: index + 2 } }],
  );
  const place = { fileName, number: 1, what: "header" };
  switch (versionIn(first, place)) {
    case 1: {
      const { recordedAt } = checkedLine(headerV1, first, place);
      return { version: 1, recordedAt, blocks: new Set(), calls: lines.map(readV1) };
    }
    case 2: {
      const { recordedAt } = checkedLine(headerV2, first, place);
      return { version: 2, recordedAt, ...readV2(lines) };
    }
  }
}

interface Place {
  readonly fileName: string;
  readonly number: number;
  readonly what: string;
}

interface PlacedLine {
  readonly line: string;
  readonly place: Omit<Place, "what">;
}

const anyHeader = z.looseObject({ recording: z.number() });

function versionIn(first: string, place: Place): 1 | 2 {
  const { recording } = checkedLine(anyHeader, first, place);
  if (recording === 1 || recording === 2) return recording;
  throw new PipelineError(
    "bad_input",
    `The recording ${place.fileName} is of version ${recording}; this pipeline reads the versions 1 and 2.`,
    { hint: "Replay it with the pipeline that made it, or make it again with --record FILE." },
  );
}

function readV1({ line, place }: PlacedLine): RecordedCall {
  const { turn, ...call } = checkedLine(callV1, line, { ...place, what: "recorded call" });
  return { ...call, call: turn + 1, prompt: null };
}

function readV2(lines: readonly PlacedLine[]): Pick<RecordingFile, "blocks" | "calls"> {
  const blocks = new Map<string, string>();
  const calls: RecordedCall[] = [];
  for (const { line, place } of lines) {
    const value = jsonOf(line, { ...place, what: "line of version 2" });
    if (isBlock(value)) readBlock(value, { ...place, what: "block" }, blocks);
    else calls.push(readCall(value, { ...place, what: "recorded call" }, blocks));
  }
  return { blocks: new Set(blocks.keys()), calls };
}

function isBlock(value: unknown): boolean {
  return typeof value === "object" && value !== null && "block" in value;
}

function readBlock(value: unknown, place: Place, blocks: Map<string, string>): void {
  const { block, text } = checked(blockV2, value, place);
  if (nameOfBlock(text) !== block) throw broken(place, "its text is not the one that it names");
  blocks.set(block, text);
}

function readCall(value: unknown, place: Place, blocks: ReadonlyMap<string, string>): RecordedCall {
  const { prompt, maxOutputTokens, wantedOutputTokens, ...call } = checked(callV2, value, place);
  const textOf = (block: string): string => {
    const text = blocks.get(block);
    if (text === undefined) throw broken(place, `no line before it holds the block ${block}`);
    return text;
  };
  return {
    ...call,
    maxOutputTokens: maxOutputTokens ?? null,
    wantedOutputTokens: wantedOutputTokens ?? null,
    prompt: {
      system: textOf(prompt.system),
      shared: prompt.shared.map(textOf),
      instruction: textOf(prompt.instruction),
      repairs: prompt.turns.map(({ reply, complaint }) => ({
        reply: textOf(reply),
        complaint: textOf(complaint),
      })),
    },
  };
}

function checkedLine<T>(schema: z.ZodType<T>, line: string, place: Place): T {
  return checked(schema, jsonOf(line, place), place);
}

function checked<T>(schema: z.ZodType<T>, value: unknown, place: Place): T {
  const parsed = schema.safeParse(value);
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

function broken({ fileName, number, what }: Place, why: string, cause?: unknown): PipelineError {
  return new PipelineError(
    "bad_input",
    `Line ${number} of the recording ${fileName} is not a ${what}: ${why}`,
    {
      cause,
      hint: "Resume the run that was recorded, where it was stopped; else record again with --record FILE.",
    },
  );
}
