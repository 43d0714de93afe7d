import { PipelineError } from "../../core/errors.js";
import type { Answer, ModelNotice } from "../../core/ports.js";
import type { MessageAssembler } from "./message-assembler.js";

interface AnswerContext {
  readonly host: string;
  readonly model: string;
  readonly onNotice: (notice: ModelNotice) => void;
}

/**
 * What a message that has ended means. A reason to stop that this version does not know is no reason
 * to throw a paid text away: it goes on as complete, with a notice, since the reply's own END marks
 * show whether it is whole. Without a text it is PipelineError "service".
 */
export function answerOf(message: MessageAssembler, context: AnswerContext): Omit<Answer, "usage"> {
  const { text } = message;
  return { status: statusOf(message, context), text, model: message.model ?? context.model };
}

function statusOf(message: MessageAssembler, context: AnswerContext): Answer["status"] {
  switch (message.stopReason) {
    case "end_turn":
    case "stop_sequence":
      return "complete";
    case "max_tokens":
      return "truncated";
    case "model_context_window_exceeded":
      return "context_exceeded";
    case "refusal":
      if (message.refusal !== null) tell(context, `The model refused: ${message.refusal}`);
      return "refused";
    case null:
    default:
      return statusOfUnknownEnd(message, context);
  }
}

function statusOfUnknownEnd(message: MessageAssembler, context: AnswerContext): "complete" {
  const reason = message.stopReason ?? "none given";
  if (message.text.trim() === "") {
    throw new PipelineError(
      "service",
      `${context.host} ended an answer without text, for a reason that is not known (${reason}).`,
      { hint: "Nothing that was answered is lost: `pipeline resume` goes on from here." },
    );
  }
  tell(
    context,
    `The answer ended for a reason that is not known (${reason}); it is read as it is.`,
  );
  return "complete";
}

function tell({ onNotice }: AnswerContext, text: string): void {
  onNotice({ kind: "message", text });
}
