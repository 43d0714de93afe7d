import { setTimeout } from "node:timers/promises";

import {
  type Arbitrary,
  array,
  constant,
  constantFrom,
  double,
  integer,
  nat,
  oneof,
  option,
  record,
} from "fast-check";
import type { BudgetLimits } from "../../src/core/budget.js";
import type { RunEvent } from "../../src/core/events.js";
import type { Pipeline } from "../../src/core/pipeline.js";
import { stateOf } from "../../src/core/run-state.js";
import { createAnthropicModel } from "../../src/models/anthropic/anthropic-model.js";
import {
  claim,
  type EngineResult,
  MemoryFiles,
  planWith,
  program,
  review,
  runEngine,
  TableJudge,
  usualPipeline,
} from "../engine/engine-maker.js";
import type { WireUsage } from "../fake-messages/request.js";
import {
  type FakeAnswer,
  type FakeMessagesServer,
  type FakeReply,
  type FakeRequest,
  startFakeMessagesServer,
  sumOf,
} from "../fake-messages-server.js";
import { answeredTwice, asUsage, type Books, journalled } from "./books.js";
import { dollarsOf, PRICES } from "./prices.js";

/** What becomes of one request. */
type Fate =
  | { readonly kind: "answer"; readonly usage: RandomUsage }
  | { readonly kind: "truncated" | "refused"; readonly usage: RandomUsage }
  /** An answer that is billed and does not say for how much, or not for the prompt. */
  | { readonly kind: "untold"; readonly missing: "usage" | "start" }
  | { readonly kind: "fault"; readonly fault: FakeReply }
  /** The user presses Ctrl-C; null: before the answer began. */
  | { readonly kind: "cancel"; readonly afterDeltas: number | null };

/** Shares of the most that the service could count, from 0 to 1. */
interface RandomUsage {
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
const afterDeltas = nat({ max: 12 });

function status(code: number): FakeReply {
  return { fault: "status", status: code };
}

const fault: Arbitrary<FakeReply> = oneof(
  constantFrom<FakeReply>(
    status(429),
    status(500),
    status(529),
    status(400),
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

const fate: Arbitrary<Fate> = oneof(
  { weight: 6, arbitrary: record({ kind: constant<"answer">("answer"), usage }) },
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
  { weight: 5, arbitrary: record({ kind: constant<"fault">("fault"), fault }) },
  {
    weight: 1,
    arbitrary: record({
      kind: constant<"cancel">("cancel"),
      afterDeltas: option(afterDeltas),
    }),
  },
);

const budget: Arbitrary<BudgetLimits> = record({
  usd: option(double({ min: 0.02, max: 3, noNaN: true })),
  tokens: option(integer({ min: 3000, max: 300_000 })),
  calls: option(integer({ min: 1, max: 9 })),
  minutes: constant(null),
});

/** Runs of all kinds that make one call after the other. */
export const randomRun: Arbitrary<RandomRun> = record({
  fates: array(fate, { maxLength: 24 }),
  tries: constant(1),
  budget,
});

/**
 * Runs that begin with several calls at the same time. Nobody cancels them: of what a server sends meanwhile to other
 * calls, none could say how much had been read.
 */
export const randomRunWithTries: Arbitrary<RandomRun> = record({
  fates: array(
    fate.filter(({ kind }) => kind !== "cancel"),
    { maxLength: 24 },
  ),
  tries: integer({ min: 2, max: 5 }),
  budget,
});

/** Each session may end by a fault or by Ctrl-C; so many are begun. */
const MOST_SESSIONS = 8;

/** How the account of a run stood after a session. */
export interface Standing extends Books {
  /** What the server billed beyond each limit: 0 where the budget holds. */
  readonly overdrawn: readonly number[];
}

/** Follows a run through all its sessions, and says how its account stood after each. */
export async function standingsOf({
  fates,
  tries,
  budget: limits,
}: RandomRun): Promise<readonly Standing[]> {
  const script = new Script(fates);
  const server = await startFakeMessagesServer({
    respond: (request) => script.replyTo(request),
    onSent: async ({ kind }) => {
      if (kind === "ended") await script.cancelIfDue();
    },
  });
  const files = new MemoryFiles();
  const standings: Standing[] = [];
  let events: readonly RunEvent[] = [];
  try {
    for (let session = 0; session < MOST_SESSIONS; session += 1) {
      const ended = await runSession(server, script, { events, files, tries, budget: limits });
      ({ events } = ended);
      standings.push(standingAfter(events, server, { budget: limits, isTold: script.isTold }));
      if (ended.error === null || ended.error.kind === "budget") break;
    }
  } finally {
    await server.close();
  }
  return standings;
}

interface Begun {
  readonly events: readonly RunEvent[];
  readonly files: MemoryFiles;
  readonly tries: number;
  readonly budget: BudgetLimits;
}

function runSession(
  { baseUrl }: FakeMessagesServer,
  script: Script,
  { events, files, tries, budget: limits }: Begun,
): Promise<EngineResult> {
  const model = createAnthropicModel({
    apiKey: "test-key",
    authToken: null,
    baseUrl,
    serverKind: "anthropic",
    costOf: (_model, tokens) => dollarsOf(tokens),
    pace: {
      now: () => 0,
      random: () => 0.5,
      pause: (_ms, signal) => Promise.resolve(signal.throwIfAborted()),
    },
  });
  return runEngine({
    plan: planWith(pipelineWith(tries), { budget: limits, model: "claude-sonnet-5-5" }),
    model,
    prices: PRICES,
    judge: new TableJudge((source) => (source === RIGHT ? "AC" : "WA")),
    events,
    files,
    signal: script.begin(),
  });
}

function pipelineWith(tries: number): Pipeline {
  const usual = usualPipeline();
  const [solver, ...others] = usual.steps;
  if (solver === undefined || !("agent" in solver)) throw new Error("the solver comes first");
  return { ...usual, steps: [{ ...solver, ...(tries > 1 ? { tries } : {}) }, ...others] };
}

function standingAfter(
  events: readonly RunEvent[],
  { ledger }: FakeMessagesServer,
  { budget: limits, isTold }: { readonly budget: BudgetLimits; readonly isTold: boolean },
): Standing {
  const { usage: spent, openAttempts } = stateOf(events);
  const billed = asUsage(sumOf(ledger));
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = billed;
  const tokens = inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens;
  const { calls } = spent;
  // Sums of products are not exact in their last digits.
  const usd = rounded(spent.usd ?? Infinity);
  const counted = { calls, ...billed, usd: rounded(dollarsOf(billed)) };
  const ours = { journal: { ...journalled(events), usd }, state: { ...spent, usd } };
  return {
    ours: { ...(isTold ? ours : {}), openAttempts, twice: [] },
    servers: {
      ...(isTold ? { journal: counted, state: counted } : {}),
      openAttempts: [],
      twice: answeredTwice(ledger),
    },
    overdrawn: [
      Math.max(0, tokens - (limits.tokens ?? Infinity)),
      Math.max(0, calls - (limits.calls ?? Infinity)),
      Math.max(0, counted.usd - (limits.usd ?? Infinity) - 1e-9),
    ],
  };
}

function rounded(usd: number): number {
  return Math.round(usd * 1e9) / 1e9;
}

/** Which program of the fixer is right at last. */
const RIGHT_ROUND = 2;
const RIGHT = `print("right")`;

const UNTOLD: Readonly<Record<"usage" | "start", Partial<FakeAnswer>>> = {
  usage: { usage: null },
  start: { wire: { withoutMessageStart: true } },
};

/** Deals out the fates, one to each request. */
class Script {
  readonly #fates: readonly Fate[];
  #dealt = 0;
  #controller = new AbortController();
  #cancelIsDue = false;
  #isTold = true;

  constructor(fates: readonly Fate[]) {
    this.#fates = fates;
  }

  /** Whether every answer so far said what it was billed. */
  get isTold(): boolean {
    return this.#isTold;
  }

  /** The signal of a new session. */
  begin(): AbortSignal {
    this.#controller = new AbortController();
    return this.#controller.signal;
  }

  replyTo(request: FakeRequest): FakeReply {
    const next = this.#fates[this.#dealt];
    this.#dealt += 1;
    if (next === undefined) return goodAnswer(request);
    switch (next.kind) {
      case "answer":
        return { ...goodAnswer(request), usage: usageFor(request, next.usage) };
      case "truncated":
        return { ...truncated(request), usage: usageFor(request, next.usage) };
      case "refused":
        return { text: "", stopReason: "refusal", usage: usageFor(request, next.usage) };
      case "untold":
        this.#isTold = false;
        return { ...goodAnswer(request), ...UNTOLD[next.missing] };
      case "fault":
        return next.fault;
      case "cancel":
        this.#cancelIsDue = true;
        return next.afterDeltas === null
          ? { fault: "no-headers" }
          : { fault: "stall", afterDeltas: next.afterDeltas };
    }
  }

  /** Cancels once the client has read all that it was sent: it and the server share one thread. */
  async cancelIfDue(): Promise<void> {
    if (!this.#cancelIsDue) return;
    this.#cancelIsDue = false;
    for (let turn = 0; turn < 4; turn += 1) await setTimeout(2);
    this.#controller.abort();
  }
}

function truncated(request: FakeRequest): FakeAnswer {
  const { text } = goodAnswer(request);
  return { text: text.slice(0, -12), stopReason: "max_tokens" };
}

/** The reviewer finds fault with every version, and the fixer is right in the end. */
function goodAnswer(request: FakeRequest): FakeAnswer {
  const instruction = request.blocks.at(-1) ?? "";
  const round = (request.blocks.join("\n").match(/print\("wrong/g) ?? []).length;
  if (request.agent === "bug-report-reviewer")
    return { text: review(claim("major", `${round}\n`)) };
  return { text: program(instruction, round >= RIGHT_ROUND ? RIGHT : `print("wrong ${round}")`) };
}

/** Never more than the client holds for it: two characters make a token at the least. */
function usageFor(request: FakeRequest, shares: RandomUsage): WireUsage {
  const { usage: counted, body } = request;
  const most =
    counted.input_tokens + counted.cache_creation_input_tokens + counted.cache_read_input_tokens;
  const part = (of: number): number => Math.floor((of * most) / 2);
  return {
    input_tokens: 1 + part(shares.input),
    cache_read_input_tokens: part(shares.cacheRead),
    cache_creation_input_tokens: part(shares.cacheWrite),
    output_tokens: Math.max(1, Math.floor(shares.output * body.max_tokens)),
  };
}
