import type { ConversationPart } from "../../models/quest/conversation.js";
import type { Quest } from "../../models/quest/quest.js";

/** The parts of a conversation, word for word, each under one line that names it. */
export function conversationText(id: number, parts: readonly ConversationPart[]): string {
  return parts
    .map(
      ({ title, text }) =>
        `--- quest ${id}: ${title} ---\n${text.endsWith("\n") ? text : `${text}\n`}`,
    )
    .join("\n");
}

/** What can be done about a quest now. `suffix` ends the commands. */
export function nextStepText(quest: Quest, suffix: string): string {
  switch (quest.status) {
    case "open":
    case "claimed":
      return (
        `Answer with: pipeline quest respond --quest ${quest.id} --file reply.md${suffix}\n` +
        "If you cannot: a reply that starts with BLOCKED: or CLARIFICATION: goes to the owner of the run.\n"
      );
    case "blocked":
      return (
        `The owner of the run is asked: pipeline quest answer --quest ${quest.id} --msg TEXT${suffix}\n` +
        `An answer to the quest itself still counts: pipeline quest respond --quest ${quest.id} --file reply.md${suffix}\n`
      );
    case "answered":
    case "completed":
      return `Quest ${quest.id} is closed; nothing is left to do.\n`;
  }
}

/** The quests as a table, one a line. */
export function questTable(quests: readonly Quest[], now: number): string {
  const rows = [
    ["QUEST", "STATUS", "AGENT", "AGE", "RUN"],
    ...quests.map(({ id, status, role, createdAt, run }) => [
      String(id),
      status,
      role,
      ageText(now - createdAt),
      run,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}\n`)
    .join("");
}

/** The quests as one JSON document. */
export function questsJson(quests: readonly Quest[], now: number): string {
  const described = quests.map(({ id, status, role, currentAgent, createdAt, run, key, turn }) => ({
    id,
    status,
    agent: role,
    current_agent: currentAgent,
    age_seconds: Math.round((now - createdAt) / 1000),
    run,
    key,
    turn,
  }));
  return `${JSON.stringify({ quests: described }, null, 2)}\n`;
}

function ageText(ageMs: number): string {
  const seconds = Math.max(0, Math.round(ageMs / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h`;
}
