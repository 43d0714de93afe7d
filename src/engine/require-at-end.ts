import type { RunContext } from "./run-context.js";

/**
 * A run that took another way than it must, or whose answers were not kept as they must be, has not ended by its own
 * rules. Throws the PipelineError that says so.
 */
export function requireAtEnd({ parts }: RunContext): void {
  const { events } = parts.journal;
  const answered = events.flatMap((event) => (event.type === "call.answered" ? [event.key] : []));
  parts.requireAtEnd?.(new Set(answered));
}
