import path from "node:path";
import { pathToFileURL } from "node:url";

import type Libsql from "libsql";
import { z } from "zod";

import { messageOf, PipelineError } from "../../core/errors.js";
import type { Clock } from "../../core/ports.js";
import { APPLICATION_ID, CREATE_TABLES, FROM_LAYOUT_1, SCHEMA_VERSION } from "./schema.js";

const BUSY_TIMEOUT_MS = 10_000;

/** What the placeholders of a statement stand for. */
type Values = Readonly<Record<string, string | number | null>>;

interface OpenOptions {
  readonly file: string;
  /** `create` makes the file and its tables when they are not there; `existing` never makes a file. */
  readonly mode: "create" | "existing";
  readonly clock?: Clock | undefined;
  /** How long a statement waits for another process that writes; 10 s if not given. */
  readonly busyTimeoutMs?: number;
}

/** An open quest database. Every failure of SQLite is a PipelineError "disk" that names the file. */
export class QuestDatabase {
  readonly file: string;
  readonly clock: Clock;
  readonly #connection: Libsql.Database;

  constructor(connection: Libsql.Database, options: { file: string; clock: Clock }) {
    this.#connection = connection;
    this.file = options.file;
    this.clock = options.clock;
  }

  /** Runs one statement and returns its rows, each held against the schema. */
  rows<Row>(schema: z.ZodType<Row>, sql: string, values: Values = {}): Row[] {
    const found = this.#guard(() => this.#connection.prepare(sql).all(values));
    return found.map((row) => schema.parse(row));
  }

  /** Runs one or more statements that return nothing. */
  run(sql: string, values: Values = {}): void {
    this.#guard(() => this.#connection.prepare(sql).run(values));
  }

  /** Runs several statements that take no values. */
  script(sql: string): void {
    this.#guard(() => this.#connection.exec(sql));
  }

  /** All of the work happens, or nothing of it; nobody else writes meanwhile. */
  transaction<Result>(work: () => Result): Result {
    this.script("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.script("COMMIT");
      return result;
    } catch (error) {
      // SQLite has already rolled back by itself after some failures, a full disk for one.
      if (this.#connection.inTransaction) this.script("ROLLBACK");
      throw error;
    }
  }

  close(): void {
    this.#connection.close();
  }

  #guard<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (hasCode(error, "SQLITE_NOTADB")) throw notAQuestDatabase(this.file, error);
      if (hasCode(error, "SQLITE_BUSY")) throw busy(this.file, error);
      throw new PipelineError(
        "disk",
        `The quest database ${this.file} cannot be used: ${messageOf(error)}.`,
        { cause: error },
      );
    }
  }
}

/**
 * Opens a quest database. The caller closes it. Throws PipelineError "bad_input" when there is none or
 * the file is something else, "disk" when it cannot be made.
 */
export async function openQuestDatabase(options: OpenOptions): Promise<QuestDatabase> {
  const { file, mode, clock = { now: () => Date.now() } } = options;
  const Database = await loadDriver();
  const database = new QuestDatabase(connect(Database, options), { file, clock });
  try {
    // An answer that was accepted must be there after a power cut.
    database.script("PRAGMA synchronous = FULL");
    if (mode === "create") createTables(database);
    refuseForeignFile(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

async function loadDriver(): Promise<typeof Libsql> {
  try {
    // Only those who use quests pay for loading a native module.
    return (await import("libsql")).default;
  } catch (error) {
    throw new PipelineError("bad_settings", `Quests need SQLite: ${messageOf(error)}.`, {
      cause: error,
      hint: "Install the package libsql for this machine, or choose another --backend.",
    });
  }
}

function connect(Database: typeof Libsql, options: OpenOptions): Libsql.Database {
  const { file, mode, busyTimeoutMs = BUSY_TIMEOUT_MS } = options;
  // The driver takes a plain path for a wish to make the file, and a path like http://… for a server.
  const address = pathToFileURL(path.resolve(file));
  address.search = mode === "create" ? "mode=rwc" : "mode=rw";
  try {
    return new Database(address.href, { timeout: busyTimeoutMs });
  } catch (error) {
    throw mode === "create"
      ? new PipelineError("disk", `The quest database ${file} cannot be made or opened.`, {
          cause: error,
          hint: "Its folder must exist and be writable.",
        })
      : new PipelineError("bad_input", `There is no quest database at ${file}.`, {
          cause: error,
          hint: "A run with --backend quest makes one; name it with --db FILE, or its folder with -o DIR.",
        });
  }
}

const fileMarksSchema = z.object({ id: z.int(), version: z.int(), tables: z.int() });

function fileMarks(database: QuestDatabase): z.infer<typeof fileMarksSchema> {
  const [marks] = database.rows(
    fileMarksSchema,
    `SELECT (SELECT application_id FROM pragma_application_id) AS id,
            (SELECT user_version FROM pragma_user_version) AS version,
            (SELECT count(*) FROM sqlite_master) AS tables`,
  );
  if (marks === undefined) throw new PipelineError("bug", "A SELECT without FROM gave no row.");
  return marks;
}

function createTables(database: QuestDatabase): void {
  if (fileMarks(database).tables > 0) return;
  // Readers and one writer at a time, without waiting for each other. The file remembers it.
  database.script("PRAGMA journal_mode = WAL");
  database.transaction(() => {
    // Another run may have been faster.
    if (fileMarks(database).tables === 0) database.script(CREATE_TABLES);
  });
}

function refuseForeignFile(database: QuestDatabase): void {
  const { id, version } = fileMarks(database);
  if (id !== APPLICATION_ID) {
    throw notAQuestDatabase(database.file, null);
  }
  if (version === 1) return bringUpToDate(database);
  if (version !== SCHEMA_VERSION) {
    throw new PipelineError(
      "bad_input",
      `${database.file} was made by another version of pipeline (layout ${version}, not ${SCHEMA_VERSION}).`,
      { hint: "Use that version, or another file." },
    );
  }
}

function bringUpToDate(database: QuestDatabase): void {
  database.transaction(() => {
    // Another process may have been faster.
    if (fileMarks(database).version === 1) database.script(FROM_LAYOUT_1);
  });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function busy(file: string, cause: unknown): PipelineError {
  return new PipelineError("disk", `Another process has kept the quest database ${file} busy.`, {
    cause,
    hint: "Nothing was changed: try again. A folder on a network does not suit it.",
  });
}

function notAQuestDatabase(file: string, cause: unknown): PipelineError {
  return new PipelineError("bad_input", `${file} is not a quest database.`, {
    cause,
    hint: "Name the file that the run uses with --db FILE.",
  });
}
