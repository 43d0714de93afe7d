import type { Model } from "../../core/ports.js";
import type { CostOf } from "../messages/account.js";
import { type Pace, REAL_PACE } from "../pace.js";
import { startWatchdog } from "../watchdog.js";
import { answerCall, type Backend } from "./call.js";
import { type Credentials, createMessagesClient } from "./client.js";
import { PrefixLine } from "./prefix-line.js";
import { Quiet } from "./quiet.js";
import { type ServerKind, serverAt } from "./server.js";

/** Everything that the model layer is told from outside. It looks nothing up by itself. */
export interface AnthropicModelOptions extends Credentials {
  /** Null: Anthropic's own service. */
  readonly baseUrl: string | null;
  /** What the server understands, when its host does not tell. */
  readonly serverKind?: ServerKind;
  /** What tokens of a model cost in USD; null when no price is known. */
  readonly costOf: CostOf;
  /** How often one call is tried, 5 if not given. */
  readonly attempts?: number;
  /** The longest silence within an answer, 180 s if not given. Pings are signs of life. */
  readonly stallTimeoutMs?: number;
  /** The longest wait for the headers of an answer, and again for the first byte behind them. */
  readonly headersTimeoutMs?: number;
  /** The longest that a call may take with all its attempts; an answer that is under way then is read to its end. */
  readonly deadlineMs?: number;
  readonly pace?: Pace;
}

/**
 * A model behind the Messages API, over the official SDK. Answers are always streamed.
 * Throws PipelineError "no_key", "refused_key" or "bad_settings" at once; a call throws
 * "refused_key", "usage" (no such model), "service" or "cancelled".
 */
export function createAnthropicModel(options: AnthropicModelOptions): Model {
  const backend = backendFrom(options);
  return {
    async complete(request, signal) {
      const deadline = startWatchdog(backend.deadlineMs);
      try {
        return await answerCall(backend, request, { asked: signal, deadline: deadline.signal });
      } finally {
        deadline.stop();
      }
    },
  };
}

function backendFrom(options: AnthropicModelOptions): Backend {
  const server = serverAt(options.baseUrl, options.serverKind ?? null);
  return {
    server,
    client: createMessagesClient(server, options),
    secrets: [options.apiKey, options.authToken].filter((secret) => secret !== null),
    attempts: options.attempts ?? 5,
    stallTimeoutMs: options.stallTimeoutMs ?? 180_000,
    headersTimeoutMs: options.headersTimeoutMs ?? server.profile.headersTimeoutMs,
    deadlineMs: options.deadlineMs ?? server.profile.deadlineMs,
    pace: options.pace ?? REAL_PACE,
    costOf: options.costOf,
    prefixLine: new PrefixLine(),
    quiet: new Quiet(),
    told: new Set(),
  };
}
