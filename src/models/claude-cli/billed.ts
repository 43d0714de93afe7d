import type { FailedAttempt } from "../../core/ports.js";
import type { CommandOutput } from "./output.js";

/** How far a start of the command came. `turned-down`: no further one would help, and no model wrote a word. */
export interface Progress {
  stage: "not-started" | "started" | "turned-down";
}

/** Whether what the command told of an attempt that brought no answer is its whole bill. */
export function billedOf(
  { stage }: Progress,
  { message, isAnswered, result }: CommandOutput,
): FailedAttempt["billed"] {
  if (stage === "not-started") return "known";
  if (message?.begun === true) {
    return isAnswered && result?.usage ? "known" : "at-most-reserved";
  }
  const isRefused = (result?.api_error_status ?? 0) >= 400;
  return isRefused || stage === "turned-down" ? "known" : "at-most-reserved";
}
