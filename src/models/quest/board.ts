import { z } from "zod";

import { PipelineError } from "../../core/errors.js";
import type { QuestDatabase } from "./database.js";
import type { Quest } from "./quest.js";

const questSchema = z.object({
  id: z.int(),
  run: z.string(),
  key: z.string(),
  turn: z.int(),
  role: z.string(),
  status: z.enum(["open", "claimed", "blocked", "answered", "completed"]),
  currentAgent: z.string().nullable(),
  claimedBy: z.string().nullable(),
  createdAt: z.int(),
  updatedAt: z.int(),
});

const QUEST_COLUMNS = `id, run, key, turn, role, current_agent AS currentAgent, created_at AS createdAt, updated_at AS updatedAt,
  CASE WHEN status = 'claimed' AND claim_expires_at > @now THEN claimed_by END AS claimedBy,
  CASE WHEN status = 'claimed' AND claim_expires_at <= @now THEN 'open' ELSE status END AS status`;

/** The quest with this id. Throws PipelineError "bad_input" when there is none. */
export function findQuest(database: QuestDatabase, id: number): Quest {
  const [quest] = database.rows(questSchema, `SELECT ${QUEST_COLUMNS} FROM quests WHERE id = @id`, {
    id,
    now: database.clock.now(),
  });
  if (quest === undefined) {
    throw new PipelineError("bad_input", `There is no quest ${id} in ${database.file}.`, {
      hint: "pipeline quest list shows those that wait for an answer.",
    });
  }
  return quest;
}

/** The quests that wait for an answer, oldest first. */
export function listQuests(database: QuestDatabase): Quest[] {
  return database.rows(
    questSchema,
    `SELECT ${QUEST_COLUMNS} FROM quests
     WHERE status IN ('open', 'claimed', 'blocked') ORDER BY id`,
    { now: database.clock.now() },
  );
}
