import Anthropic from "@anthropic-ai/sdk";

import { PipelineError } from "../../core/errors.js";
import type { RequestBody } from "./request-body.js";
import type { Server } from "./server.js";
import { patientTransport } from "./transport.js";

export interface Credentials {
  readonly apiKey: string | null;
  readonly authToken: string | null;
}

/** Sends one request and returns when the headers of the answer are there. No retries. */
export interface MessagesClient {
  send(body: RequestBody, signal: AbortSignal): Promise<Response>;
}

/** The version of the API that the SDK of this release is written for. */
const API_VERSION = "2026-10-21";

const SILENT = { error: ignore, warn: ignore, info: ignore, debug: ignore };

/** A client that asks for answers. Throws as `createSdk` does. */
export function createMessagesClient(server: Server, credentials: Credentials): MessagesClient {
  const sdk = createSdk(server, credentials, "text/event-stream");
  return {
    // Not `messages.create`: it prints warnings about old models to the console.
    send: (body, signal) => sdk.post("/v1/messages", { body, stream: true, signal }).asResponse(),
  };
}

/**
 * The official SDK with everything that it would look up by itself settled here: it reads no
 * environment variable, profile or configuration folder, and prints nothing. Throws PipelineError
 * "no_key" when Anthropic's own service would be called without a key.
 */
export function createSdk(server: Server, credentials: Credentials, accept: string): Anthropic {
  const headers = { accept, ...requestHeaders(server, credentials) };
  return new Anthropic({
    // Any value keeps the SDK from searching for one; what is sent stands in `headers`.
    apiKey: "settled",
    authToken: null,
    webhookKey: null,
    baseURL: server.baseUrl,
    maxRetries: 0,
    timeout: server.profile.deadlineMs,
    logger: SILENT,
    logLevel: "off",
    openTelemetry: false,
    // ANTHROPIC_CUSTOM_HEADERS cannot be switched off, so the headers are put together anew.
    fetch: patientTransport(headers),
  });
}

function requestHeaders(
  server: Server,
  credentials: Credentials,
): Readonly<Record<string, string>> {
  return {
    "content-type": "application/json",
    "user-agent": "pipeline",
    "anthropic-version": API_VERSION,
    ...keyHeaders(server, credentials),
  };
}

function keyHeaders(
  { host, profile }: Server,
  { apiKey, authToken }: Credentials,
): Readonly<Record<string, string>> {
  const bearer = profile.kind === "anthropic" ? (apiKey ?? authToken) : (authToken ?? apiKey);
  if (bearer === null && profile.kind === "generic") return {};
  if (bearer === null) throw noKey(host);
  refuseBadCharacters([bearer, apiKey ?? bearer]);
  const authorization = `Bearer ${bearer}`;
  return profile.wantsBothKeyHeaders
    ? { authorization, "x-api-key": apiKey ?? bearer }
    : { authorization };
}

function noKey(host: string): PipelineError {
  return new PipelineError("no_key", `There is no key for ${host}.`, {
    hint: "Set ANTHROPIC_API_KEY, or ANTHROPIC_BASE_URL to a server that needs none, or use --backend quest.",
  });
}

/** The error that `fetch` throws for such a key would repeat it. */
function refuseBadCharacters(keys: readonly string[]): void {
  if (keys.every((key) => /^[\x21-\x7e]+$/.test(key))) return;
  throw new PipelineError("refused_key", "The key holds a blank or a character that no key has.", {
    hint: "Copy the key again, without line breaks or quotation marks.",
  });
}

function ignore(): void {}
