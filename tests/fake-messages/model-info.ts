import type { ServerResponse } from "node:http";

import { Rejection } from "./request.js";
import { sendJson } from "./sending.js";

/** The one model that the fake service is about to retire. */
export const RETIRING_MODEL = "claude-sonnet-4-5";

/** Tells of one model as the service does. Throws Rejection for one that is not there. */
export function sendModel(outgoing: ServerResponse, id: string, models: readonly string[]): void {
  if (!models.includes(id)) throw new Rejection(404, "not_found_error", `model: ${id}`);
  const isRetiring = id === RETIRING_MODEL;
  sendJson(outgoing, 200, {
    type: "model",
    id,
    display_name: id,
    max_input_tokens: 1_000_000,
    max_tokens: 128_000,
    lifecycle: isRetiring ? "deprecated" : "active",
    retires_at: isRetiring ? "2026-11-30T00:00:00Z" : null,
  });
}
