import { PipelineError } from "../core/errors.js";
import type { Model, ModelRequest } from "../core/ports.js";
import { nearestOf } from "./nearest.js";
import { promptSha256 } from "./prompt.js";
import type { RecordedCall, Recording } from "./recording.js";

export interface ReplayOptions {
  /** `demo`: a prompt may differ from the recorded one. `strict`: that is an error. */
  readonly mode: "demo" | "strict";
}

/**
 * Answers from a recording, by the step's key and the number of repair turns before. Costs nothing.
 * Of two lines for one call the later counts: it is the one that the recorded run went on with.
 * Throws PipelineError "recording_miss" when the call is not there, or in strict mode when its prompt
 * is another one.
 */
export function createReplayModel(
  recording: Recording,
  options: ReplayOptions = { mode: "demo" },
): Model {
  const calls = new Map(recording.calls.map((call) => [nameOf(call.key, call.turn), call]));
  return {
    async complete(request, signal) {
      if (signal.aborted) throw new PipelineError("cancelled", "The replay was cancelled.");
      const name = nameOf(request.key, request.repairs.length);
      const call = calls.get(name);
      if (call === undefined) throw missing(name, [...calls.keys()]);
      if (options.mode === "strict") refuseOtherPrompt(call, request);
      return { ...call.answer, usage: { ...call.answer.usage, usd: 0 } };
    },
  };
}

function nameOf(key: string, turn: number): string {
  return turn === 0 ? key : `${key} (repair ${turn})`;
}

function missing(name: string, recorded: readonly string[]): PipelineError {
  const nearest = nearestOf(name, recorded);
  return new PipelineError("recording_miss", `The recording has no answer for ${name}.`, {
    hint:
      nearest === null
        ? "The recording is empty: make it again with --record FILE."
        : `The nearest that it has is ${nearest}. Was it made with another pipeline?`,
  });
}

function refuseOtherPrompt(call: RecordedCall, request: ModelRequest): void {
  if (promptSha256(request) === call.promptSha256) return;
  throw new PipelineError(
    "recording_miss",
    `The prompt of ${nameOf(call.key, call.turn)} is not the one that was recorded.`,
    { hint: "Make the recording again with --record FILE, or replay without the strict mode." },
  );
}
