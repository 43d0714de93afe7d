import { z } from "zod";

import { findQuest } from "./board.js";
import type { QuestDatabase } from "./database.js";
import type { QuestMessage, QuestPrompt } from "./quest.js";
import { questMessageSchema, questPromptSchema } from "./quest.js";

/** One part of a conversation, word for word. */
export interface ConversationPart {
  readonly title: string;
  readonly text: string;
}

/**
 * Everything a model would be sent for this quest, in the order in which it would read it, and what the
 * worker and the owner of the run have said. Throws PipelineError "bad_input" for an unknown quest.
 */
export function readConversation(database: QuestDatabase, id: number): ConversationPart[] {
  const { turn } = findQuest(database, id);
  const prompt = readPrompt(database, id);
  const messages = readMessages(database, id);
  const saidIn = (at: number): ConversationPart[] =>
    messages.filter((message) => message.turn === at).map(messagePart);
  return [
    ...promptParts(prompt),
    ...prompt.repairs.flatMap(({ reply, complaint }, index) => [
      ...saidIn(index),
      { title: "your earlier answer", text: reply },
      { title: "what was wrong with it", text: complaint },
    ]),
    ...saidIn(turn),
  ];
}

function promptParts({ system, shared, instruction }: QuestPrompt): ConversationPart[] {
  return [
    { title: "system", text: system },
    ...shared.map((text, index) => ({
      title: `shared ${index + 1} of ${shared.length}`,
      text,
    })),
    { title: "instruction", text: instruction },
  ];
}

function messagePart({ author, kind, text }: QuestMessage): ConversationPart {
  switch (kind) {
    case "answer":
      return { title: `the answer of the ${author}`, text };
    case "blocked":
    case "clarification":
      return { title: "your question to the owner of the run", text };
    case "owner":
      return { title: "the owner of the run says", text };
  }
}

function readPrompt(database: QuestDatabase, id: number): QuestPrompt {
  const [row] = database.rows(
    z.object({ prompt: z.string() }),
    "SELECT prompt FROM quests WHERE id = @id",
    { id },
  );
  return questPromptSchema.parse(JSON.parse(row?.prompt ?? "null"));
}

/** The messages of this quest, and those of its earlier turns but for the answers: repairs hold them. */
function readMessages(database: QuestDatabase, id: number): QuestMessage[] {
  return database.rows(
    questMessageSchema,
    `SELECT messages.id, earlier.turn, author, kind, text
     FROM quests AS this
     JOIN quests AS earlier ON earlier.run = this.run AND earlier.key = this.key
     JOIN messages ON messages.quest = earlier.id
     WHERE this.id = @id
       AND (earlier.id = this.id OR (earlier.turn < this.turn AND messages.kind <> 'answer'))
     ORDER BY messages.id`,
    { id },
  );
}
