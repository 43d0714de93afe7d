import { PipelineError } from "../core/errors.js";
import type { ComposedCall, Model, ModelRequest } from "../core/ports.js";
import { NO_USAGE } from "../core/usage.js";
import { nearestOf } from "./nearest.js";
import { isSamePrompt, promptSha256 } from "./prompt.js";
import type { Recording } from "./recording.js";
import { nameOfCall, type RecordedCall } from "./recording-call.js";
import { differenceBetween, isSameCall } from "./recording-difference.js";
import { nearestCall } from "./recording-nearest.js";

export interface ReplayOptions {
  /** `demo`: a call may be asked otherwise than it was. `strict`: any difference is an error. */
  readonly mode: "demo" | "strict";
}

/** A model that plays a recording. */
export interface ReplayModel extends Model {
  /**
   * In strict mode, throws PipelineError "recording_miss" when the recording has calls that are not among these; they
   * go by their names in the journal.
   */
  readonly requireAllAsked: (names: ReadonlySet<string>) => void;
}

/**
 * Answers from a recording, by the step's key and the number of the call in it. Costs nothing. Of two lines for one
 * call the later counts: it is the one that the recorded run went on with. Throws PipelineError "recording_miss" when
 * the call is not there, or in strict mode when it is asked otherwise.
 */
export function createReplayModel(
  recording: Recording,
  options: ReplayOptions = { mode: "demo" },
): ReplayModel {
  const calls = new Map(recording.calls.map((call) => [nameOfCall(call), call]));
  const isStrict = options.mode === "strict";
  return {
    async complete(request, signal) {
      try {
        if (signal.aborted) throw new PipelineError("cancelled", "The replay was cancelled.");
        const call = calls.get(nameOfCall(request));
        const isTaken = call !== undefined && (!isStrict || isSameCall(call, request));
        if (!isTaken) throw missOf(request, call, { calls, isStrict });
        return { ...call.answer, usage: { ...call.answer.usage, usd: 0 } };
      } catch (error) {
        const why = "nothing was replayed";
        await request.account.failed({ why, usage: NO_USAGE, billed: "known" });
        throw error;
      }
    },
    wasAsked: (request) => {
      const call = calls.get(nameOfCall(request));
      return call !== undefined && hasSameTurns(call, request);
    },
    requireAllAsked: (names) => {
      const left = isStrict ? [...calls.keys()].filter((name) => !names.has(name)) : [];
      if (left.length > 0) throw neverAsked(left);
    },
  };
}

/** Blocks may differ in a replay that is not strict: turns tell what the call is about. */
function hasSameTurns(recorded: RecordedCall, request: ComposedCall): boolean {
  return recorded.prompt === null
    ? recorded.promptSha256 === promptSha256(request)
    : recorded.prompt.repairs.length === request.repairs.length;
}

interface Recorded {
  readonly calls: ReadonlyMap<string, RecordedCall>;
  readonly isStrict: boolean;
}

function missOf(
  request: ModelRequest,
  call: RecordedCall | undefined,
  { calls, isStrict }: Recorded,
): PipelineError {
  const name = nameOfCall(request);
  const message =
    call === undefined
      ? `The recording has no answer for ${name}.`
      : `${name} is not asked as it was when it was recorded.`;
  const hint = call === undefined ? hintOfMissing(request, calls) : HINT_OF_OTHER;
  if (!isStrict) return new PipelineError("recording_miss", message, { hint });
  const nearest = nearestCall(request, [...calls.values()]);
  const details = nearest === null ? NO_PROMPTS : differenceBetween(nearest, request);
  return new PipelineError("recording_miss", message, { hint, details });
}

const HINT_OF_OTHER = "Make the recording again with --record FILE, or replay without --strict.";
const NO_PROMPTS = "The recording holds no prompts: what differs cannot be shown.";

function hintOfMissing(request: ModelRequest, calls: ReadonlyMap<string, RecordedCall>): string {
  const isOther = [...calls.values()].some((call) => wasAskedOtherwise(call, request));
  return isOther ? HINT_OF_EARLIER : hintFor(nameOfCall(request), [...calls.keys()]);
}

/** True for an earlier call of the same step with another prompt: its answer does not fit what was asked. */
function wasAskedOtherwise(earlier: RecordedCall, request: ModelRequest): boolean {
  if (earlier.key !== request.key || earlier.call >= request.call) return false;
  // What follows in a step begins as its first call did; the turns are those that the recording itself brought forth.
  return earlier.prompt === null
    ? earlier.call === 1 && earlier.promptSha256 !== promptSha256({ ...request, repairs: [] })
    : !isSamePrompt(earlier.prompt, { ...request, repairs: earlier.prompt.repairs });
}

const HINT_OF_EARLIER =
  "The prompt is not the one that was recorded, and the recorded answer does not fit it: --strict shows what differs.";

function hintFor(name: string, recorded: readonly string[]): string {
  const nearest = nearestOf(name, recorded);
  return nearest === null
    ? "The recording is empty: make it again with --record FILE."
    : `The nearest name that it has is ${nearest}. Was it made with another pipeline?`;
}

const MOST_NAMES = 20;

function neverAsked(names: readonly string[]): PipelineError {
  const count = names.length === 1 ? "a call" : `${names.length} calls`;
  const left = names.length - MOST_NAMES;
  return new PipelineError(
    "recording_miss",
    `The recording has ${count} that the run never came to, first ${names[0]}.`,
    {
      hint: HINT_OF_OTHER,
      details: [...names.slice(0, MOST_NAMES), ...(left > 0 ? [`… and ${left} more`] : [])].join(
        "\n",
      ),
    },
  );
}
