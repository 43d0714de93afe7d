import { PipelineError } from "../core/errors.js";
import type { Answer, Model, ModelRequest } from "../core/ports.js";
import { promptSha256 } from "./prompt.js";
import { serialiseCall, serialiseHeader } from "./recording.js";
import { holdsSecret } from "./secrets.js";

/** Where the lines of a recording go. A line brings its own line break. */
export interface RecordingSink {
  append(line: string): Promise<void>;
}

export interface RecordingOptions {
  /** ISO time for the header; null when the sink already holds a recording that goes on. */
  readonly recordedAt: string | null;
  /** Values that must never be written, such as the key that is in use. */
  readonly secrets: readonly string[];
  /** Milliseconds; only differences count. */
  readonly now: () => number;
}

/**
 * Writes down every answer of another model before handing it on. Throws PipelineError "bad_input"
 * instead of writing a line that holds a secret.
 */
export function createRecordingModel(
  inner: Model,
  sink: RecordingSink,
  options: RecordingOptions,
): Model {
  const { recordedAt, secrets, now } = options;
  let written: Promise<void> =
    recordedAt === null ? Promise.resolve() : sink.append(serialiseHeader(recordedAt));
  // The failure is met by the first call that waits for the header.
  written.catch(() => {});

  return {
    async complete(request, signal) {
      const startedAt = now();
      const answer = await inner.complete(request, signal);
      const line = lineOf(request, answer, (now() - startedAt) / 1000);
      refuseSecrets(line, request.key, secrets);
      written = written.then(() => sink.append(line));
      await written;
      return answer;
    },
  };
}

function lineOf(request: ModelRequest, answer: Answer, seconds: number): string {
  return serialiseCall({
    key: request.key,
    turn: request.repairs.length,
    agent: request.agent,
    promptSha256: promptSha256(request),
    answer,
    seconds: Math.round(seconds * 10) / 10,
  });
}

function refuseSecrets(line: string, key: string, secrets: readonly string[]): void {
  if (!holdsSecret(line, secrets)) return;
  throw new PipelineError(
    "bad_input",
    `The answer to ${key} holds something that looks like a key or a token; it was not recorded.`,
    { hint: "Take the secret out of the problem or the code, or run without --record." },
  );
}
