import type { MessageAssembler } from "../messages/message-assembler.js";
import { StreamFault } from "../messages/stream-fault.js";
import { startWatchdog, type Watchdog } from "../watchdog.js";
import type { MessagesClient } from "./client.js";
import { eventsOf } from "./event-stream.js";
import type { RequestBody } from "./request-body.js";

/** Who is asked, and how long a silence may last. */
export interface Line {
  readonly client: MessagesClient;
  /** The longest wait for the first byte of an answer. */
  readonly headersTimeoutMs: number;
  /** The longest silence within an answer. */
  readonly stallTimeoutMs: number;
}

interface Reception {
  readonly body: RequestBody;
  /** Holds what has arrived, whatever becomes of the rest. */
  readonly message: MessageAssembler;
  readonly signal: AbortSignal;
  /** Called with each event. */
  readonly onEvent: () => void;
}

/** Sends one request and reads the answer until it is whole. Throws StreamFault when it stays a part. */
export async function receive(line: Line, reception: Reception): Promise<void> {
  const { body, message, onEvent } = reception;
  const silence = startWatchdog(line.headersTimeoutMs);
  const signal = AbortSignal.any([reception.signal, silence.signal]);
  try {
    const response = await line.client.send(body, signal);
    silence.wait(line.stallTimeoutMs);
    for await (const event of eventsOf(response, silence.heard)) {
      message.take(event);
      onEvent();
      if (message.stopped) return;
    }
  } catch (thrown) {
    if (!isWhole(message)) throw silent(silence) ?? thrown;
  } finally {
    silence.stop();
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
