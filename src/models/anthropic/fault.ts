import { APIConnectionError, APIError } from "@anthropic-ai/sdk";

import { messageOf, PipelineError } from "../../core/errors.js";
import { redact } from "../secrets.js";
import { explainRefusal, type FaultContext, isSpendLimit } from "./refusal.js";
import { retryAfterMs } from "./retry-after.js";
import { StreamFault } from "./stream-fault.js";

/**
 * What became of an attempt that brought no answer. `passing`: another attempt may help; the reason
 * is part of a sentence. `final`: it will not.
 */
export type Fault =
  | {
      readonly kind: "passing";
      readonly reason: string;
      /** How long the server asks to wait; null when it does not say. */
      readonly retryAfterMs: number | null;
    }
  | { readonly kind: "final"; readonly error: PipelineError };

/** The longest wait that a server may ask for, in milliseconds. */
const LONGEST_WAIT_MS = 60_000;

const RETRIED_STATUSES: ReadonlySet<number> = new Set([408, 409, 429]);

/** Types of an error event that no second attempt changes. */
const FINAL_EVENT_TYPES: ReadonlySet<string> = new Set([
  "authentication_error",
  "billing_error",
  "invalid_request_error",
  "not_found_error",
  "permission_error",
  "request_too_large",
]);

const STATUS_WORDS: Readonly<Record<number, string>> = {
  408: "timed out",
  409: "conflict",
  429: "rate limited",
  500: "server error",
  502: "bad gateway",
  503: "unavailable",
  504: "gateway timed out",
  529: "overloaded",
};

/** Judges what an attempt threw. Throws it again when it is neither the server's nor the network's doing. */
export function faultOf(thrown: unknown, context: FaultContext): Fault {
  if (thrown instanceof PipelineError) return { kind: "final", error: thrown };
  if (thrown instanceof StreamFault) return faultOfStream(thrown, context);
  if (thrown instanceof APIConnectionError) return faultOfConnection(thrown, context);
  if (thrown instanceof APIError && thrown.status !== undefined) {
    return faultOfStatus(thrown, context);
  }
  throw thrown;
}

function faultOfStream(fault: StreamFault, context: FaultContext): Fault {
  const reason = redact(fault.message, context.secrets);
  if (fault.type === null || !FINAL_EVENT_TYPES.has(fault.type)) return passing(reason);
  return final(
    new PipelineError("service", `The request to ${context.host} failed: ${reason}.`, {
      hint: "Nothing that was answered is lost: `pipeline resume` goes on from here.",
    }),
  );
}

function faultOfConnection(thrown: APIConnectionError, { host }: FaultContext): Fault {
  const code = networkCode(thrown);
  if (!isCertificateFault(code)) return passing(`no connection (${code ?? messageOf(thrown)})`);
  return final(
    new PipelineError("service", `The certificate of ${host} was not accepted (${code}).`, {
      hint: "Behind a company's proxy, point NODE_EXTRA_CA_CERTS at its certificate.",
    }),
  );
}

function faultOfStatus(thrown: APIError, context: FaultContext): Fault {
  const { status = 0, headers } = thrown;
  if (!mayHelpToRepeat(thrown)) return final(explainRefusal(thrown, context));
  const waitMs = headers === undefined ? null : retryAfterMs(headers, context.now);
  const reason = `${STATUS_WORDS[status] ?? "failed"} (${status})`;
  if (waitMs === null || waitMs <= LONGEST_WAIT_MS) return passing(reason, waitMs);
  return final(askedToWait(reason, waitMs, context));
}

function askedToWait(reason: string, waitMs: number, { host, now }: FaultContext): PipelineError {
  const until = new Date(now + waitMs).toISOString().slice(0, 16).replace("T", " ");
  return new PipelineError(
    "service",
    `${host}: ${reason}; it asks to wait ${Math.ceil(waitMs / 1000)} s, until ${until} UTC.`,
    { hint: "Nothing that was answered is lost: `pipeline resume` goes on from here then." },
  );
}

/** The server's own word counts first. A spend limit comes as 429 too, but waiting does not lift it. */
function mayHelpToRepeat(thrown: APIError): boolean {
  if (isSpendLimit(thrown)) return false;
  const said = thrown.headers?.get("x-should-retry");
  if (said === "true" || said === "false") return said === "true";
  const status = thrown.status ?? 0;
  return RETRIED_STATUSES.has(status) || status >= 500;
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

function isCertificateFault(code: string | null): boolean {
  return code !== null && /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code);
}

function passing(reason: string, waitMs: number | null = null): Fault {
  return { kind: "passing", reason, retryAfterMs: waitMs };
}

function final(error: PipelineError): Fault {
  return { kind: "final", error };
}
