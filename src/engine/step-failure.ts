import type { ErrorKind } from "../core/errors.js";
import type { RunFailure } from "../core/events.js";

/**
 * A step that the run cannot do without has failed, though the machine and the service are in order.
 * Steers the run to its end with the best version so far; never shown to a person as it is.
 */
export class StepFailure extends Error {
  override readonly name = "StepFailure";
  readonly failure: RunFailure;

  constructor(kind: ErrorKind, message: string, more: Pick<RunFailure, "details" | "hint"> = {}) {
    super(message);
    this.failure = { kind, message, ...more };
  }
}
