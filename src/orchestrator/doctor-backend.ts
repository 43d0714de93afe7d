import path from "node:path";

import { parseRecording } from "../models/recording.js";
import type { Settings } from "../settings/settings.js";
import { fileExists } from "../store/folder-room.js";
import { readRecordingFile } from "../store/recording-file.js";
import { attempt, type Finding, note, ok, problem } from "./doctor-finding.js";
import { checkServer } from "./doctor-server.js";

/** Whose backend is looked at. */
export interface BackendCheck {
  readonly settings: Settings;
  /** That a run would ask; null where its files do not tell. */
  readonly models: readonly string[] | null;
  readonly cwd: string;
  /** Of the user; only what a command cannot do without is handed on. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** Checks who is to answer the prompts. Costs nothing. */
export async function* checkBackend(check: BackendCheck): AsyncGenerator<Finding> {
  const { backend } = check.settings;
  switch (backend.kind) {
    case "anthropic":
      yield* checkServer(check);
      return;
    case "quest":
      yield await questFinding(check);
      return;
    case "replay":
      yield await recordingFinding(backend.file, check.cwd);
      return;
    case "claude-cli":
      yield await commandFinding(check);
  }
}

/** Whether its login is still good shows only in a call, which would not be for nothing. */
async function commandFinding({ env, signal }: BackendCheck): Promise<Finding> {
  const asked = await attempt("claude", async () => {
    const { claudeVersion } = await import("../models/claude-cli/version.js");
    const { isLoggedIn } = await import("../models/claude-cli/login.js");
    const version = await claudeVersion({ env }, signal);
    return { version, login: await isLoggedIn({ env }, signal) };
  });
  if (asked.kind === "failed") return asked.finding;
  const { version, login } = asked.value;
  if (login !== false) return ok("claude", `the command answers: ${version}`);
  return problem("claude", `${version}: nobody is logged in`, {
    kind: "no_key",
    next: "Start `claude` and type /login there.",
  });
}

/** A file that is not there yet is made by the first run: nothing is made here. */
async function questFinding({ settings: { questDb }, cwd }: BackendCheck): Promise<Finding> {
  const file = path.resolve(cwd, questDb);
  const opened = await attempt("quests", async () => {
    if (!(await fileExists(file))) return null;
    const { openQuestDatabase } = await import("../models/quest/database.js");
    const { listQuests } = await import("../models/quest/board.js");
    const database = await openQuestDatabase({ file, mode: "existing" });
    try {
      return listQuests(database).length;
    } finally {
      database.close();
    }
  });
  if (opened.kind === "failed") return opened.finding;
  return opened.value === null
    ? note("quests", `${questDb} is not there yet: the first run makes it`)
    : ok("quests", `${questDb} can be opened; ${opened.value} wait for an answer`);
}

async function recordingFinding(file: string, cwd: string): Promise<Finding> {
  const read = await attempt("recording", async () =>
    parseRecording(await readRecordingFile(path.resolve(cwd, file)), file),
  );
  if (read.kind === "failed") return read.finding;
  return ok("recording", `${file} holds ${read.value.calls.length} answers`);
}
