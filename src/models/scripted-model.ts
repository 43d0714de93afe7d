import { PipelineError } from "../core/errors.js";
import type { Answer, Model, ModelRequest } from "../core/ports.js";
import { NO_USAGE } from "../core/usage.js";

/** What a scripted model says: a text, parts of an answer, or an error that is thrown. */
export type ScriptedReply = string | Partial<Answer> | Error;

/**
 * Replies by agent, in the order of that agent's calls; or a function of the request and of how many
 * calls the agent made before.
 */
export type ScriptedReplies =
  | Readonly<Record<string, readonly ScriptedReply[]>>
  | ((request: ModelRequest, turn: number) => ScriptedReply);

export interface ScriptedModel extends Model {
  /** Every request so far, oldest first. */
  readonly requests: readonly ModelRequest[];
}

/**
 * A model that answers from a script: for tests, and for programs that use the library without a
 * service. Throws PipelineError "recording_miss" when an agent has no reply left.
 */
export function createScriptedModel(replies: ScriptedReplies): ScriptedModel {
  const requests: ModelRequest[] = [];
  return {
    requests,
    async complete(request, signal) {
      if (signal.aborted) throw new PipelineError("cancelled", "The scripted call was cancelled.");
      const turn = requests.filter(({ agent }) => agent === request.agent).length;
      requests.push(request);
      const reply =
        typeof replies === "function" ? replies(request, turn) : pick(replies, request, turn);
      if (reply instanceof Error) throw reply;
      return answerOf(typeof reply === "string" ? { text: reply } : reply, request);
    },
  };
}

function pick(
  table: Readonly<Record<string, readonly ScriptedReply[]>>,
  request: ModelRequest,
  turn: number,
): ScriptedReply {
  const reply = table[request.agent]?.[turn];
  if (reply !== undefined) return reply;
  throw new PipelineError(
    "recording_miss",
    `The script has no reply ${turn + 1} for the agent ${request.agent} (${request.key}).`,
  );
}

function answerOf(reply: Partial<Answer>, request: ModelRequest): Answer {
  return {
    status: "complete",
    text: "",
    model: request.model,
    usage: { ...NO_USAGE, calls: 1 },
    ...reply,
  };
}
