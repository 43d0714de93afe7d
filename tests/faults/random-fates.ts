import {
  type Arbitrary,
  array,
  constant,
  constantFrom,
  double,
  integer,
  nat,
  noBias,
  oneof,
  option,
  record,
} from "fast-check";

import type { BudgetLimits } from "../../src/core/budget.js";
import type { FakeFault } from "../fake-messages/reply.js";

/** What becomes of one request. */
export type Fate =
  | { readonly kind: "answer"; readonly usage: RandomUsage }
  | { readonly kind: "truncated" | "refused"; readonly usage: RandomUsage }
  /** An answer that is billed and does not say for how much, or not for the prompt. */
  | { readonly kind: "untold"; readonly missing: "usage" | "start" }
  | { readonly kind: "fault"; readonly fault: FakeFault; readonly hidden: number }
  /**
   * The user presses Ctrl-C, or the process dies; null: before the answer began. Of this share of its room the server
   * bills output that nobody sees.
   */
  | {
      readonly kind: "cancel" | "kill";
      readonly afterDeltas: number | null;
      readonly hidden: number;
    }
  /** It dies as soon as the whole answer has left the server, or once it is on the disk and not yet in the journal. */
  | { readonly kind: "kill-behind"; readonly at: "sent" | "spooled"; readonly usage: RandomUsage };

/** Shares of the most that the service could count, from 0 to 1. */
export interface RandomUsage {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
}

/** The fate of every request of a run, in the order of arrival, and what the run may take. */
export interface RandomRun {
  readonly fates: readonly Fate[];
  /** Solutions that are asked for at the same time in the beginning. */
  readonly tries: number;
  readonly budget: BudgetLimits;
}

const share = double({ min: 0, max: 1, noNaN: true });
const usage = record({ input: share, cacheRead: share, cacheWrite: share, output: share });
/** Of an answer that is not told whole: the share of its room that was thought or written and never left. */
const hidden = oneof(constant(0), share);
const mostOfRoom = double({ min: 0.5, max: 1, noNaN: true });
const afterDeltas = nat({ max: 12 });

function status(code: number): FakeFault {
  return { fault: "status", status: code };
}

/** Nobody says how it ends. */
const brokenOff: Arbitrary<FakeFault> = oneof(
  constantFrom<FakeFault>(
    { fault: "html-200" },
    { fault: "empty-stream" },
    { fault: "cut-before-headers" },
  ),
  record({
    fault: constantFrom<"cut" | "end-early" | "not-json">("cut", "end-early", "not-json"),
    afterDeltas,
  }),
  record({
    fault: constant<"error-event">("error-event"),
    afterDeltas,
    type: constantFrom("overloaded_error", "api_error", "invalid_request_error"),
  }),
);

const fault = oneof(
  constantFrom<FakeFault>(status(429), status(500), status(529), status(400)),
  brokenOff,
);

const fate: Arbitrary<Fate> = oneof(
  { weight: 12, arbitrary: record({ kind: constant<"answer">("answer"), usage }) },
  {
    weight: 1,
    arbitrary: record({
      kind: constantFrom<"truncated" | "refused">("truncated", "refused"),
      usage,
    }),
  },
  {
    weight: 1,
    arbitrary: record({
      kind: constant<"untold">("untold"),
      missing: constantFrom<"usage" | "start">("usage", "start"),
    }),
  },
  { weight: 6, arbitrary: record({ kind: constant<"fault">("fault"), fault, hidden }) },
  {
    weight: 3,
    arbitrary: record({
      kind: constantFrom<"cancel" | "kill">("cancel", "kill"),
      afterDeltas: option(afterDeltas),
      hidden,
    }),
  },
  {
    weight: 3,
    arbitrary: record({
      kind: constant<"kill-behind">("kill-behind"),
      at: constantFrom<"sent" | "spooled">("sent", "spooled"),
      usage,
    }),
  },
);

/** As often there as not. */
const HALF = { freq: 2 };

const budget: Arbitrary<BudgetLimits> = record({
  usd: option(double({ min: 0.02, max: 4, noNaN: true }), HALF),
  tokens: option(integer({ min: 3000, max: 400_000 }), HALF),
  calls: option(integer({ min: 1, max: 9 }), HALF),
  minutes: constant(null),
});

/** Long enough for several sessions. */
const LENGTH = { minLength: 4, maxLength: 24, size: "max" } as const;

/** Runs of all kinds that make one call after the other. */
export const randomRun: Arbitrary<RandomRun> = noBias(
  record({ fates: array(fate, LENGTH), tries: constant(1), budget }),
);

/**
 * Runs that begin with several calls at the same time. Nobody cancels or kills them: of what a server sends meanwhile to
 * other calls, none could say how much had been read.
 */
export const randomRunWithTries: Arbitrary<RandomRun> = noBias(
  record({
    fates: array(
      fate.filter(({ kind }) => !["cancel", "kill", "kill-behind"].includes(kind)),
      LENGTH,
    ),
    tries: integer({ min: 2, max: 5 }),
    budget,
  }),
);

const smallBudget: Arbitrary<BudgetLimits> = record({
  usd: double({ min: 0.35, max: 1.5, noNaN: true }),
  tokens: option(integer({ min: 40_000, max: 150_000 }), HALF),
  calls: constant(null),
  minutes: constant(null),
});

/** Runs that are killed behind every answer, dear ones under a small budget. */
export const runOfKills: Arbitrary<RandomRun> = record({
  fates: array(
    record({
      kind: constant<"kill-behind">("kill-behind"),
      at: constantFrom<"sent" | "spooled">("sent", "spooled"),
      usage: usage.map((shares) => ({ ...shares, output: (1 + shares.output) / 2 })),
    }),
    LENGTH,
  ),
  tries: constant(1),
  budget: smallBudget,
});

/** Runs whose answers break off or never come, billed all the same, under a small budget. */
export const runOfHidden: Arbitrary<RandomRun> = record({
  fates: array(
    oneof(
      record({ kind: constant<"fault">("fault"), fault: brokenOff, hidden: mostOfRoom }),
      record({
        kind: constantFrom<"cancel" | "kill">("cancel", "kill"),
        afterDeltas: option(afterDeltas),
        hidden: mostOfRoom,
      }),
    ),
    { ...LENGTH, minLength: 8 },
  ),
  tries: constant(1),
  budget: smallBudget,
});

/** Runs that a server never tells what they cost, within a number of tokens. */
export const runUntold: Arbitrary<RandomRun> = record({
  fates: array(
    record({
      kind: constant<"untold">("untold"),
      missing: constantFrom<"usage" | "start">("usage", "start"),
    }),
    { ...LENGTH, minLength: 12 },
  ),
  tries: constant(1),
  budget: record({
    usd: constant(null),
    tokens: integer({ min: 4000, max: 30_000 }),
    calls: constant(null),
    minutes: constant(null),
  }),
});
