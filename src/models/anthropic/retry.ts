import pRetry, { AbortError } from "p-retry";

import { PipelineError } from "../../core/errors.js";
import type { ModelNotice } from "../../core/ports.js";
import type { Fault } from "./fault.js";
import { backoffMs, type Pace } from "./pace.js";

/** How often one call is tried, and how it is told that an attempt failed. */
export interface RetryPlan {
  /** 1 or more. */
  readonly attempts: number;
  readonly host: string;
  readonly pace: Pace;
  /** Judges what an attempt threw; throws what is nobody's fault but ours. */
  readonly faultOf: (thrown: unknown) => Fault;
  readonly onNotice: (notice: ModelNotice) => void;
}

/** An attempt that may be repeated, in the form in which p-retry hands it around. */
class FailedAttempt extends Error {
  readonly waitMs: number | null;

  constructor(reason: string, waitMs: number | null) {
    super(reason);
    this.waitMs = waitMs;
  }
}

/**
 * Tries until there is an answer, the fault is final or the attempts are used up. This is the only
 * place in which a call is repeated. Throws PipelineError; what `pause` throws passes through.
 */
export function withRetries<T>(
  attempt: () => Promise<T>,
  plan: RetryPlan,
  signal: AbortSignal,
): Promise<T> {
  return pRetry(() => attempt().catch((thrown: unknown) => giveOrAbort(thrown, plan)), {
    retries: plan.attempts - 1,
    // The wait is ours: p-retry awaits `onFailedAttempt` and adds nothing.
    minTimeout: 0,
    onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
      if (retriesLeft === 0) throw givenUp(error.message, plan);
      const waitMs = error instanceof FailedAttempt ? error.waitMs : null;
      const delayMs = waitMs ?? backoffMs(attemptNumber, plan.pace.random());
      plan.onNotice({
        kind: "retrying",
        reason: error.message,
        attempt: attemptNumber + 1,
        attempts: plan.attempts,
        delayMs,
      });
      await plan.pace.pause(delayMs, signal);
    },
  });
}

/** p-retry stops at its own AbortError only, and never retries a TypeError: so it sees neither of ours. */
function giveOrAbort(thrown: unknown, plan: RetryPlan): never {
  const fault = faultOrBug(thrown, plan);
  if (fault.kind === "passing") throw new FailedAttempt(fault.reason, fault.retryAfterMs);
  throw new AbortError(fault.error);
}

function faultOrBug(thrown: unknown, plan: RetryPlan): Fault {
  try {
    return plan.faultOf(thrown);
  } catch (bug) {
    throw new AbortError(bug instanceof Error ? bug : new Error(String(bug)));
  }
}

function givenUp(reason: string, { attempts, host }: RetryPlan): PipelineError {
  const times = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  return new PipelineError("service", `${host} gave no answer in ${times}; the last: ${reason}.`, {
    hint: "Nothing that was answered is lost: `pipeline resume` goes on from here.",
  });
}
