import { readFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "vitest";

import type { RunEvent } from "../../src/core/events.js";
import type { RunPlan } from "../../src/core/run-plan.js";
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

/** The account of a run is what the server billed, to the token; and nothing was answered twice. */
export async function expectExactBooks(rig: RunRig, { plan, result }: EndedRun): Promise<void> {
  const { ledger } = rig.server;
  const events = await eventsOf(rig, plan);
  const billed = sumOf(ledger);
  const tokens = asUsage(billed);
  const answers = events.filter((event) => event.type === "call.answered");
  const calls = answers.length;
  expect(journalled(events)).toMatchObject({ calls, ...tokens });
  expect(result.usage).toEqual({
    calls,
    input_tokens: billed.input,
    output_tokens: billed.output,
    cache_read_tokens: billed.cacheRead,
    cache_write_tokens: billed.cacheWrite,
    usd: expect.closeTo(dollarsOf(tokens), 10),
    unsettled: 0,
  });
  expect(answeredTwice(ledger)).toEqual([]);
  const whole = answers.filter(({ answer }) => answer.status !== "context_exceeded");
  expect(ledger.filter(({ ending }) => ending === "whole")).toHaveLength(whole.length);
}

/** All events of a run, of every session. */
async function eventsOf({ cwd }: RunRig, { directory }: RunPlan): Promise<readonly RunEvent[]> {
  return readJournalFile(path.join(cwd, directory, "events.jsonl"));
}

/** The file that a program reads holds what the run came to. */
export async function expectResultFile({ cwd }: RunRig, { plan, result }: EndedRun): Promise<void> {
  const text = await readFile(path.join(cwd, plan.directory, "result.json"), "utf8");
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(result)));
}
