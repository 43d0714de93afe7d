import type { Reserved } from "./budget.js";
import type { Answer, FailedAttempt } from "./ports.js";

/** What the result of a step is found by, and when it was recorded. */
export interface Keyed {
  readonly key: string;
  readonly at: string;
}

/**
 * A request is about to go to a model's server. Its worst case is held until it has settled: by the answer, by its
 * failure, or, where the process died meanwhile, never.
 */
export interface AttemptStarted {
  readonly type: "attempt.started";
  readonly at: string;
  /** Its place among all attempts of the run, from 1. */
  readonly attempt: number;
  /** The key under which the answer is recorded. */
  readonly call: string;
  readonly agent: string;
  readonly reserved: Reserved;
}

/** A request that brought no answer, and what was billed for it all the same. */
export interface AttemptFailed extends Omit<FailedAttempt, "billed"> {
  readonly type: "attempt.failed";
  /** Not given by older versions, which took it for known. */
  readonly billed?: FailedAttempt["billed"];
  readonly at: string;
  readonly attempt: number;
  readonly call: string;
}

/** A model's raw answer, recorded before it is read. */
export interface CallAnswered extends Keyed {
  readonly type: "call.answered";
  readonly agent: string;
  /** Name of its files in trace/, such as `03-problem-solver`. */
  readonly trace: string;
  /** Which attempt of the run brought it. Left out by versions that did not count them. */
  readonly attempt?: number | undefined;
  readonly answer: Answer;
  /** By which it made the run longer: time that several calls took together counts once. */
  readonly seconds: number;
}
