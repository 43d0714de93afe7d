import pRetry, { AbortError } from "p-retry";

import { PipelineError } from "../core/errors.js";
import type { ModelNotice } from "../core/ports.js";
import { backoffMs } from "./pace.js";

/** What came of an attempt where another may help; `why` is part of a sentence. */
export interface PassingFault {
  readonly kind: "passing";
  readonly why: string;
  /** How long the server asks to wait; null when it does not say. */
  readonly waitMs: number | null;
  /** What to do about a fault that lasts where the first two attempts both meet it. Not given: it is tried on. */
  readonly ifItLasts?: string;
}

/** What one attempt came to. It throws where no further one is to be made. */
export type Outcome<T> = { readonly kind: "answer"; readonly answer: T } | PassingFault;

/** How often one call is tried, and how it is told that an attempt failed. */
export interface RetryPlan {
  /** 1 or more. */
  readonly attempts: number;
  readonly host: string;
  /** From 0 to just below 1. */
  readonly random: () => number;
  /** Its own error, where the wait cannot be made, ends the call. */
  readonly pause: (ms: number) => Promise<void>;
  readonly onNotice: (notice: ModelNotice) => void;
}

/** An attempt that may be repeated, in the form in which p-retry hands it around. */
class PassingFailure extends Error {
  readonly waitMs: number | null;
  readonly ifItLasts: string | null;

  constructor({ why, waitMs, ifItLasts }: PassingFault) {
    super(why);
    this.waitMs = waitMs;
    this.ifItLasts = ifItLasts ?? null;
  }
}

/** As many attempts tell a fault that lasts. */
const ENOUGH_TO_TELL = 2;

/**
 * Tries until there is an answer or the attempts are used up. This is the only place in which a call is repeated. What
 * an attempt throws passes through as it is.
 */
export function withRetries<T>(
  attempt: (number: number) => Promise<Outcome<T>>,
  plan: RetryPlan,
): Promise<T> {
  let lasts = true;
  return pRetry((number) => attempted(() => attempt(number)), {
    retries: plan.attempts - 1,
    // The wait is ours: p-retry awaits `onFailedAttempt` and adds nothing.
    minTimeout: 0,
    onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
      const advice = error instanceof PassingFailure ? error.ifItLasts : null;
      lasts &&= advice !== null;
      if (retriesLeft === 0 || (lasts && attemptNumber === ENOUGH_TO_TELL)) {
        const hint = lasts ? advice : null;
        throw givenUp(error.message, { attempts: attemptNumber, host: plan.host, hint });
      }
      const waitMs = error instanceof PassingFailure ? error.waitMs : null;
      const delayMs = waitMs ?? backoffMs(attemptNumber, plan.random());
      plan.onNotice({
        kind: "retrying",
        reason: error.message,
        attempt: attemptNumber + 1,
        attempts: plan.attempts,
        delayMs,
      });
      await plan.pause(delayMs);
    },
  });
}

/** p-retry stops at its own AbortError only, and never retries a TypeError: so it sees neither of ours. */
async function attempted<T>(attempt: () => Promise<Outcome<T>>): Promise<T> {
  const outcome = await attempt().catch((thrown: unknown) => {
    throw new AbortError(thrown instanceof Error ? thrown : new Error(String(thrown)));
  });
  if (outcome.kind === "answer") return outcome.answer;
  throw new PassingFailure(outcome);
}

interface GivenUp {
  readonly attempts: number;
  readonly host: string;
  readonly hint: string | null;
}

function givenUp(reason: string, { attempts, host, hint }: GivenUp): PipelineError {
  const times = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  return new PipelineError("service", `${host} gave no answer in ${times}; the last: ${reason}.`, {
    hint: hint ?? "Nothing that was answered is lost: `pipeline resume` goes on from here.",
  });
}
