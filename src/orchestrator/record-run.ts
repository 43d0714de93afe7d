import path from "node:path";

import type { Model } from "../core/ports.js";
import type { RunPlan } from "../core/run-plan.js";
import { parseRecording } from "../models/recording.js";
import { nameOfCall } from "../models/recording-call.js";
import { createRecordingModel } from "../models/recording-model.js";
import { secretTexts } from "../settings/credentials.js";
import type { Settings } from "../settings/settings.js";
import { openRecordingSink } from "../store/recording-file.js";

/** What is recorded, and where. */
interface RecordingRequest {
  readonly plan: Pick<RunPlan, "record">;
  readonly settings: Settings;
  readonly cwd: string;
  /** A resumed run writes on in the recording that it began. */
  readonly mode: "new" | "resumed";
  /** Calls that the run has answers for, by their keys in the journal. */
  readonly answered: ReadonlySet<string>;
}

/** A model, and what must hold at the end of a run: see the parts of a run. */
interface WatchedModel {
  readonly model: Model;
  readonly requireAtEnd?: (names: ReadonlySet<string>) => void;
}

/** A model whose answers are recorded, where they are to be. */
interface RecordedModel extends WatchedModel {
  /** Sentences that the user should be told before anything is asked. */
  readonly notes: readonly string[];
}

/**
 * Has the answers of a model recorded, where the user wants that. A recording that lacks answers which the run has is
 * said so: it cannot be replayed from the beginning.
 */
export async function recordRun(
  inner: WatchedModel,
  request: RecordingRequest,
): Promise<RecordedModel> {
  const { plan, settings, cwd, mode, answered } = request;
  const fileName = settings.record ?? plan.record;
  if (fileName === null || fileName === false) return { model: inner.model, notes: [] };
  const sink = await openRecordingSink(path.resolve(cwd, fileName), mode);
  const model = await createRecordingModel(inner.model, sink, {
    fileName,
    recordedAt: new Date().toISOString(),
    secrets: secretTexts(settings.credentials),
    now: Date.now,
  });
  const requireAtEnd = (names: ReadonlySet<string>): void => {
    inner.requireAtEnd?.(names);
    model.requireWhole();
  };
  return { model, requireAtEnd, notes: lacking(sink.text, { fileName, answered }) };
}

function lacking(
  text: string,
  { fileName, answered }: { readonly fileName: string; readonly answered: ReadonlySet<string> },
): readonly string[] {
  const calls = text === "" ? [] : parseRecording(text, fileName).calls;
  const recorded = new Set(calls.map(nameOfCall));
  const missing = [...answered].filter((name) => !recorded.has(name));
  if (missing.length === 0) return [];
  const answers = missing.length === 1 ? "an answer" : `${missing.length} answers`;
  return [
    `the recording ${fileName} lacks ${answers} that the run has already, so that it cannot be replayed from the beginning`,
  ];
}
