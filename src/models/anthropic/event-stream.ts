import { Stream } from "@anthropic-ai/sdk/core/streaming";

import { messageOf } from "../../core/errors.js";
import { StreamFault } from "../messages/stream-fault.js";
import { eventsOfWhole } from "./whole-message.js";

/**
 * The data of each event of a response, as parsed JSON. Pings and comments only count as signs of
 * life: `onBytes` is told of every piece that arrives. Throws StreamFault when the body is neither an
 * event stream nor a whole message, breaks off or cannot be read.
 */
export async function* eventsOf(response: Response, onBytes: () => void): AsyncGenerator {
  const { body } = response;
  const type = response.headers.get("content-type") ?? "no content type";
  if (body === null) throw new StreamFault("the server answered without a body");
  const watched = new Response(body.pipeThrough(watchedBy(onBytes)));
  if (type.includes("application/json")) {
    yield* await piecesOf(watched);
    return;
  }
  if (!type.includes("text/event-stream")) {
    await watched.body?.cancel();
    throw noStream(type);
  }
  for await (const { event, data } of frames(watched)) {
    // Some gateways end with the mark that another company's API uses.
    if (data === "" || data === "[DONE]") continue;
    yield event === "error" ? errorEvent(parsed(data)) : parsed(data);
  }
}

function watchedBy(onBytes: () => void): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform: (chunk, controller) => {
      onBytes();
      controller.enqueue(chunk);
    },
  });
}

async function piecesOf(response: Response): Promise<readonly unknown[]> {
  const text = await response.text().catch((error: unknown) => {
    throw brokenOff(error);
  });
  const events = eventsOfWhole(jsonOrNull(text));
  if (events === null) throw noStream("application/json");
  return events;
}

/** Some servers send the error without the event around it. */
function errorEvent(data: unknown): unknown {
  const isBare = typeof data === "object" && data !== null && !("error" in data);
  return isBare ? { type: "error", error: data } : data;
}

/** Only what goes wrong while bytes are read becomes a fault; an error of the reader stays what it is. */
async function* frames(response: Response): AsyncGenerator<{
  readonly event: string | null;
  readonly data: string;
}> {
  const iterator = Stream.rawEvents(response);
  try {
    while (true) {
      const step = await iterator.next().catch((error: unknown) => {
        throw brokenOff(error);
      });
      if (step.done === true) return;
      yield step.value;
    }
  } finally {
    await iterator.return();
  }
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch (error) {
    throw new StreamFault("the server sent an event that is not JSON", { cause: error });
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function brokenOff(error: unknown): StreamFault {
  return new StreamFault(`the connection broke off (${messageOf(error)})`, { cause: error });
}

function noStream(type: string): StreamFault {
  const sent = type.split(";")[0]?.trim().toLowerCase() ?? "";
  const message = `the server sent ${sent} instead of an event stream`;
  return sent === "text/html"
    ? new StreamFault(message, { isWebPage: true })
    : new StreamFault(message);
}
