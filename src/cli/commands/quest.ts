import { setTimeout as pause } from "node:timers/promises";

import { Command, Option } from "commander";

import { PipelineError } from "../../core/errors.js";
import { findQuest, listQuests } from "../../models/quest/board.js";
import { ANY_AGENT, CLAIM_MS, waitForQuest } from "../../models/quest/claiming.js";
import { readConversation } from "../../models/quest/conversation.js";
import type { QuestDatabase } from "../../models/quest/database.js";
import { openQuestDatabase } from "../../models/quest/database.js";
import { MAX_REPLY_BYTES } from "../../models/quest/reply.js";
import { answerQuestion, respondToQuest } from "../../models/quest/replying.js";
import { readReplyFile } from "../../settings/reply-file.js";
import type { QuestCommandOptions } from "../quest/quest-options.js";
import {
  addDatabaseOptions,
  type DatabaseFlag,
  databaseFileOf,
  databaseSuffix,
  parseMinutes,
  parseQuestId,
  parseSeconds,
  parseWorker,
} from "../quest/quest-options.js";
import { conversationText, nextStepText, questsJson, questTable } from "../quest/quest-text.js";

const EXIT = { done: 0, refused: 2, timedOut: 3, cancelled: 130 } as const;
const POLL_MS = 250;
const WORKER_TEXT = "what you call yourself: an answer after your claim was taken over is refused";

/** What every command is given: the open database, and what commands told to the user end with. */
interface Session {
  readonly database: QuestDatabase;
  readonly suffix: string;
}

interface QuestFlag extends DatabaseFlag {
  readonly quest: number;
}

/** `pipeline quest …`: how an outside agent or a person plays the model of a run. */
export function questCommand(options: QuestCommandOptions): Command {
  const quest = new Command("quest")
    .description("answer the prompts of a run that was started with --backend quest")
    .exitOverride()
    .configureOutput({ writeOut: options.stdout, writeErr: options.stderr });
  addMonitor(quest, options);
  addConversation(quest, options);
  addRespond(quest, options);
  addAnswer(quest, options);
  addList(quest, options);
  return quest;
}

interface MonitorFlags extends DatabaseFlag {
  readonly agent: string;
  readonly timeout: number;
  readonly claim: number;
  readonly worker?: string;
}

function addMonitor(quest: Command, options: QuestCommandOptions): void {
  subcommand(quest, "monitor", options)
    .description("wait for a quest, take it and print its number (exit code 3: none came)")
    .requiredOption("--agent <name>", `the role to play; "${ANY_AGENT}" for every role`)
    .option("--timeout <seconds>", "how long to wait", parseSeconds, 100)
    .option(
      "--claim <minutes>",
      "how long the quest is kept for you",
      parseMinutes,
      CLAIM_MS / 60_000,
    )
    .option("--worker <name>", WORKER_TEXT, parseWorker)
    .action((flags: MonitorFlags) =>
      withDatabase(flags, waiting(options, flags.timeout), async ({ database }) => {
        const { agent, timeout, claim, worker = null } = flags;
        const id = await waitForQuest(
          database,
          { agent, worker, claimMs: claim * 60_000, timeoutMs: timeout * 1000, pollMs: POLL_MS },
          options.signal,
        );
        if (id !== null) {
          options.stdout(`${id}\n`);
          return EXIT.done;
        }
        options.stderr(
          `No quest ${agent === ANY_AGENT ? "" : `for ${agent} `}within ${timeout} s.\n`,
        );
        return EXIT.timedOut;
      }),
    );
}

function addConversation(quest: Command, options: QuestCommandOptions): void {
  subcommand(quest, "conversation", options)
    .description("print the whole prompt of a quest, exactly as a model would get it")
    .addOption(questOption())
    .action((flags: QuestFlag) =>
      withDatabase(flags, options, ({ database, suffix }) => {
        const parts = readConversation(database, flags.quest);
        options.stdout(conversationText(flags.quest, parts));
        options.stderr(nextStepText(findQuest(database, flags.quest), suffix));
        return EXIT.done;
      }),
    );
}

interface RespondFlags extends QuestFlag {
  readonly file?: string;
  readonly msg?: string;
  readonly worker?: string;
}

function addRespond(quest: Command, options: QuestCommandOptions): void {
  subcommand(quest, "respond", options)
    .description("answer a quest; BLOCKED: or CLARIFICATION: in front asks the owner of the run")
    .addOption(questOption())
    .addOption(new Option("--file <path>", 'the reply; "-" reads standard input').conflicts("msg"))
    .option("--msg <text>", "the reply itself")
    .option("--worker <name>", WORKER_TEXT, parseWorker)
    .action((flags: RespondFlags) =>
      withDatabase(flags, options, async (session) => {
        const reply = await replyOf(flags, options);
        const kind = respondToQuest(session.database, {
          id: flags.quest,
          reply,
          worker: flags.worker ?? null,
        });
        options.stderr(
          kind === "answer"
            ? `Quest ${flags.quest} is answered.\n`
            : passedOnText(session, flags.quest),
        );
        return EXIT.done;
      }),
    );
}

async function replyOf(flags: RespondFlags, options: QuestCommandOptions): Promise<string> {
  if (flags.msg !== undefined) return flags.msg;
  if (flags.file === undefined) {
    throw new PipelineError("usage", "A reply is missing.", {
      hint: "Give it with --file reply.md, --file - or --msg TEXT.",
    });
  }
  return readReplyFile(
    { path: flags.file, standardInput: options.stdin, maxBytes: MAX_REPLY_BYTES },
    options.signal,
  );
}

function passedOnText({ database, suffix }: Session, id: number): string {
  const { role } = findQuest(database, id);
  return (
    `The owner of the run is asked; quest ${id} is yours again when there is an answer: ` +
    `pipeline quest monitor --agent ${role}${suffix}\n`
  );
}

interface AnswerFlags extends QuestFlag {
  readonly msg: string;
}

function addAnswer(quest: Command, options: QuestCommandOptions): void {
  subcommand(quest, "answer", options)
    .description("answer a worker's question, as the owner of the run")
    .addOption(questOption())
    .requiredOption("--msg <text>", "what the worker is told")
    .action((flags: AnswerFlags) =>
      withDatabase(flags, options, ({ database }) => {
        const { role } = answerQuestion(database, flags.quest, flags.msg);
        options.stderr(`It is the turn of the ${role} again.\n`);
        return EXIT.done;
      }),
    );
}

interface ListFlags extends DatabaseFlag {
  readonly json?: true;
}

function addList(quest: Command, options: QuestCommandOptions): void {
  subcommand(quest, "list", options)
    .description("show the quests that wait for an answer")
    .option("--json", "print one JSON document")
    .action((flags: ListFlags) =>
      withDatabase(flags, options, ({ database }) => {
        const quests = listQuests(database);
        const now = database.clock.now();
        if (flags.json === true) options.stdout(questsJson(quests, now));
        else if (quests.length > 0) options.stdout(questTable(quests, now));
        else options.stderr("No quest waits for an answer.\n");
        return EXIT.done;
      }),
    );
}

function questOption(): Option {
  return new Option("--quest <id>", "the number of the quest")
    .argParser(parseQuestId)
    .makeOptionMandatory();
}

function subcommand(quest: Command, name: string, { defaultFile }: QuestCommandOptions): Command {
  return addDatabaseOptions(quest.command(name), defaultFile);
}

/** Opens the database, does the work, closes, and turns an expected failure into one sentence. */
/** A worker may come before the run that makes the database: it waits for that too. */
interface WaitingOptions extends QuestCommandOptions {
  readonly waitMs?: number;
}

function waiting(options: QuestCommandOptions, seconds: number): WaitingOptions {
  return { ...options, waitMs: seconds * 1000 };
}

/** The database; null when it did not come to be in the time that was given for waiting. */
async function openWhenThere(
  file: string,
  { waitMs, signal }: WaitingOptions,
): Promise<QuestDatabase | null> {
  const givesUpAt = Date.now() + (waitMs ?? 0);
  for (;;) {
    try {
      return await openQuestDatabase({ file, mode: "existing" });
    } catch (error) {
      const isMissing = error instanceof PipelineError && error.kind === "bad_input";
      if (!isMissing || waitMs === undefined) throw error;
      if (Date.now() >= givesUpAt) return null;
    }
    await pause(POLL_MS, undefined, { signal }).catch((error: unknown) => {
      throw new PipelineError("cancelled", "Cancelled while waiting for a quest.", {
        cause: error,
      });
    });
  }
}

async function withDatabase(
  flags: DatabaseFlag,
  options: WaitingOptions,
  work: (session: Session) => number | Promise<number>,
): Promise<void> {
  try {
    const named = databaseFileOf(flags);
    const file = named ?? options.defaultFile;
    const database = await openWhenThere(file, options);
    if (database === null) {
      options.stderr(`No quest came: there is no quest database at ${file} yet.\n`);
      options.onExit(EXIT.timedOut);
      return;
    }
    try {
      const suffix = named === null ? "" : databaseSuffix(named);
      options.onExit(await work({ database, suffix }));
    } finally {
      database.close();
    }
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    options.stderr(`${error.message}${error.hint === null ? "" : ` ${error.hint}`}\n`);
    options.onExit(error.kind === "cancelled" ? EXIT.cancelled : EXIT.refused);
  }
}
