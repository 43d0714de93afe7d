import type { BudgetLimits } from "../../src/core/budget.js";
import type { RunEvent } from "../../src/core/events.js";
import type { Pipeline } from "../../src/core/pipeline.js";
import { stateOf } from "../../src/core/run-state.js";
import type { Usage } from "../../src/core/usage.js";
import { createAnthropicModel } from "../../src/models/anthropic/anthropic-model.js";
import { MemoryJournal } from "../../src/store/memory-journal.js";
import {
  MemoryFiles,
  planWith,
  runEngine,
  TableJudge,
  usualPipeline,
} from "../engine/engine-maker.js";
import {
  type FakeMessagesServer,
  startFakeMessagesServer,
  sumOf,
  wholeBillOf,
} from "../fake-messages-server.js";
import { answeredTwice, asUsage, type Books, journalled } from "./books.js";
import { copyOf, type Disk, RIGHT, Script, WatchedFiles } from "./fate-script.js";
import { dollarsOf, PRICES } from "./prices.js";
import type { RandomRun } from "./random-fates.js";

/** Each session may end by a fault, by Ctrl-C or by a kill; so many are begun. */
const MOST_SESSIONS = 10;

/** How the account of a run stood after a session. */
export interface Standing extends Books {
  /** What the server billed beyond each limit, and beyond what is held for each request of a killed process. */
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
      if (kind === "ended") await script.sent();
    },
  });
  const standings: Standing[] = [];
  let disk: Disk = { journal: new MemoryJournal(), files: new MemoryFiles() };
  try {
    for (let session = 0; session < MOST_SESSIONS; session += 1) {
      const left = await runSession(server, script, { ...disk, tries, budget: limits });
      ({ disk } = left);
      standings.push(standingAfter(disk.journal.events, { server, limits, script }));
      if (left.isOver) break;
    }
  } finally {
    await server.close();
  }
  return standings;
}

interface Begun extends Disk {
  readonly tries: number;
  readonly budget: BudgetLimits;
}

async function runSession(
  { baseUrl }: FakeMessagesServer,
  script: Script,
  { journal, files: written, tries, budget: limits }: Begun,
): Promise<{ readonly disk: Disk; readonly isOver: boolean }> {
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
  const files = new WatchedFiles((name) => script.written(name), written.texts);
  const signal = script.begin(() => copyOf({ journal, files }));
  const ended = await runEngine({
    plan: planWith(pipelineWith(tries), { budget: limits, model: "claude-sonnet-5-5" }),
    model,
    prices: PRICES,
    judge: new TableJudge((source) => (source === RIGHT ? "AC" : "WA")),
    journal,
    files,
    signal,
  });
  // Whatever a killed process would have done then, it did not.
  if (script.leftByKill !== null) return { disk: script.leftByKill, isOver: false };
  const isOver = ended.error === null || ended.error.kind === "budget";
  return { disk: { journal, files }, isOver };
}

function pipelineWith(tries: number): Pipeline {
  const usual = usualPipeline();
  const [solver, ...others] = usual.steps;
  if (solver === undefined || !("agent" in solver)) throw new Error("the solver comes first");
  return { ...usual, steps: [{ ...solver, ...(tries > 1 ? { tries } : {}) }, ...others] };
}

interface Beside {
  readonly server: FakeMessagesServer;
  readonly limits: BudgetLimits;
  readonly script: Script;
}

function standingAfter(
  events: readonly RunEvent[],
  { server: { ledger }, limits, script: { isTold, spooled } }: Beside,
): Standing {
  const { usage: spent, openAttempts } = stateOf(events);
  // Each attempt made one request, in the same order; one that a kill left open is in the books of the server alone.
  const open = new Map(openAttempts.map(({ attempt, reserved }) => [attempt - 1, reserved]));
  const settled = ledger.filter((_line, index) => !open.has(index));
  const onDisk = ledger.filter((_line, index) => !open.has(index) || spooled.has(index));
  const known = asUsage(sumOf(settled));
  // Sums of products are not exact in their last digits.
  const counted = { calls: spent.calls, ...known, usd: rounded(dollarsOf(known)) };
  const usd = rounded(spent.usd ?? Infinity);
  const ours = { journal: { ...journalled(events), usd }, state: { ...spent, usd } };
  const billed = asUsage(wholeBillOf(ledger));
  return {
    ours: { ...(isTold ? ours : {}), twice: [] },
    servers: {
      ...(isTold ? { journal: counted, state: counted } : {}),
      twice: answeredTwice(onDisk),
    },
    overdrawn: [
      Math.max(0, tokensOf(billed) - (limits.tokens ?? Infinity)),
      Math.max(0, spent.calls - (limits.calls ?? Infinity)),
      Math.max(0, rounded(dollarsOf(billed)) - (limits.usd ?? Infinity) - 1e-9),
      ...ledger.map((line, index) =>
        Math.max(0, tokensOf(asUsage(line.bill)) - (open.get(index)?.tokens ?? Infinity)),
      ),
    ],
  };
}

function tokensOf(tokens: Omit<Usage, "calls" | "usd">): number {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = tokens;
  return inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens;
}

function rounded(usd: number): number {
  return Math.round(usd * 1e9) / 1e9;
}
