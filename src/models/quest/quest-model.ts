import { setTimeout as pause } from "node:timers/promises";

import { PipelineError } from "../../core/errors.js";
import type { Answer, Clock, Model, ModelRequest } from "../../core/ports.js";
import { EXCERPT_CHARACTERS } from "../../core/report.js";
import { NO_USAGE } from "../../core/usage.js";
import { completeQuest, postQuest, readAnswer, unansweredQuestions } from "./asking.js";
import { findQuest } from "./board.js";
import type { QuestDatabase } from "./database.js";
import { openQuestDatabase } from "./database.js";
import type { QuestMessage, QuestPrompt } from "./quest.js";

const POLL_MS = 300;

/** How a model that is played by outside agents and people is set up. */
export interface QuestModelOptions {
  /** The SQLite file; made when it is not there. Its folder must exist. */
  readonly file: string;
  /** Names the run for ever: a resumed run finds its quests by it, and no other run may have it. */
  readonly run: string;
  /** How often an open quest is looked at. 300 if not given. */
  readonly pollMs?: number;
  readonly clock?: Clock;
  /** What the worker commands that are told to the user end with, such as ` --db my.db`. */
  readonly commandSuffix?: string;
}

/**
 * A model that asks outside agents and people, through a file on this machine. It waits as long as
 * nobody has answered; a cancelled wait leaves the quest open, and a resumed run finds its answer.
 */
export function createQuestModel(options: QuestModelOptions): Model {
  return {
    async complete(request, signal) {
      try {
        return await askQuest(options, request, signal);
      } catch (error) {
        // Nobody bills for the wait: what is asked anew after a resume finds the same quest.
        const why = signal.aborted ? "cancelled" : "the quest has no answer";
        await request.account.failed({ why, usage: NO_USAGE, billed: "known" });
        throw error;
      }
    },
  };
}

async function askQuest(
  options: QuestModelOptions,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<Answer> {
  if (signal.aborted) throw new PipelineError("cancelled", "Cancelled before the quest was asked.");
  const { file, clock, run } = options;
  const database = await openQuestDatabase({ file, mode: "create", clock });
  try {
    const id = postQuest(database, {
      run,
      key: request.key,
      turn: request.repairs.length,
      role: request.agent,
      prompt: promptOf(request),
    });
    const text = await untilAnswered({ database, id, request, options }, signal);
    completeQuest(database, id);
    return answerOf(text);
  } finally {
    database.close();
  }
}

function promptOf({ system, shared, instruction, repairs }: ModelRequest): QuestPrompt {
  return { system, shared, instruction, repairs };
}

/** Nobody bills for a quest and nobody counts its tokens. */
function answerOf(text: string): Answer {
  return { status: "complete", text, model: "quest", usage: { ...NO_USAGE, calls: 1 } };
}

interface Asked {
  readonly database: QuestDatabase;
  readonly id: number;
  readonly request: ModelRequest;
  readonly options: QuestModelOptions;
}

async function untilAnswered(asked: Asked, signal: AbortSignal): Promise<string> {
  const { database, id, request, options } = asked;
  const recorded = readAnswer(database, id);
  if (recorded !== null) return recorded;
  request.onNotice({ kind: "waiting", text: waitingText(asked) });
  let lastTold = 0;
  for (;;) {
    for (const question of unansweredQuestions(database, id)) {
      if (question.id <= lastTold) continue;
      request.onNotice({ kind: "message", text: questionText(asked, question) });
      lastTold = question.id;
    }
    await pauseUnlessCancelled(asked, signal);
    const text = readAnswer(database, id);
    if (text !== null) return text;
    refuseWithdrawn(asked, options.run);
  }
}

async function pauseUnlessCancelled({ id, options }: Asked, signal: AbortSignal): Promise<void> {
  try {
    await pause(options.pollMs ?? POLL_MS, undefined, { signal });
  } catch (error) {
    throw new PipelineError("cancelled", `Cancelled while waiting for an answer to quest ${id}.`, {
      cause: error,
      hint: "The quest stays open: a resumed run finds its answer.",
    });
  }
}

/** Without this a run would wait for ever for an answer that nobody can give any more. */
function refuseWithdrawn({ database, id }: Asked, run: string): void {
  if (findQuest(database, id).status !== "completed") return;
  throw new PipelineError("run_locked", `Quest ${id} was withdrawn by another run named ${run}.`, {
    hint: "Two runs of one name must not use one quest database at the same time.",
  });
}

function waitingText({ id, request, options }: Asked): string {
  const command = `pipeline quest conversation --quest ${id}${options.commandSuffix ?? ""}`;
  return `waiting for an answer to quest ${id} (${request.agent}): ${command}`;
}

function questionText({ id, request, options }: Asked, { text }: QuestMessage): string {
  const asked = text.trim();
  const shown =
    asked.length <= EXCERPT_CHARACTERS ? asked : `${asked.slice(0, EXCERPT_CHARACTERS)} […]`;
  const command = `pipeline quest answer --quest ${id} --msg TEXT${options.commandSuffix ?? ""}`;
  return `quest ${id} (${request.agent}) asks: ${shown}\nanswer with: ${command}`;
}
