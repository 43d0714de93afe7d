import type { CallAccount, FailedAttempt } from "../../src/core/ports.js";

/** An account without limits, and the attempts that it was told of. */
export function anAccount(maxOutputTokens = 32_000): CallAccount & {
  readonly failures: readonly FailedAttempt[];
} {
  const failures: FailedAttempt[] = [];
  return {
    failures,
    failed: async (attempt) => void failures.push(attempt),
    reserve: () => Promise.resolve(maxOutputTokens),
  };
}
