import type { ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";

import { eventsOf, usageOf } from "./answer-events.js";
import type { OpenLine } from "./ledger.js";
import { frameOf, type Outlet } from "./outlet.js";
import type { FakeAnswer, FakeFault } from "./reply.js";
import type { FakeRequest } from "./request.js";

/** One request on its way to its answer or fault. */
export interface Reply {
  readonly outlet: Outlet;
  readonly line: OpenLine;
  readonly request: FakeRequest;
}

/** Sends an answer and does with the connection what its wire says. */
export async function sendAnswer(answer: FakeAnswer, reply: Reply): Promise<void> {
  const { outlet, line, request } = reply;
  const { wire = {} } = answer;
  if (wire.headersAfterMs !== undefined) await setTimeout(wire.headersAfterMs);
  if (outlet.response.destroyed) return;
  await outlet.begin();
  if (wire.bodyAfterMs !== undefined) await setTimeout(wire.bodyAfterMs);
  for (let sent = 0; sent < (wire.pings ?? 0); sent += 1) {
    await outlet.write(frameOf({ type: "ping" }, wire));
    await setTimeout(20);
  }
  line.begin(usageOf(answer, request));
  await outlet.send(eventsOf(answer, request), wire);
  if (wire.connection === "cut") await cut(outlet);
  else if (wire.connection !== "stays-open") outlet.response.end();
}

/** Breaks the connection once everything before has left. */
async function cut(outlet: Outlet): Promise<void> {
  await outlet.write(": cut\n\n");
  outlet.response.destroy();
}

/** Fails in the way that was asked for. */
export async function sendFault(fault: FakeFault, reply: Reply): Promise<void> {
  const { response } = reply.outlet;
  switch (fault.fault) {
    case "status":
      sendError(response, fault);
      return;
    case "html-200":
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome to the hotel</h1>");
      return;
    case "json-cut-200":
      response.writeHead(200, { "content-type": "application/json" }).end('{"type":"message","con');
      return;
    case "no-headers":
      return;
    case "cut-before-headers":
      response.destroy();
      return;
    case "empty-stream":
      await reply.outlet.begin();
      response.end();
      return;
    case "pings-only":
      await sendPings(reply.outlet);
      return;
    case "error-event":
    case "not-json":
    case "cut":
    case "end-early":
    case "stall":
      await sendPart(fault, reply);
  }
}

/** Pings until the client has had enough of them. */
async function sendPings(outlet: Outlet): Promise<void> {
  await outlet.begin();
  while (await outlet.write(frameOf({ type: "ping" }))) await setTimeout(5);
}

type PartFault = Extract<FakeFault, { readonly afterDeltas: number }>;

const UNFINISHED: FakeAnswer = { text: "A text that is never finished. ".repeat(40) };

async function sendPart(fault: PartFault, { outlet, line, request }: Reply): Promise<void> {
  const answer = fault.of ?? UNFINISHED;
  const wire = answer.wire ?? {};
  const events = eventsOf(answer, request);
  const firstDelta = events.findIndex(({ type }) => type === "content_block_delta");
  await outlet.begin();
  line.begin(usageOf(answer, request));
  await outlet.send(events.slice(0, firstDelta + fault.afterDeltas), wire);
  switch (fault.fault) {
    case "error-event": {
      const { type = "overloaded_error", message = "Overloaded" } = fault;
      outlet.response.end(frameOf({ type: "error", error: { type, message } }));
      return;
    }
    case "not-json":
      outlet.response.end('event: content_block_delta\ndata: {"type":"content_bl\n\n');
      return;
    case "cut":
      await cut(outlet);
      return;
    case "end-early":
      outlet.response.end();
      return;
    case "stall":
      return;
  }
}

export interface SentError {
  readonly status: number;
  readonly type?: string;
  readonly message?: string;
  readonly errorCode?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly html?: string;
  readonly json?: object;
}

/** The JSON of an error, or a web page. */
export function sendError(outgoing: ServerResponse, error: SentError): void {
  const { status, headers = {}, type = "api_error", message = `status ${status}`, html } = error;
  const common = { "request-id": "req_test", ...headers };
  if (html !== undefined) {
    outgoing.writeHead(status, { ...common, "content-type": "text/html" }).end(html);
    return;
  }
  if (error.json !== undefined) {
    outgoing.writeHead(status, { ...common, "content-type": "application/json" });
    outgoing.end(JSON.stringify(error.json));
    return;
  }
  const details = error.errorCode === undefined ? {} : { details: { error_code: error.errorCode } };
  outgoing.writeHead(status, { ...common, "content-type": "application/json" });
  outgoing.end(JSON.stringify({ type: "error", error: { type, message, ...details } }));
}

export function sendJson(outgoing: ServerResponse, status: number, value: unknown): void {
  outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}
