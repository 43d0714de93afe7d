import type { Reserved } from "./budget.js";
import type { AttemptFailed, AttemptStarted, CallAnswered } from "./events.js";
import { addUsage, NO_USAGE, tokensOf, type Usage } from "./usage.js";

/** What the calls of a run took, and what is still held for those of which that is not known. */
export interface Account {
  /** As the server counted; the price is null as soon as that of one attempt is not known. */
  readonly usage: Usage;
  /** What counts against the budget of attempts that have settled: at the worst where nobody knows what they took. */
  readonly spent: Reserved;
  /** Attempts that have begun, over all sessions of the run. */
  readonly attempts: number;
  /** Those of them that have not settled: they are on their way, or the process died before it knew what they took. */
  readonly openAttempts: readonly OpenAttempt[];
}

/** An attempt that is held at its worst. */
type OpenAttempt = Pick<AttemptStarted, "attempt" | "call" | "reserved">;

export const NEW_ACCOUNT: Account = {
  usage: NO_USAGE,
  spent: { tokens: 0, usd: 0 },
  attempts: 0,
  openAttempts: [],
};

/** The account once an attempt is on its way. */
export function afterStart(account: Account, { attempt, call, reserved }: AttemptStarted): Account {
  return {
    ...account,
    attempts: account.attempts + 1,
    openAttempts: [...account.openAttempts, { attempt, call, reserved }],
  };
}

/** The account once an attempt has come to nothing. */
export function afterFailure(account: Account, { attempt, usage }: AttemptFailed): Account {
  return settled(account, attempt, usage);
}

/** The account once a call is answered. */
export function afterAnswer(account: Account, { attempt, answer }: CallAnswered): Account {
  return settled(account, attempt ?? null, answer.usage);
}

function settled(account: Account, attempt: number | null, took: Usage): Account {
  const held = account.openAttempts.find((open) => open.attempt === attempt)?.reserved;
  const atWorst = held ?? { tokens: 0, usd: 0 };
  const tokens = tokensOf(took);
  // No prompt is empty: none counted means that nobody counted it.
  const isUncounted = took.usd === null && tokens === took.outputTokens;
  return {
    usage: addUsage(account.usage, took),
    spent: {
      tokens: account.spent.tokens + (isUncounted ? atWorst.tokens : tokens),
      usd: account.spent.usd + (took.usd ?? atWorst.usd),
    },
    attempts: account.attempts,
    openAttempts: account.openAttempts.filter((open) => open.attempt !== attempt),
  };
}
