import { createHash } from "node:crypto";

import { z } from "zod";

import type { QuestDatabase } from "./database.js";
import type { QuestMessage, QuestPrompt } from "./quest.js";
import { questMessageSchema } from "./quest.js";

/** What a run asks. `turn` is the number of repair turns that came before. */
interface QuestRequest {
  readonly run: string;
  readonly key: string;
  readonly turn: number;
  readonly role: string;
  readonly prompt: QuestPrompt;
}

const idSchema = z.object({ id: z.int() });

/**
 * Puts a quest on the board, or takes up the one that the same run has put there before, and returns
 * its id. A quest of the same step that asked something else is withdrawn: an answer to another
 * question must not be taken for an answer to this one.
 */
export function postQuest(database: QuestDatabase, request: QuestRequest): number {
  const { run, key, turn, role } = request;
  const prompt = JSON.stringify(request.prompt);
  const digest = createHash("sha256").update(prompt).digest("hex");
  const now = database.clock.now();
  return database.transaction(() => {
    database.run(
      `UPDATE quests SET status = 'completed', current_agent = NULL, updated_at = @now
       WHERE run = @run AND key = @key AND prompt_sha256 <> @digest
         AND status IN ('open', 'claimed', 'blocked')`,
      { run, key, digest, now },
    );
    const [known] = database.rows(
      idSchema,
      `SELECT id FROM quests
       WHERE run = @run AND key = @key AND turn = @turn AND prompt_sha256 = @digest`,
      { run, key, turn, digest },
    );
    if (known !== undefined) return reopenWithdrawn(database, known.id);
    const inserted = database.rows(
      idSchema,
      `INSERT INTO quests (run, key, turn, role, prompt, prompt_sha256, status, current_agent,
                           created_at, updated_at)
       VALUES (@run, @key, @turn, @role, @prompt, @digest, 'open', @role, @now, @now)
       RETURNING id`,
      { run, key, turn, role, prompt, digest, now },
    );
    return z.tuple([idSchema]).parse(inserted)[0].id;
  });
}

function reopenWithdrawn(database: QuestDatabase, id: number): number {
  database.run(
    `UPDATE quests SET status = 'open', current_agent = role, updated_at = @now
     WHERE id = @id AND status = 'completed'
       AND NOT EXISTS (SELECT 1 FROM messages WHERE quest = @id AND kind = 'answer')`,
    { id, now: database.clock.now() },
  );
  return id;
}

/** The answer to a quest, word for word; null while there is none. */
export function readAnswer(database: QuestDatabase, id: number): string | null {
  const [found] = database.rows(
    z.object({ text: z.string() }),
    "SELECT text FROM messages WHERE quest = @id AND kind = 'answer'",
    { id },
  );
  return found?.text ?? null;
}

/** Notes that the run has read the answer. */
export function completeQuest(database: QuestDatabase, id: number): void {
  database.run(
    `UPDATE quests SET status = 'completed', current_agent = NULL, updated_at = @now
     WHERE id = @id AND status <> 'completed'`,
    { id, now: database.clock.now() },
  );
}

/** What workers asked since the owner of the run last answered, oldest first. */
export function unansweredQuestions(database: QuestDatabase, id: number): QuestMessage[] {
  return database.rows(
    questMessageSchema,
    `SELECT messages.id, turn, author, kind, text
     FROM messages JOIN quests ON quests.id = messages.quest
     WHERE quest = @id AND kind IN ('blocked', 'clarification')
       AND messages.id > (SELECT coalesce(max(id), 0) FROM messages
                          WHERE quest = @id AND kind = 'owner')
     ORDER BY messages.id`,
    { id },
  );
}
