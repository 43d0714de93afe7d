import { setTimeout } from "node:timers/promises";

/** Time and chance as the retries meet them. Tests bring their own, so that nothing waits. */
export interface Pace {
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects at once when the signal aborts. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 to just below 1. */
  random(): number;
}

export const REAL_PACE: Pace = {
  now: Date.now,
  pause: (ms, signal) => setTimeout(ms, undefined, { signal }),
  random: Math.random,
};

/** The wait before another attempt: doubled each time, up to half a minute, and spread by chance. */
export function backoffMs(failedAttempts: number, random: number): number {
  const longest = Math.min(30_000, 500 * 2 ** (failedAttempts - 1));
  return Math.round(longest * (0.5 + random / 2));
}
