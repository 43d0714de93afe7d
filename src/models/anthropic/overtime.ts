import type { MessageAssembler } from "../messages/message-assembler.js";

/** How long an answer that is under way may go on when the time of its call is over. */
interface Allowance {
  /** The longest wait for the next part of it. */
  readonly patienceMs: number;
  readonly maxOutputTokens: number;
}

/** The end of an attempt's time: that of its call, or later while an answer is under way. */
export interface Overtime {
  readonly signal: AbortSignal;
  /** To be told of every event. */
  hear(message: Pick<MessageAssembler, "begun" | "characters">): void;
  stop(): void;
}

/** Slower than services write. Some think without showing it, so that nothing arrives but pings. */
const LEAST_TOKENS_PER_SECOND = 20;

/** Who has sent more does not write for a model, and may do so for ever. */
const MOST_CHARACTERS_PER_TOKEN = 64;

/** What a timer can hold. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Starts with the attempt. An answer is paid for, so one that has begun is not thrown away at the deadline: there is
 * time to write all that it may hold, and more as long as parts of it arrive.
 */
export function startOvertime(deadline: AbortSignal, allowance: Allowance): Overtime {
  const { patienceMs, maxOutputTokens } = allowance;
  const controller = new AbortController();
  const writtenBy = performance.now() + (maxOutputTokens / LEAST_TOKENS_PER_SECOND) * 1000;
  let [until, characters] = [0, 0];
  let timer: NodeJS.Timeout | null = null;
  const endOrWait = (): void => {
    const leftMs = Math.min(until - performance.now(), LONGEST_MS);
    if (leftMs <= 0) controller.abort();
    else timer = setTimeout(endOrWait, leftMs);
  };
  if (deadline.aborted) controller.abort();
  deadline.addEventListener("abort", endOrWait);
  return {
    signal: controller.signal,
    hear: (message) => {
      if (message.begun) until = Math.max(until, writtenBy);
      const isMore = message.characters > characters;
      characters = message.characters;
      if (!isMore || characters > MOST_CHARACTERS_PER_TOKEN * maxOutputTokens) return;
      until = Math.max(until, performance.now() + patienceMs);
    },
    stop: () => {
      deadline.removeEventListener("abort", endOrWait);
      if (timer !== null) clearTimeout(timer);
    },
  };
}
