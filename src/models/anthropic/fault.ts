import { APIConnectionError, APIError } from "@anthropic-ai/sdk";

import { messageOf, PipelineError } from "../../core/errors.js";
import { StreamFault } from "../messages/stream-fault.js";
import type { PassingFault } from "../retry.js";
import { explainRefusal, explainWait, type FaultContext, oneLine } from "./explain-refusal.js";
import {
  asksForTooMuch,
  isOfRequest,
  isSpendLimit,
  isTooLong,
  type Refusal,
  refusalOfEvent,
  refusalOfStatus,
} from "./refusal.js";

/**
 * What became of an attempt that brought no answer; `why` is part of a sentence. `passing`: another attempt may help.
 * `too-long`: prompt and answer together are longer than the model can hold. `final`: nothing helps.
 */
export type Fault = PassingFault | { readonly kind: "too-long"; readonly why: string } | FinalFault;

interface FinalFault {
  readonly kind: "final";
  readonly why: string;
  readonly error: Error;
  /** Whether it is this request alone that nothing helps. */
  readonly isOfRequest: boolean;
}

/** The longest wait that a server may ask for, in milliseconds. */
const LONGEST_WAIT_MS = 60_000;

/** A gateway shows a page of its own for a moment; an address that is no model's does so always. */
const NO_SUCH_PAGE =
  "Check the base URL: it is the part before /v1/messages. `pipeline resume` goes on from here.";

const RETRIED_STATUSES: ReadonlySet<number> = new Set([408, 409, 429]);

const STATUS_WORDS: Readonly<Record<number, string>> = {
  400: "request refused",
  401: "key refused",
  402: "nothing left to spend",
  403: "key refused",
  404: "not found",
  408: "timed out",
  409: "conflict",
  413: "too long",
  429: "rate limited",
  500: "server error",
  502: "bad gateway",
  503: "unavailable",
  504: "gateway timed out",
  529: "overloaded",
};

/** Judges what an attempt threw. What is neither the server's nor the network's doing is final, and stays what it is. */
export function faultOf(thrown: unknown, context: FaultContext): Fault {
  if (thrown instanceof StreamFault) return faultOfStream(thrown, context);
  if (thrown instanceof APIConnectionError) return faultOfConnection(thrown, context);
  if (thrown instanceof APIError && thrown.status !== undefined) {
    const refusal = refusalOfStatus(thrown, context.now);
    const words = isSpendLimit(refusal) ? "spend limit" : STATUS_WORDS[refusal.status];
    return faultOfRefusal(refusal, `${words ?? "failed"} (${refusal.label})`, context);
  }
  const why = oneLine(messageOf(thrown), context).replace(/\.$/, "");
  return final(why, thrown instanceof Error ? thrown : new Error(why));
}

function faultOfStream(fault: StreamFault, context: FaultContext): Fault {
  const why = oneLine(fault.message, context);
  if (fault.isWebPage) return { kind: "passing", why, waitMs: null, ifItLasts: NO_SUCH_PAGE };
  const refusal = fault.said === null ? null : refusalOfEvent(fault.said);
  return refusal === null ? passing(why) : faultOfRefusal(refusal, why, context);
}

function faultOfRefusal(refusal: Refusal, why: string, context: FaultContext): Fault {
  const { waitMs } = refusal;
  if (isTooLong(refusal)) return { kind: "too-long", why: oneLine(refusal.words, context) || why };
  if (!mayHelpToRepeat(refusal)) {
    const error = explainRefusal(refusal, context);
    return { ...final(why, error), isOfRequest: isOfRequest(refusal) };
  }
  if (waitMs === null || waitMs <= LONGEST_WAIT_MS) return passing(why, waitMs);
  return final(why, explainWait({ reason: why, waitMs }, context));
}

/** The server's own word counts first. A spend limit comes as 429 too, but waiting does not lift it. */
function mayHelpToRepeat(refusal: Refusal): boolean {
  if (isSpendLimit(refusal) || asksForTooMuch(refusal)) return false;
  const { status, mayRepeat } = refusal;
  return mayRepeat ?? (RETRIED_STATUSES.has(status) || status >= 500);
}

function faultOfConnection(thrown: APIConnectionError, context: FaultContext): Fault {
  const { host } = context;
  const code = networkCode(thrown);
  const words = oneLine(innermost(thrown).message, context).replace(/\.$/, "");
  const why = `no connection (${code ?? words})`;
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "ERR_SSL_PACKET_LENGTH_TOO_LONG") {
    const hint = "Give the base URL as http:// when the server has no certificate.";
    return final(why, new PipelineError("bad_settings", `${host} does not speak TLS.`, { hint }));
  }
  if (!isCertificateFault(code)) return passing(why);
  return final(
    why,
    new PipelineError("service", `The certificate of ${host} was not accepted (${code}).`, {
      hint: "Behind a company's proxy, point NODE_EXTRA_CA_CERTS at its certificate.",
    }),
  );
}

/** The code that the network gave, which Node keeps somewhere along the chain of causes. */
function networkCode(thrown: unknown): string | null {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ("code" in error && typeof error.code === "string") return error.code;
    // Several addresses were tried, each with an error of its own.
    if (error instanceof AggregateError) return networkCode(error.errors[0]);
  }
  return null;
}

/** What is around it says the same of every failure. */
function innermost(thrown: Error): Error {
  return thrown.cause instanceof Error ? innermost(thrown.cause) : thrown;
}

function isCertificateFault(code: string | null): boolean {
  return code !== null && /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code);
}

function passing(why: string, waitMs: number | null = null): Fault {
  return { kind: "passing", why, waitMs };
}

function final(why: string, error: Error): FinalFault {
  return { kind: "final", why, error, isOfRequest: false };
}
