import { PipelineError } from "../../core/errors.js";
import type { Answer, Model, ModelRequest } from "../../core/ports.js";
import { addUsage, type Usage } from "../../core/usage.js";
import { type CostOf, usageOf, usageOfBroken } from "./account.js";
import { answerOf } from "./answer.js";
import { type Credentials, createMessagesClient, type MessagesClient } from "./client.js";
import { eventsOf } from "./event-stream.js";
import { faultOf } from "./fault.js";
import { MessageAssembler } from "./message-assembler.js";
import { type Pace, REAL_PACE } from "./pace.js";
import { PrefixLine, prefixOf } from "./prefix-line.js";
import { requestBody } from "./request-body.js";
import { withRetries } from "./retry.js";
import { type Server, type ServerKind, serverAt } from "./server.js";
import { StreamFault } from "./stream-fault.js";
import { startWatchdog, type Watchdog } from "./watchdog.js";
import { tellUnmet } from "./wishes.js";

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
  /** The longest wait for the first byte of an answer. */
  readonly headersTimeoutMs?: number;
  /** The longest that a call may take with all its attempts. */
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
      if (signal.aborted) throw cancelled();
      const deadline = startWatchdog(backend.deadlineMs);
      try {
        return await callModel(backend, request, { asked: signal, deadline: deadline.signal });
      } finally {
        deadline.stop();
      }
    },
  };
}

interface Backend {
  readonly server: Server;
  readonly client: MessagesClient;
  readonly secrets: readonly string[];
  readonly attempts: number;
  readonly stallTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly deadlineMs: number;
  readonly pace: Pace;
  readonly costOf: CostOf;
  readonly line: PrefixLine;
  /** What was said about wishes that are left out. */
  readonly told: Set<string>;
}

/** The two things that end a call from outside. */
interface CallEnds {
  readonly asked: AbortSignal;
  readonly deadline: AbortSignal;
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
    line: new PrefixLine(),
    told: new Set(),
  };
}

async function callModel(backend: Backend, request: ModelRequest, ends: CallEnds): Promise<Answer> {
  const { server, secrets, pace, attempts } = backend;
  const body = requestBody(request, server.profile);
  tellUnmet(request, { profile: server.profile, told: backend.told });
  const signal = AbortSignal.any([ends.asked, ends.deadline]);
  const context = { host: server.host, model: body.model, secrets };
  const broken: Usage[] = [];

  const attempt = async (): Promise<Answer> => {
    const message = new MessageAssembler();
    try {
      await receive(backend, { body, message, signal });
      const answer = answerOf(message, { ...context, onNotice: request.onNotice });
      return { ...answer, usage: withBroken(usageOf(message, body.model, backend.costOf), broken) };
    } catch (thrown) {
      const billed = usageOfBroken(message, body.model, backend.costOf);
      if (billed !== null) broken.push(billed);
      throw ended(ends, backend) ?? thrown;
    }
  };

  try {
    return await withRetries(
      attempt,
      {
        attempts,
        host: server.host,
        pace,
        faultOf: (thrown) => faultOf(thrown, { ...context, now: pace.now() }),
        onNotice: request.onNotice,
      },
      signal,
    );
  } catch (thrown) {
    // The wait between two attempts ends with an error of its own.
    throw ended(ends, backend) ?? thrown;
  }
}

interface Reception {
  readonly body: ReturnType<typeof requestBody>;
  readonly message: MessageAssembler;
  readonly signal: AbortSignal;
}

/** Sends one request and reads the answer until it is whole. Throws StreamFault when it stays a part. */
async function receive(backend: Backend, reception: Reception): Promise<void> {
  const { body, message } = reception;
  const turn = await backend.line.enter(prefixOf(body), reception.signal);
  const silence = startWatchdog(backend.headersTimeoutMs);
  const signal = AbortSignal.any([reception.signal, silence.signal]);
  try {
    const response = await backend.client.send(body, signal);
    silence.wait(backend.stallTimeoutMs);
    for await (const event of eventsOf(response, silence.heard)) {
      message.take(event);
      turn.began();
      if (message.stopped) return;
    }
  } catch (thrown) {
    if (!isWhole(message)) throw silent(silence) ?? thrown;
  } finally {
    silence.stop();
    turn.ended();
  }
  if (!isWhole(message)) throw new StreamFault("the answer broke off before its end");
}

/** The reason to stop comes after the last text: what is cut off behind it is missed by nobody. */
function isWhole(message: MessageAssembler): boolean {
  return message.stopped || message.stopReason !== null;
}

function silent(silence: Watchdog): StreamFault | null {
  if (!silence.signal.aborted) return null;
  return new StreamFault(`nothing was heard for ${silence.patienceMs / 1000} s`);
}

function ended(
  { asked, deadline }: CallEnds,
  { server, deadlineMs }: Backend,
): PipelineError | null {
  if (asked.aborted) return cancelled();
  if (!deadline.aborted) return null;
  return new PipelineError(
    "service",
    `${server.host} gave no answer within ${deadlineMs / 60_000} minutes.`,
    { hint: "Nothing that was answered is lost: `pipeline resume` goes on from here." },
  );
}

function cancelled(): PipelineError {
  return new PipelineError("cancelled", "The call to the model was cancelled.");
}

/** Attempts that broke off were billed too: they stand in the account of the answer. */
function withBroken(usage: Usage, broken: readonly Usage[]): Usage {
  return broken.reduce(addUsage, usage);
}
