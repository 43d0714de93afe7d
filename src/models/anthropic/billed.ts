import { APIError } from "@anthropic-ai/sdk";

import type { FailedAttempt } from "../../core/ports.js";
import type { MessageAssembler } from "../messages/message-assembler.js";

/** An attempt that brought no answer. */
interface BrokenAttempt {
  readonly thrown: unknown;
  /** What had arrived of it. */
  readonly message: Pick<MessageAssembler, "begun" | "promptIsCounted" | "outputIsCounted">;
  /** False: it ended before its request was handed to the network. */
  readonly wasSent: boolean;
}

/**
 * Whether what arrived of an attempt tells of its whole bill. A server may think without showing it, or make a whole
 * answer before it sends the first byte: once it has the request, only its own word tells that nothing was made.
 */
export function billedOf({ thrown, message, wasSent }: BrokenAttempt): FailedAttempt["billed"] {
  if (!wasSent) return "known";
  if (message.begun) {
    return message.promptIsCounted && message.outputIsCounted ? "known" : "at-most-reserved";
  }
  const isRefused = thrown instanceof APIError && thrown.status !== undefined;
  return isRefused || neverLeft(thrown) ? "known" : "at-most-reserved";
}

/** What the system was doing for a connection that never came to be. */
const BEFORE_THE_REQUEST: ReadonlySet<unknown> = new Set(["connect", "getaddrinfo"]);

const BEFORE_THE_REQUEST_CODES =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$|CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;

/** True where no connection came to be: name, address or certificate were no good. Node tells somewhere along the causes. */
function neverLeft(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof AggregateError && error.errors.every(neverLeft)) return true;
    if ("syscall" in error && BEFORE_THE_REQUEST.has(error.syscall)) return true;
    if (!("code" in error) || typeof error.code !== "string") continue;
    if (BEFORE_THE_REQUEST_CODES.test(error.code)) return true;
  }
  return false;
}
