import { setTimeout as pause } from "node:timers/promises";

import { z } from "zod";

import { PipelineError } from "../../core/errors.js";
import type { QuestDatabase } from "./database.js";

/** The role name that stands for every role. */
export const ANY_AGENT = "any";

/** How long a worker holds a quest before others may take it. */
export const CLAIM_MS = 15 * 60_000;

interface Claim {
  /** A role, or `any`. */
  readonly agent: string;
  readonly claimMs: number;
  /** What the worker calls itself, so that a late answer of its is told from the new holder's; null: it does not say. */
  readonly worker: string | null;
}

interface Wait extends Claim {
  readonly timeoutMs: number;
  readonly pollMs: number;
}

/** Takes the oldest quest that nobody holds and returns its id; null when there is none. */
export function claimQuest(
  database: QuestDatabase,
  { agent, claimMs, worker }: Claim,
): number | null {
  const now = database.clock.now();
  return database.transaction(() => {
    // One statement, so that no two workers can take the same quest.
    const [claimed] = database.rows(
      z.object({ id: z.int() }),
      `UPDATE quests SET status = 'claimed', claimed_at = @now, claim_expires_at = @expires,
                         claimed_by = @worker, updated_at = @now
       WHERE id = (SELECT id FROM quests
                   WHERE (status = 'open' OR (status = 'claimed' AND claim_expires_at <= @now))
                     AND (@agent = '${ANY_AGENT}' OR role = @agent)
                   ORDER BY id LIMIT 1)
       RETURNING id`,
      { now, expires: now + claimMs, agent, worker },
    );
    if (claimed === undefined) return null;
    const { id } = claimed;
    if (worker !== null) {
      database.run("INSERT OR IGNORE INTO claims (quest, worker) VALUES (@id, @worker)", {
        id,
        worker,
      });
    }
    return id;
  });
}

/** Waits until a quest can be claimed; null when the time is up. A cancel throws PipelineError "cancelled". */
export async function waitForQuest(
  database: QuestDatabase,
  wait: Wait,
  signal: AbortSignal,
): Promise<number | null> {
  const deadline = database.clock.now() + wait.timeoutMs;
  for (;;) {
    if (signal.aborted) throw new PipelineError("cancelled", "Cancelled.");
    const id = claimQuest(database, wait);
    if (id !== null) return id;
    const leftMs = deadline - database.clock.now();
    if (leftMs <= 0) return null;
    try {
      await pause(Math.min(wait.pollMs, leftMs), undefined, { signal });
    } catch (error) {
      throw new PipelineError("cancelled", "Cancelled while waiting for a quest.", {
        cause: error,
      });
    }
  }
}
