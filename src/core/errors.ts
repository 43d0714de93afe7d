/**
 * Why something could not be done. Stored in `result.json` and matched on by scripts, so a word is
 * never renamed. The exit code that each stands for is decided in `core/exit-code.ts`.
 */
export type ErrorKind =
  | "usage"
  | "bad_input"
  | "bad_settings"
  | "bad_pipeline"
  | "bad_agent"
  | "bad_journal"
  | "run_locked"
  | "disk"
  | "no_key"
  | "refused_key"
  | "service"
  | "recording_miss"
  | "unreadable_reply"
  | "refused"
  | "too_long"
  | "needs_person"
  | "budget"
  | "judge"
  | "cancelled"
  | "bug";

interface PipelineErrorOptions {
  readonly cause?: unknown;
  /** One next step for the person who reads the message. */
  readonly hint?: string;
  /** Lines that show what the message speaks of, such as a difference. */
  readonly details?: string;
  /** When it makes sense to try again, as an ISO time, where that is known. */
  readonly resumeAt?: string;
}

/** An expected failure: the message is one sentence for a person, the kind is for a program. */
export class PipelineError extends Error {
  override readonly name = "PipelineError";
  readonly kind: ErrorKind;
  readonly hint: string | null;
  readonly details: string | null;
  readonly resumeAt: string | null;

  constructor(kind: ErrorKind, message: string, options: PipelineErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.hint = options.hint ?? null;
    this.details = options.details ?? null;
    this.resumeAt = options.resumeAt ?? null;
  }
}

/** The message of anything that was thrown, for a sentence that a person reads. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
