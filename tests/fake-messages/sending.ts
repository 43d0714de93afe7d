import type { ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";

import { eventsOf, type WireEvent } from "./answer-events.js";
import type { FakeFault, Wire } from "./reply.js";
import type { FakeRequest } from "./request.js";

/** Writes an answer; the connection is left open. */
export async function sendAnswer(
  outgoing: ServerResponse,
  events: readonly WireEvent[],
  wire: Wire,
): Promise<void> {
  if (wire.headersAfterMs !== undefined) await setTimeout(wire.headersAfterMs);
  beginStream(outgoing);
  for (let sent = 0; sent < (wire.pings ?? 0); sent += 1) {
    outgoing.write(frameOf({ type: "ping" }, wire));
    await setTimeout(20);
  }
  for (const event of events) {
    const isDelta = event.type === "content_block_delta";
    if (isDelta && wire.betweenDeltasMs !== undefined) await setTimeout(wire.betweenDeltasMs);
    const frame = Buffer.from(frameOf(event, wire));
    if (wire.byteByByte !== true) {
      outgoing.write(frame);
      continue;
    }
    for (const byte of frame) {
      await new Promise<void>((sent) => void outgoing.write(Buffer.of(byte), () => sent()));
    }
  }
}

/** Breaks the connection once everything before has left. */
export async function cut(outgoing: ServerResponse): Promise<void> {
  await new Promise<void>((sent) => void outgoing.write(": cut\n\n", () => sent()));
  outgoing.destroy();
}

function frameOf(event: WireEvent, wire: Wire = {}): string {
  const name = wire.withoutEventNames === true ? "" : `event: ${event.type}\n`;
  const frame = `${name}data: ${JSON.stringify(event)}\n\n`;
  return wire.crlf === true ? frame.replaceAll("\n", "\r\n") : frame;
}

function beginStream(outgoing: ServerResponse): void {
  outgoing.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "request-id": "req_test",
  });
  outgoing.flushHeaders();
}

/** Fails in the way that was asked for. */
export async function sendFault(
  outgoing: ServerResponse,
  fault: FakeFault,
  request: FakeRequest,
): Promise<void> {
  switch (fault.fault) {
    case "status":
      sendError(outgoing, fault);
      return;
    case "html-200":
      outgoing.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome to the hotel</h1>");
      return;
    case "json-cut-200":
      outgoing.writeHead(200, { "content-type": "application/json" }).end('{"type":"message","con');
      return;
    case "no-headers":
      return;
    case "cut-before-headers":
      outgoing.destroy();
      return;
    case "empty-stream":
      beginStream(outgoing);
      outgoing.end();
      return;
    case "pings-only":
      beginStream(outgoing);
      while (!outgoing.destroyed) {
        outgoing.write(frameOf({ type: "ping" }));
        await setTimeout(5);
      }
      return;
    case "error-event":
    case "not-json":
    case "cut":
    case "end-early":
    case "stall":
      await sendPart(outgoing, request, fault);
  }
}

type PartFault = Extract<FakeFault, { readonly afterDeltas: number }>;

async function sendPart(
  outgoing: ServerResponse,
  request: FakeRequest,
  fault: PartFault,
): Promise<void> {
  const events = eventsOf({ text: "A text that is never finished. ".repeat(40) }, request);
  await sendAnswer(outgoing, events.slice(0, 3 + fault.afterDeltas), {});
  switch (fault.fault) {
    case "error-event": {
      const { type = "overloaded_error", message = "Overloaded" } = fault;
      const error = { type, message };
      outgoing.end(frameOf({ type: "error", error }));
      return;
    }
    case "not-json":
      outgoing.end('event: content_block_delta\ndata: {"type":"content_bl\n\n');
      return;
    case "cut":
      await cut(outgoing);
      return;
    case "end-early":
      outgoing.end();
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
}

/** The JSON of an error, or a web page. */
export function sendError(outgoing: ServerResponse, error: SentError): void {
  const { status, headers = {}, type = "api_error", message = `status ${status}`, html } = error;
  const common = { "request-id": "req_test", ...headers };
  if (html !== undefined) {
    outgoing.writeHead(status, { ...common, "content-type": "text/html" }).end(html);
    return;
  }
  const details = error.errorCode === undefined ? {} : { details: { error_code: error.errorCode } };
  outgoing.writeHead(status, { ...common, "content-type": "application/json" });
  outgoing.end(JSON.stringify({ type: "error", error: { type, message, ...details } }));
}

export function sendJson(outgoing: ServerResponse, status: number, value: unknown): void {
  outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}
