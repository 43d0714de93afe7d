import path from "node:path";

import { PipelineError } from "../core/errors.js";
import type { Model, Prices } from "../core/ports.js";
import type { RunPlan } from "../core/run-plan.js";
import type { PriceTable } from "../models/prices.js";
import { parseRecording } from "../models/recording.js";
import { createReplayModel } from "../models/replay-model.js";
import type { Settings } from "../settings/settings.js";
import { readRecordingFile } from "../store/recording-file.js";
import { costsFrom, pricesOver, priceTableOf } from "./price-table.js";
import { recordRun } from "./record-run.js";
import { requireClaude } from "./require-claude.js";

/** Where quests are kept when nobody says otherwise. */
const DEFAULT_QUEST_FILE = path.join("output", "quests.db");

/** A backend that is ready to be called, and who bills for it. */
export interface ReadyModel {
  readonly model: Model;
  /** Null: nobody bills. */
  readonly prices: Prices | null;
  /** Throws where something stands against the end of a run; see the parts of a run. */
  readonly requireAtEnd?: (names: ReadonlySet<string>) => void;
  /** Sentences that the user should be told before anything is asked. */
  readonly notes?: readonly string[];
}

/** What the choice of a backend depends on. */
export interface ModelRequestSettings {
  readonly plan: Pick<
    RunPlan,
    | "stem"
    | "startedAt"
    | "backend"
    | "backendFile"
    | "replayMode"
    | "record"
    | "priceFile"
    | "server"
  >;
  readonly settings: Settings;
  readonly cwd: string;
  /** The user's own, of which a command of his is told what it needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A resumed run writes on in the recording that it began. */
  readonly mode: "new" | "resumed";
  /** Calls that the run has answers for, by their keys in the journal; not given: none. */
  readonly answered?: ReadonlySet<string>;
}

/**
 * Makes the model of a run. Throws PipelineError "no_key" when the backend needs a key and there is none, "bad_settings"
 * when it is a command that is not there.
 */
export async function createModel(request: ModelRequestSettings): Promise<ReadyModel> {
  const ready = await createBackend(request);
  const answered = request.answered ?? new Set();
  return { ...ready, ...(await recordRun(ready, { ...request, answered })) };
}

async function createBackend({
  plan,
  settings,
  cwd,
  env,
}: ModelRequestSettings): Promise<ReadyModel> {
  switch (plan.backend) {
    case "anthropic":
      return anthropicBackend(settings.credentials, plan.server, await priceTableOf(plan));
    case "quest":
      return { model: await questModel(plan, cwd), prices: null };
    case "replay":
      return replayBackend(plan, cwd);
    case "claude-cli":
      return claudeCliBackend(env, await priceTableOf(plan));
  }
}

// The SDK and the database driver are loaded only by the runs that need them.
async function anthropicBackend(
  credentials: Settings["credentials"],
  server: RunPlan["server"],
  table: PriceTable,
): Promise<ReadyModel> {
  const { createAnthropicModel } = await import("../models/anthropic/anthropic-model.js");
  const model = createAnthropicModel({
    apiKey: credentials.apiKey?.reveal() ?? null,
    authToken: credentials.authToken?.reveal() ?? null,
    baseUrl: credentials.baseUrl,
    ...(server === null ? {} : { serverKind: server }),
    costOf: costsFrom(table),
  });
  return { model, prices: pricesOver("anthropic", table) };
}

// A key that is set is for requests of ours: the command uses the login that it has.
async function claudeCliBackend(
  env: ModelRequestSettings["env"],
  table: PriceTable,
): Promise<ReadyModel> {
  const { createClaudeCliModel } = await import("../models/claude-cli/claude-cli-model.js");
  await requireClaude(env);
  const prices = pricesOver("claude-cli", table);
  const model = createClaudeCliModel({ env, costOf: costsFrom(table), prices });
  return { model, prices };
}

async function questModel(plan: ModelRequestSettings["plan"], cwd: string): Promise<Model> {
  const { createQuestModel } = await import("../models/quest/quest-model.js");
  const named = plan.backendFile ?? DEFAULT_QUEST_FILE;
  return createQuestModel({
    file: path.resolve(cwd, named),
    // The name of a run may be given again after its folder was removed; its start is never the same.
    run: `${plan.stem} ${plan.startedAt}`,
    commandSuffix: named === DEFAULT_QUEST_FILE ? "" : ` --db ${named}`,
  });
}

async function replayBackend(
  { backendFile, replayMode }: ModelRequestSettings["plan"],
  cwd: string,
): Promise<ReadyModel> {
  if (backendFile === null) {
    throw new PipelineError("usage", "--backend replay needs a recording", {
      hint: "Name it with --replay FILE.",
    });
  }
  const text = await readRecordingFile(path.resolve(cwd, backendFile));
  const model = createReplayModel(parseRecording(text, backendFile), { mode: replayMode });
  return { model, prices: null, requireAtEnd: model.requireAllAsked };
}
