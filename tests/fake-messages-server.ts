import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text as textOf } from "node:stream/consumers";

import { eventsOf } from "./fake-messages/answer-events.js";
import { PrefixCache, tokensOf } from "./fake-messages/prefix-cache.js";
import type { FakeReply } from "./fake-messages/reply.js";
import { checkedBody, type FakeRequest, Rejection, recordOf } from "./fake-messages/request.js";
import { cut, sendAnswer, sendError, sendFault, sendJson } from "./fake-messages/sending.js";

export type { FakeAnswer, FakeReply, Wire } from "./fake-messages/reply.js";
export type { FakeRequest } from "./fake-messages/request.js";

/**
 * A server that speaks the Messages API over SSE as the real one does, checks requests as strictly,
 * simulates the prefix cache, and fails on demand. Listens on 127.0.0.1 only.
 */
export interface FakeMessagesServer {
  /** For a client or a child process. */
  readonly baseUrl: string;
  /** Every valid request, in the order of arrival. */
  readonly requests: readonly FakeRequest[];
  /** What was said to requests that the real service would have turned down, oldest first. */
  readonly rejections: readonly string[];
  /** Requests that were answered to the last event. */
  readonly answered: number;
  close(): Promise<void>;
}

export interface FakeServerOptions {
  /** What to say to a request; an error that it throws comes out as status 400, not to be retried. */
  readonly respond: (request: FakeRequest) => FakeReply | Promise<FakeReply>;
  /** The only key that is let in. Left out: any, or none. */
  readonly apiKey?: string;
  /** The only models that there are. Left out: any. */
  readonly models?: readonly string[];
  /** Shorter prefixes are not kept. */
  readonly minimumCachedTokens?: number;
}

const API_VERSION = "2026-10-21";

/** Starts the server on a free port. Whoever starts it closes it. */
export async function startFakeMessagesServer(
  options: FakeServerOptions,
): Promise<FakeMessagesServer> {
  const state = new ServerState(options);
  const server = createServer((request, response) => {
    // A client that goes away in the middle is what many tests are about.
    response.on("error", () => {});
    state.handle(request, response).catch((error: unknown) => {
      state.rejections.push(String(error));
      response.destroy();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    requests: state.requests,
    rejections: state.rejections,
    get answered() {
      return state.answered;
    },
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

class ServerState {
  readonly requests: FakeRequest[] = [];
  readonly rejections: string[] = [];
  answered = 0;
  readonly #options: FakeServerOptions;
  readonly #cache: PrefixCache;

  constructor(options: FakeServerOptions) {
    this.#options = options;
    this.#cache = new PrefixCache(options.minimumCachedTokens ?? 512);
  }

  async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await textOf(incoming);
    try {
      this.#authenticate(incoming);
      await this.#route(incoming, body, outgoing);
    } catch (error) {
      const rejection =
        error instanceof Rejection
          ? error
          : new Rejection(400, "invalid_request_error", `the script failed: ${String(error)}`);
      this.rejections.push(rejection.message);
      const { status, type, message } = rejection;
      sendError(outgoing, { status, type, message, headers: { "x-should-retry": "false" } });
    }
  }

  #authenticate({ headers }: IncomingMessage): void {
    const { apiKey } = this.#options;
    if (apiKey === undefined) return;
    const given = headers.authorization?.replace(/^Bearer /, "") ?? headers["x-api-key"];
    // The real service does not repeat a key; some gateways do.
    if (given !== apiKey) {
      throw new Rejection(401, "authentication_error", `invalid key ${String(given)}`);
    }
  }

  async #route(incoming: IncomingMessage, text: string, outgoing: ServerResponse): Promise<void> {
    const route = `${incoming.method} ${incoming.url}`;
    const models = this.#options.models ?? [];
    if (route === "GET /v1/models") {
      sendJson(outgoing, 200, { data: models.map((id) => ({ type: "model", id })) });
    } else if (route === "POST /v1/messages/count_tokens") {
      sendJson(outgoing, 200, { input_tokens: tokensOf(text) });
    } else if (route === "POST /v1/messages") {
      await this.#message(incoming, text, outgoing);
    } else {
      throw new Rejection(404, "not_found_error", `Not found: ${route}`);
    }
  }

  async #message(incoming: IncomingMessage, text: string, outgoing: ServerResponse): Promise<void> {
    if (incoming.headers["anthropic-version"] !== API_VERSION) {
      throw new Rejection(400, "invalid_request_error", "anthropic-version: not a known version");
    }
    const body = checkedBody(text);
    const { models, respond } = this.#options;
    if (models !== undefined && !models.includes(body.model)) {
      throw new Rejection(404, "not_found_error", `model: ${body.model}`);
    }
    const usage = this.#cache.usageOf(body);
    const request = recordOf(body, incoming.headers, { usage, earlier: this.requests });
    this.requests.push(request);
    await this.#reply(await respond(request), request, outgoing);
  }

  async #reply(reply: FakeReply, request: FakeRequest, outgoing: ServerResponse): Promise<void> {
    if (typeof reply === "object" && "fault" in reply) {
      await sendFault(outgoing, reply, request);
      return;
    }
    const answer = typeof reply === "string" ? { text: reply } : reply;
    const wire = answer.wire ?? {};
    await sendAnswer(outgoing, eventsOf(answer, request), wire);
    if (!outgoing.destroyed) this.answered += 1;
    if (wire.connection === "cut") await cut(outgoing);
    else if (wire.connection !== "stays-open") outgoing.end();
  }
}
