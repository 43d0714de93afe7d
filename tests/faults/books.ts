import { readFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "vitest";

import type { RunEvent } from "../../src/core/events.js";
import { addUsage, NO_USAGE, type Usage } from "../../src/core/usage.js";
import type { EndedRun } from "../../src/orchestrator/run.js";
import { readJournalFile } from "../../src/store/file-journal.js";
import { answersPerPrompt, type Billed, type LedgerLine, sumOf } from "../fake-messages-server.js";
import { dollarsOf } from "./prices.js";
import type { RunRig } from "./run-rig.js";

/** What the journal says that all attempts took. */
export function journalled(events: readonly RunEvent[]): Usage {
  return events.reduce((sum, event) => {
    if (event.type === "call.answered") return addUsage(sum, event.answer.usage);
    return event.type === "attempt.failed" ? addUsage(sum, event.usage) : sum;
  }, NO_USAGE);
}

/** Tokens as a program counts them, from the books of the server. */
export function asUsage(billed: Billed): Omit<Usage, "calls" | "usd"> {
  return {
    inputTokens: billed.input,
    outputTokens: billed.output,
    cacheReadTokens: billed.cacheRead,
    cacheWriteTokens: billed.cacheWrite,
  };
}

/** Prompts that were answered whole more than once. */
export function answeredTwice(ledger: readonly LedgerLine[]): readonly string[] {
  return [...answersPerPrompt(ledger)].filter(([, count]) => count > 1).map(([prompt]) => prompt);
}

/** What the program believes that was billed, and what was, in the same form. */
export interface Books {
  readonly ours: object;
  readonly servers: object;
}

/**
 * The account of a run in all three places that tell it, beside what the server billed. A test holds one against the
 * other, to the token; both name the prompts that were answered twice, which are none.
 */
export async function booksOf(rig: RunRig, { plan, result }: EndedRun): Promise<Books> {
  const folder = path.join(rig.cwd, plan.directory);
  const events = await readJournalFile(path.join(folder, "events.jsonl"));
  const file: { readonly usage?: unknown } = JSON.parse(
    await readFile(path.join(folder, "result.json"), "utf8"),
  );
  const { ledger } = rig.server;
  const answers = events.filter((event) => event.type === "call.answered");
  const whole = answers.filter(({ answer }) => answer.status !== "context_exceeded");
  const billed = sumOf(ledger);
  const usage = {
    calls: answers.length,
    input_tokens: billed.input,
    output_tokens: billed.output,
    cache_read_tokens: billed.cacheRead,
    cache_write_tokens: billed.cacheWrite,
    // Files tell dollars to the millionth.
    usd: expect.closeTo(dollarsOf(asUsage(billed)), 5),
    usd_at_most: expect.any(Number),
    unsettled: 0,
  };
  return {
    ours: {
      journal: journalled(events),
      result: result.usage,
      file: file.usage,
      answers: whole.length,
      answeredTwice: [],
    },
    servers: {
      journal: {
        calls: answers.length,
        ...asUsage(billed),
        usd: expect.closeTo(dollarsOf(asUsage(billed)), 10),
      },
      result: usage,
      file: usage,
      answers: ledger.filter(({ ending }) => ending === "whole").length,
      answeredTwice: answeredTwice(ledger),
    },
  };
}
