import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text as textOf } from "node:stream/consumers";

import { type LedgerLine, OpenLine } from "./fake-messages/ledger.js";
import { sendModel } from "./fake-messages/model-info.js";
import { type OnSent, Outlet } from "./fake-messages/outlet.js";
import { PrefixCache, tokensOf } from "./fake-messages/prefix-cache.js";
import type { FakeReply } from "./fake-messages/reply.js";
import { checkedBody, type FakeRequest, Rejection, recordOf } from "./fake-messages/request.js";
import { sendAnswer, sendError, sendFault, sendJson } from "./fake-messages/sending.js";

export {
  answersPerPrompt,
  type Billed,
  type LedgerLine,
  sumOf,
  wholeBillOf,
} from "./fake-messages/ledger.js";
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
  /** What each valid request was billed for, in the order of arrival; of one under way, so far. */
  readonly ledger: readonly LedgerLine[];
  /** Dies: every connection breaks, and nobody listens any more. */
  goDown(): Promise<void>;
  /** Listens again where it did before. */
  comeBack(): Promise<void>;
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
  /** Has no other route, as many servers of other people. */
  readonly onlyMessages?: boolean;
  /** Nothing more is sent before it returns. */
  readonly onSent?: OnSent;
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
  const port = await listen(server, 0);
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests: state.requests,
    rejections: state.rejections,
    get answered() {
      return state.ledger.filter(({ ending }) => ending === "whole").length;
    },
    get ledger() {
      return state.ledger;
    },
    goDown: () => close(server),
    comeBack: async () => void (await listen(server, port)),
    close: () => close(server),
  };
}

function ignore(): void {}

async function listen(server: Server, wanted: number): Promise<number> {
  server.listen(wanted, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

class ServerState {
  readonly requests: FakeRequest[] = [];
  readonly rejections: string[] = [];
  readonly #lines: OpenLine[] = [];
  readonly #options: FakeServerOptions;
  readonly #cache: PrefixCache;

  constructor(options: FakeServerOptions) {
    this.#options = options;
    this.#cache = new PrefixCache(options.minimumCachedTokens ?? 512);
  }

  get ledger(): readonly LedgerLine[] {
    return this.#lines.map(({ line }) => line);
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
    const route = `${incoming.method} ${incoming.url?.split("?")[0]}`;
    const models = this.#options.models ?? [];
    if (this.#options.onlyMessages === true && route !== "POST /v1/messages") {
      sendJson(outgoing, 404, { detail: "Not Found" });
    } else if (route.startsWith("GET /v1/models/")) {
      sendModel(outgoing, route.slice("GET /v1/models/".length), models);
    } else if (route === "GET /v1/models") {
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
    const { models } = this.#options;
    if (models !== undefined && !models.includes(body.model)) {
      throw new Rejection(404, "not_found_error", `model: ${body.model}`);
    }
    const usage = this.#cache.usageOf(body);
    const request = recordOf(body, incoming.headers, { usage, earlier: this.requests });
    this.requests.push(request);
    await this.#reply(request, outgoing);
  }

  async #reply(request: FakeRequest, outgoing: ServerResponse): Promise<void> {
    const { respond, onSent = ignore } = this.#options;
    const line = new OpenLine(request);
    this.#lines.push(line);
    const outlet = new Outlet(outgoing, {
      line,
      request,
      onSent: async (point, of) => {
        if (point.kind === "headers") this.#cache.keep(of.body);
        await onSent(point, of);
      },
    });
    const reply = await respond(request);
    await outlet.at({ kind: "asked" });
    if (typeof reply === "object" && "fault" in reply) {
      line.billOutput(reply.billedOutput ?? 0);
      await sendFault(reply, { outlet, line, request });
    } else {
      const answer = typeof reply === "string" ? { text: reply } : reply;
      await sendAnswer(answer, { outlet, line, request });
    }
    await outlet.at({ kind: "ended" });
  }
}
