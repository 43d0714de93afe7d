import { APIError } from "@anthropic-ai/sdk";
import { z } from "zod";

import { PipelineError } from "../../core/errors.js";
import { LONGEST_NAME, plainWords } from "../plain-words.js";
import { type Credentials, createSdk } from "./client.js";
import { faultOf } from "./fault.js";
import type { Server } from "./server.js";

/** What came of one question to a server. */
export type Probed<T> =
  | { readonly kind: "answered"; readonly value: T; readonly milliseconds: number }
  /** The server does not have this route; it may serve models all the same. */
  | { readonly kind: "not-offered" }
  | { readonly kind: "failed"; readonly error: PipelineError };

/** What a server tells of a model. Null: it does not say. */
export interface ProbedModel {
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly lifecycle: string | null;
  /** A day and time, as the server writes it. */
  readonly retiresAt: string | null;
}

/** Questions to a server that cost nothing. Each gives up by itself; throws PipelineError "cancelled" only. */
export interface ServerProbe {
  /** The ids of the models that the server lists. */
  models(signal: AbortSignal): Promise<Probed<readonly string[]>>;
  /** Null: the server has no such model. */
  model(id: string, signal: AbortSignal): Promise<Probed<ProbedModel | null>>;
  /** The tokens of a word. */
  countTokens(id: string, signal: AbortSignal): Promise<Probed<number>>;
}

export interface ProbeOptions extends Credentials {
  /** How long one question may take, 10 s if not given. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 10_000;

/** What servers say to a route that they do not have. */
const NO_SUCH_ROUTE: ReadonlySet<number> = new Set([404, 405, 501]);

const listSchema = z.object({ data: z.array(z.object({ id: z.string() })) });
const modelSchema = z.object({
  id: z.string(),
  max_input_tokens: z.number().nullish().catch(null),
  max_tokens: z.number().nullish().catch(null),
  lifecycle: z.string().nullish().catch(null),
  retires_at: z.string().nullish().catch(null),
});
const countSchema = z.object({ input_tokens: z.number() });

/** Throws PipelineError "no_key" or "refused_key" where nothing could be asked. */
export function createServerProbe(server: Server, options: ProbeOptions): ServerProbe {
  const { apiKey, authToken, patienceMs = PATIENCE_MS } = options;
  const sdk = createSdk(server, options, "application/json");
  const secrets = [apiKey, authToken].filter((secret) => secret !== null);
  const asked = { server, secrets, patienceMs };
  return {
    models: (signal) =>
      question({ ...asked, model: "", signal }, async (request) => {
        const page: unknown = await sdk.get("/v1/models", { query: { limit: 1000 }, ...request });
        return listSchema
          .parse(page)
          .data.map(({ id }) => plainWords(id, { secrets, most: LONGEST_NAME }));
      }),
    model: (id, signal) =>
      question({ ...asked, model: id, signal }, async (request) => {
        const told = await sdk.models.retrieve(id, {}, request).catch(nullWhereUnknown(server));
        return told === null ? null : modelOf(modelSchema.parse(told), secrets);
      }),
    countTokens: (id, signal) =>
      question({ ...asked, model: id, signal }, async (request) => {
        const body = { model: id, messages: [{ role: "user" as const, content: "word" }] };
        return countSchema.parse(await sdk.messages.countTokens(body, request)).input_tokens;
      }),
  };
}

interface Question {
  readonly server: Server;
  readonly secrets: readonly string[];
  readonly patienceMs: number;
  readonly model: string;
  readonly signal: AbortSignal;
}

interface RequestOptions {
  readonly signal: AbortSignal;
  readonly maxRetries: 0;
}

async function question<T>(
  about: Question,
  ask: (request: RequestOptions) => Promise<T>,
): Promise<Probed<T>> {
  const { signal, patienceMs } = about;
  const tooLong = AbortSignal.timeout(patienceMs);
  const startedAt = performance.now();
  try {
    const value = await ask({ signal: AbortSignal.any([signal, tooLong]), maxRetries: 0 });
    const milliseconds = Math.round(performance.now() - startedAt);
    return { kind: "answered", value, milliseconds };
  } catch (thrown) {
    if (signal.aborted) throw new PipelineError("cancelled", "interrupted", { cause: thrown });
    if (isNotOffered(thrown)) return { kind: "not-offered" };
    return { kind: "failed", error: tooLong.aborted ? tooSlow(about) : errorOf(thrown, about) };
  }
}

/** Anthropic's own service has the route: there it is the model that is not known. */
function nullWhereUnknown({ profile }: Server): (thrown: unknown) => null {
  return (thrown) => {
    const isUnknown = thrown instanceof APIError && thrown.status === 404;
    if (isUnknown && (profile.kind === "anthropic" || thrown.type === "not_found_error")) {
      return null;
    }
    throw thrown;
  };
}

function isNotOffered(thrown: unknown): boolean {
  return thrown instanceof APIError && NO_SUCH_ROUTE.has(thrown.status ?? 0);
}

const HINT = "Check ANTHROPIC_BASE_URL, and that the server runs and can be reached from here.";

function tooSlow({ server, patienceMs }: Question): PipelineError {
  const message = `${server.host} gave no answer within ${patienceMs / 1000} s.`;
  return new PipelineError("service", message, { hint: HINT });
}

function errorOf(thrown: unknown, { server, secrets, model }: Question): PipelineError {
  const { host } = server;
  // It answered, but in no form that is known: a web page, for one.
  if (thrown instanceof z.ZodError || thrown instanceof SyntaxError) {
    const message = `${host} does not speak the Messages API: what it answers has another form.`;
    const hint = "Check the base URL: it is the part before /v1/messages.";
    return new PipelineError("bad_settings", message, { hint });
  }
  const fault = faultOf(thrown, { host, model, secrets, now: Date.now() });
  if (fault.kind === "final" && fault.error instanceof PipelineError) return fault.error;
  return new PipelineError("service", `${host}: ${fault.why}.`, { hint: HINT });
}

function modelOf(told: z.infer<typeof modelSchema>, secrets: readonly string[]): ProbedModel {
  const said = (words: string | null | undefined): string | null =>
    words === null || words === undefined
      ? null
      : plainWords(words, { secrets, most: LONGEST_NAME });
  return {
    contextTokens: told.max_input_tokens ?? null,
    maxOutputTokens: told.max_tokens ?? null,
    lifecycle: said(told.lifecycle),
    retiresAt: said(told.retires_at),
  };
}
