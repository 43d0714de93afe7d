import type { MessageAssembler } from "../messages/message-assembler.js";
import { StreamFault } from "../messages/stream-fault.js";
import { startWatchdog, type Watchdog } from "../watchdog.js";
import type { MessagesClient } from "./client.js";
import { eventsOf } from "./event-stream.js";
import { startOvertime } from "./overtime.js";
import type { RequestBody } from "./request-body.js";

/** Who is asked, and how long a silence may last. */
export interface Line {
  readonly client: MessagesClient;
  /** The longest wait for the headers of an answer, and again for the first byte behind them. */
  readonly headersTimeoutMs: number;
  /** The longest silence within an answer. */
  readonly stallTimeoutMs: number;
}

interface Reception {
  readonly body: RequestBody;
  /** Holds what has arrived, whatever becomes of the rest. */
  readonly message: MessageAssembler;
  readonly signal: AbortSignal;
  /** Of the call: an answer that is under way then may go on. */
  readonly deadline: AbortSignal;
  /** Called with each event. */
  readonly onEvent: () => void;
}

/** Sends one request and reads the answer until it is whole. Throws StreamFault when it stays a part. */
export async function receive(line: Line, reception: Reception): Promise<void> {
  const { body, message, onEvent } = reception;
  const silence = startWatchdog(line.headersTimeoutMs);
  const overtime = startOvertime(reception.deadline, {
    patienceMs: line.stallTimeoutMs,
    maxOutputTokens: body.max_tokens,
  });
  const signal = AbortSignal.any([reception.signal, silence.signal, overtime.signal]);
  try {
    const response = await line.client.send(body, signal);
    // Some send the headers at once, and read the prompt before the first byte behind them.
    silence.wait(Math.max(line.headersTimeoutMs, line.stallTimeoutMs));
    const events = eventsOf(response, () => heard(silence, line.stallTimeoutMs));
    for await (const event of events) {
      message.take(event);
      overtime.hear(message);
      onEvent();
      if (message.stopped) return;
    }
  } catch (thrown) {
    if (!isWhole(message)) throw silent(silence) ?? thrown;
  } finally {
    silence.stop();
    overtime.stop();
  }
  if (!isWhole(message)) throw new StreamFault("the answer broke off before its end");
}

/** From the first byte on, the patience is that for silence within an answer. */
function heard(silence: Watchdog, stallTimeoutMs: number): void {
  if (silence.patienceMs === stallTimeoutMs) silence.heard();
  else silence.wait(stallTimeoutMs);
}

/** The reason to stop comes after the last text: what is cut off behind it is missed by nobody. */
function isWhole(message: MessageAssembler): boolean {
  return message.stopped || message.stopReason !== null;
}

function silent(silence: Watchdog): StreamFault | null {
  if (!silence.signal.aborted) return null;
  return new StreamFault(`nothing was heard for ${silence.patienceMs / 1000} s`);
}
