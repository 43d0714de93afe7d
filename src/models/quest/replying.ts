import { z } from "zod";

import { PipelineError } from "../../core/errors.js";
import { readAnswer } from "./asking.js";
import { findQuest } from "./board.js";
import { ANY_AGENT } from "./claiming.js";
import type { QuestDatabase } from "./database.js";
import type { Quest } from "./quest.js";
import type { ReplyKind } from "./reply.js";
import { kindOfReply, refuseUnusableText } from "./reply.js";

/** What a worker hands in. */
interface Response {
  readonly id: number;
  readonly reply: string;
  /** What the worker called itself when it took the quest; null: it gives no name. */
  readonly worker: string | null;
}

/**
 * Hands in a worker's reply and says what it was taken for. The first answer counts; a later one is refused with
 * PipelineError "bad_input", as is one of a worker while another holds the quest, and a reply that cannot be used.
 */
export function respondToQuest(
  database: QuestDatabase,
  { id, reply, worker }: Response,
): ReplyKind {
  const kind = kindOfReply(reply);
  return database.transaction(() => {
    const quest = findQuest(database, id);
    refuseClosedQuest(database, quest);
    refuseWhoeverHoldsNot(database, quest, worker);
    addMessage(database, quest, { author: quest.role, kind, text: reply });
    if (kind === "answer") moveQuest(database, quest, { status: "answered", turnOf: null });
    else moveQuest(database, quest, { status: "blocked", turnOf: "owner" });
    return kind;
  });
}

/**
 * Hands in the owner's answer to a worker's question; then it is the worker's turn again. Throws
 * PipelineError "bad_input" when nothing was asked.
 */
export function answerQuestion(database: QuestDatabase, id: number, text: string): Quest {
  refuseUnusableText(text, "message");
  return database.transaction(() => {
    const quest = findQuest(database, id);
    refuseClosedQuest(database, quest);
    if (quest.status !== "blocked") {
      throw new PipelineError("bad_input", `Quest ${id} has no question that waits for you.`, {
        hint: `To answer the quest itself: pipeline quest respond --quest ${id} --file reply.md`,
      });
    }
    addMessage(database, quest, { author: "owner", kind: "owner", text });
    moveQuest(database, quest, { status: "open", turnOf: quest.role });
    return quest;
  });
}

/** Whoever gives no name may answer: a person at the prompt has looked at what is open. */
function refuseWhoeverHoldsNot(
  database: QuestDatabase,
  { id, claimedBy }: Quest,
  worker: string | null,
): void {
  if (worker === null || claimedBy === null || claimedBy === worker) return;
  const { why, hint } = hadClaim(database, id, worker)
    ? {
        why: `held by ${claimedBy} now, because the claim of ${worker} ran out`,
        hint: "Take quests for longer with `pipeline quest monitor --claim MINUTES`.",
      }
    : {
        why: `held by ${claimedBy}, not by ${worker}`,
        hint: `Take a quest with \`pipeline quest monitor --agent ${ANY_AGENT} --worker ${worker}\`.`,
      };
  throw new PipelineError("bad_input", `Quest ${id} is ${why}; this message is not taken.`, {
    hint,
  });
}

function hadClaim(database: QuestDatabase, id: number, worker: string): boolean {
  const found = database.rows(
    z.object({ worker: z.string() }),
    "SELECT worker FROM claims WHERE quest = @id AND worker = @worker",
    { id, worker },
  );
  return found.length > 0;
}

function refuseClosedQuest(database: QuestDatabase, quest: Quest): void {
  switch (quest.status) {
    case "open":
    case "claimed":
    case "blocked":
      return;
    case "answered":
    case "completed": {
      const why =
        readAnswer(database, quest.id) === null
          ? "was withdrawn, because its run asks something else now"
          : "has been answered already";
      throw new PipelineError("bad_input", `Quest ${quest.id} ${why}; this message is not taken.`);
    }
  }
}

function addMessage(
  database: QuestDatabase,
  quest: Quest,
  message: { author: string; kind: ReplyKind | "owner"; text: string },
): void {
  database.run(
    `INSERT INTO messages (quest, author, kind, text, at)
     VALUES (@quest, @author, @kind, @text, @now)`,
    { ...message, quest: quest.id, now: database.clock.now() },
  );
}

function moveQuest(
  database: QuestDatabase,
  quest: Quest,
  to: { status: "open" | "answered" | "blocked"; turnOf: string | null },
): void {
  database.run(
    `UPDATE quests SET status = @status, current_agent = @turnOf, claimed_at = NULL, claimed_by = NULL,
                       claim_expires_at = NULL, updated_at = @now
     WHERE id = @id`,
    { id: quest.id, ...to, now: database.clock.now() },
  );
  // Nobody's claim ran out: whoever spoke gave it up.
  database.run("DELETE FROM claims WHERE quest = @id", { id: quest.id });
}
