import type { Readable } from "node:stream";

import { type Command, InvalidArgumentError, Option } from "commander";

import { questFileIn } from "../../settings/settings.js";

/** What the quest commands need from the process that they run in. */
export interface QuestCommandOptions {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly stdin: Readable;
  /** The quest database when no flag names one. */
  readonly defaultFile: string;
  /** Called once per command with 0, 2 (refused), 3 (time-out of `monitor`) or 130 (cancelled). */
  readonly onExit: (code: number) => void;
  readonly signal: AbortSignal;
}

/** How the quest database is named: by itself, or by the same flags as for the run that asks. */
export interface DatabaseFlag {
  readonly db?: string;
  readonly questDb?: string;
  readonly output?: string;
}

/** Lets a command be told which quest database it works on. */
export function addDatabaseOptions(command: Command, defaultFile: string): Command {
  const flags: readonly (readonly [flags: string, text: string, others: string[]])[] = [
    ["--db <file>", `the quest database (default: ${defaultFile})`, ["questDb", "output"]],
    ["--quest-db <file>", "the same, by the name that `pipeline run` has for it", ["output"]],
    ["-o, --output <dir>", "the folder that the run was given: its quests.db", []],
  ];
  for (const [flag, text, others] of flags) {
    command.addOption(new Option(flag, text).conflicts(others));
  }
  return command;
}

/** The quest database that the flags name; null where they name none. */
export function databaseFileOf({ db, questDb, output }: DatabaseFlag): string | null {
  return db ?? questDb ?? (output === undefined ? null : questFileIn(output));
}

/** Reads the id of a quest from the command line. */
export function parseQuestId(text: string): number {
  const id = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(id) || id < 1) {
    throw new InvalidArgumentError("A quest is named by its number, such as 12.");
  }
  return id;
}

const NUMBER = /^\d+(\.\d+)?$/;

/** Reads a number of seconds, 0 or more. */
export function parseSeconds(text: string): number {
  if (!NUMBER.test(text)) throw new InvalidArgumentError("It must be a number, 0 or more.");
  return Number(text);
}

/** Reads a number of minutes, more than 0. */
export function parseMinutes(text: string): number {
  if (!NUMBER.test(text) || Number(text) === 0) {
    throw new InvalidArgumentError("It must be a number, more than 0.");
  }
  return Number(text);
}

/** Reads what a worker calls itself. */
export function parseWorker(text: string): string {
  if (/^[\w.:@-]{1,80}$/.test(text)) return text;
  throw new InvalidArgumentError("It must be 1 to 80 letters, digits, or any of . : @ _ -");
}

/** The end of a worker command that uses another database than the default one, for a shell to read. */
export function databaseSuffix(file: string): string {
  const plain = /^[\w./:+-]+$/.test(file);
  return ` --db ${plain ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`}`;
}
