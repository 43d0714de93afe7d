import type { ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";

import type { WireEvent } from "./answer-events.js";
import type { OpenLine } from "./ledger.js";
import type { Wire } from "./reply.js";
import type { FakeRequest } from "./request.js";

/** Where an answer is, as the server sees it. */
export type SentPoint =
  | { readonly kind: "asked" }
  | { readonly kind: "headers" }
  /** `number` counts the events of the answer from 1. */
  | { readonly kind: "event"; readonly number: number; readonly type: string }
  | { readonly kind: "ended" };

/** Hears what has been handed to the network, before anything more is. */
export type OnSent = (point: SentPoint, request: FakeRequest) => void | Promise<void>;

interface OutletParts {
  readonly line: OpenLine;
  readonly request: FakeRequest;
  readonly onSent: OnSent;
}

/** One answer on its way out, event by event, with the books kept of what has left. */
export class Outlet {
  readonly response: ServerResponse;
  readonly #parts: OutletParts;
  readonly #gone: Promise<false>;
  #events = 0;

  constructor(response: ServerResponse, parts: OutletParts) {
    this.response = response;
    this.#parts = parts;
    this.#gone = new Promise((resolve) => void response.once("close", () => resolve(false)));
  }

  /** Tells where the answer is. */
  async at(point: SentPoint): Promise<void> {
    await this.#parts.onSent(point, this.#parts.request);
  }

  /** Sends the headers of a stream. */
  async begin(): Promise<void> {
    this.response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "request-id": "req_test",
    });
    this.response.flushHeaders();
    await this.at({ kind: "headers" });
  }

  /** Sends events until the client has gone. */
  async send(events: readonly WireEvent[], wire: Wire): Promise<void> {
    for (const event of events) {
      const isDelta = event.type === "content_block_delta";
      if (isDelta && wire.betweenDeltasMs !== undefined) await setTimeout(wire.betweenDeltasMs);
      if (!(await this.#sendOne(event, wire))) return;
    }
  }

  /** Writes what is not an event of the answer; false when the client has gone. */
  async write(bytes: string | Uint8Array): Promise<boolean> {
    if (this.response.destroyed) return false;
    const written = new Promise<boolean>((resolve) => {
      this.response.write(bytes, (error) => resolve(error === undefined || error === null));
    });
    return Promise.race([written, this.#gone]);
  }

  async #sendOne(event: WireEvent, wire: Wire): Promise<boolean> {
    const frame = Buffer.from(frameOf(event, wire));
    const pieces = wire.byteByByte === true ? [...frame].map((byte) => Buffer.of(byte)) : [frame];
    for (const piece of pieces) if (!(await this.write(piece))) return false;
    this.#parts.line.sent(event);
    this.#events += 1;
    await this.at({ kind: "event", number: this.#events, type: event.type });
    return true;
  }
}

/** An event in the form in which it is sent. */
export function frameOf(event: WireEvent, wire: Wire = {}): string {
  const name = wire.withoutEventNames === true ? "" : `event: ${event.type}\n`;
  const frame = `${name}data: ${JSON.stringify(event)}\n\n`;
  return wire.crlf === true ? frame.replaceAll("\n", "\r\n") : frame;
}
