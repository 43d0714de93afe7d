import type { RunPlan } from "../core/run-plan.js";
import { serverAt } from "../models/anthropic/server.js";
import type { Settings } from "../settings/settings.js";
import { freezePriceFile } from "./price-table.js";

/** The part of a plan that says who answers, and at what price. */
type PlannedBackend = Pick<
  RunPlan,
  | "backend"
  | "backendFile"
  | "replayMode"
  | "record"
  | "model"
  | "fallbackModel"
  | "priceFile"
  | "server"
  | "serverHost"
>;

/** Freezes who answers the prompts of a run. Throws PipelineError "bad_settings" for a bad price file or address. */
export async function planBackend(settings: Settings, cwd: string): Promise<PlannedBackend> {
  const { backend, record, model, fallbackModel, prices, server } = settings;
  return {
    backend: backend.kind,
    backendFile: backendFileOf(settings),
    replayMode: backend.kind === "replay" ? backend.mode : "demo",
    record: record === false ? null : record,
    model,
    fallbackModel,
    priceFile: prices === null ? null : await freezePriceFile(prices, cwd),
    server,
    serverHost: hostFor(backend.kind, settings),
  };
}

/** Name and port of the server that is asked: never a user, a password or a query. Null: the backend is no server. */
export function hostFor(
  backend: RunPlan["backend"],
  { credentials }: Pick<Settings, "credentials">,
): string | null {
  return backend === "anthropic" ? serverAt(credentials.baseUrl, null).host : null;
}

/** The file that a backend works with: a recording, or the quests. */
function backendFileOf({ backend, questDb }: Settings): string | null {
  switch (backend.kind) {
    case "replay":
      return backend.file;
    case "quest":
      return questDb;
    case "anthropic":
    case "claude-cli":
      return null;
  }
}
