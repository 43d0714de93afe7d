import type { Answer, Model, ModelRequest } from "../../src/core/ports.js";
import { parseRecording, type RecordingFile } from "../../src/models/recording.js";
import {
  createRecordingModel,
  type RecordingModel,
  type RecordingSink,
} from "../../src/models/recording-model.js";
import { createScriptedModel } from "../../src/models/scripted-model.js";
import { NEVER } from "./a-request.js";

export const RECORDED_AT = "2026-11-21T12:00:00.000Z";

/** A recording that lives in memory. */
export class MemorySink implements RecordingSink {
  readonly text: string;
  readonly written: string[] = [];

  constructor(text = "") {
    this.text = text;
  }

  append(lines: string): Promise<void> {
    this.written.push(lines);
    return Promise.resolve();
  }

  /** All that a file would hold by now. */
  get whole(): string {
    return this.text + this.written.join("");
  }
}

/** Records what a model answers; every call takes 1.234 seconds. */
export function recordingOf(
  inner: Model,
  sink: RecordingSink,
  secrets: readonly string[] = [],
): Promise<RecordingModel> {
  let now = 0;
  return createRecordingModel(inner, sink, {
    fileName: "demo.jsonl",
    recordedAt: RECORDED_AT,
    secrets,
    now: () => (now += 1234),
  });
}

/** Records one reply a request, in their order; returns the text of the recording. */
export async function record(
  replies: readonly (string | Partial<Answer>)[],
  requests: readonly ModelRequest[],
): Promise<string> {
  const sink = new MemorySink();
  let answered = 0;
  const inner = createScriptedModel(() => replies[answered++] ?? "");
  const model = await recordingOf(inner, sink);
  for (const request of requests) await model.complete(request, NEVER);
  return sink.whole;
}

/** A recording as it is read from a file. */
export async function recorded(
  replies: readonly (string | Partial<Answer>)[],
  requests: readonly ModelRequest[],
): Promise<RecordingFile> {
  return parseRecording(await record(replies, requests), "demo.jsonl");
}
