import type { AttemptFailed, AttemptStarted, CallAnswered } from "./call-events.js";
import { addUsage, NO_USAGE, tokensOf, type Usage, usageSince } from "./usage.js";

/** What the calls of a run took, and what is still held for those of which that is not known. */
export interface Account {
  /** As the server counted; the price is null as soon as that of one attempt is not known. */
  readonly usage: Usage;
  /** What counts against the budget of attempts that have settled: at the worst where nobody knows what they took. */
  readonly spent: Held;
  /** Attempts that have begun, over all sessions of the run. */
  readonly attempts: number;
  /** Those of them that have not settled: they are on their way, or the process died before it knew what they took. */
  readonly openAttempts: readonly OpenAttempt[];
  /** What was held for those whose answers are in the journal and have not been read back in this session. */
  readonly answeredAttempts: readonly OpenAttempt[];
  /** Those that settled without anybody saying how they ended: `spent` has each at its worst. */
  readonly brokenAttempts: number;
  /** Whether a price was known for all of them: where not, the dollars in `spent` are no upper bound. */
  readonly isPriced: boolean;
}

/** An attempt that is held at its worst. */
type OpenAttempt = Pick<AttemptStarted, "attempt" | "call" | "reserved">;

export const NEW_ACCOUNT: Account = {
  usage: NO_USAGE,
  spent: { tokens: 0, usd: 0 },
  attempts: 0,
  openAttempts: [],
  answeredAttempts: [],
  brokenAttempts: 0,
  isPriced: true,
};

/** The account once an attempt is on its way. */
export function afterStart(account: Account, { attempt, call, reserved }: AttemptStarted): Account {
  return {
    ...account,
    attempts: account.attempts + 1,
    openAttempts: [...account.openAttempts, { attempt, call, reserved }],
    isPriced: account.isPriced && reserved.usd !== null,
  };
}

/** The account once an attempt has come to nothing. */
export function afterFailure(account: Account, { attempt, usage, billed }: AttemptFailed): Account {
  if (billed !== "at-most-reserved") return settled(account, { attempt, usage, atLeast: NOTHING });
  const broken = { ...account, brokenAttempts: account.brokenAttempts + 1 };
  return settled(broken, { attempt, usage, atLeast: heldFor(account, attempt) });
}

/** The account once a call is answered. */
export function afterAnswer(account: Account, { attempt, answer }: CallAnswered): Account {
  return settled(account, { attempt: attempt ?? null, usage: answer.usage, atLeast: NOTHING });
}

/** What came on top of an account since it stood like this. */
export function accountSince(before: Account, now: Account): Account {
  const isNew = ({ attempt }: OpenAttempt): boolean => attempt > before.attempts;
  return {
    usage: usageSince(before.usage, now.usage),
    spent: {
      tokens: now.spent.tokens - before.spent.tokens,
      usd: now.spent.usd - before.spent.usd,
    },
    attempts: now.attempts - before.attempts,
    openAttempts: now.openAttempts.filter(isNew),
    answeredAttempts: now.answeredAttempts.filter(isNew),
    brokenAttempts: now.brokenAttempts - before.brokenAttempts,
    isPriced: now.isPriced,
  };
}

/** The most that the calls of a run can have cost; null where no price is known for one of them. */
export function usdAtMost({ spent, openAttempts, isPriced }: Account): number | null {
  if (!isPriced) return null;
  return openAttempts.reduce((sum, { reserved }) => sum + (reserved.usd ?? 0), spent.usd);
}

const NOTHING = { tokens: 0, usd: 0 };

/** What is held for an attempt. */
function heldFor({ openAttempts, answeredAttempts }: Account, attempt: number | null): Held {
  const all = [...openAttempts, ...answeredAttempts];
  const held = all.find((open) => open.attempt === attempt)?.reserved;
  return { tokens: held?.tokens ?? 0, usd: held?.usd ?? 0 };
}

interface Held {
  readonly tokens: number;
  readonly usd: number;
}

interface Settling {
  readonly attempt: number | null;
  readonly usage: Usage;
  /** What counts against the budget even where the server told of less. */
  readonly atLeast: Held;
}

function settled(account: Account, { attempt, usage: took, atLeast }: Settling): Account {
  const atWorst = heldFor(account, attempt);
  const tokens = tokensOf(took);
  // No prompt is empty: none counted means that nobody counted it.
  const isUncounted = took.usd === null && tokens === took.outputTokens;
  return {
    ...account,
    usage: addUsage(account.usage, took),
    spent: {
      tokens:
        account.spent.tokens + Math.max(atLeast.tokens, isUncounted ? atWorst.tokens : tokens),
      usd: account.spent.usd + Math.max(atLeast.usd, took.usd ?? atWorst.usd),
    },
    openAttempts: account.openAttempts.filter((open) => open.attempt !== attempt),
    answeredAttempts: account.answeredAttempts.filter((open) => open.attempt !== attempt),
    // Older versions held nothing in dollars where no price was known.
    isPriced: account.isPriced && (took.usd !== null || atWorst.usd > 0),
  };
}
