import type { APIError } from "@anthropic-ai/sdk";

import { type ErrorKind, PipelineError } from "../../core/errors.js";
import { redact } from "../secrets.js";

/** What is known about the call that failed. */
export interface FaultContext {
  readonly host: string;
  readonly model: string;
  /** Blotted out of everything that a server says. */
  readonly secrets: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Says in one sentence why a server turned a request down for good, and what to do about it. */
export function explainRefusal(thrown: APIError, context: FaultContext): PipelineError {
  const { kind, sentence, hint } = explanationOf(thrown, context);
  const request = thrown.requestID ? ` (request ${thrown.requestID})` : "";
  const said = wordsOf(thrown, context);
  return new PipelineError(kind, `${sentence}${said === "" ? "." : `: ${said}`}${request}`, {
    hint,
  });
}

/** True when the account, not the moment, is what stands in the way. */
export function isSpendLimit(thrown: APIError): boolean {
  return thrown.errorCode?.endsWith("_spend_limit_reached") === true;
}

interface Explanation {
  readonly kind: ErrorKind;
  readonly sentence: string;
  readonly hint: string;
}

function explanationOf(thrown: APIError, { host, model }: FaultContext): Explanation {
  const status = thrown.status ?? 0;
  if (status === 401 || status === 403) {
    return {
      kind: "refused_key",
      sentence: `${host} refused the key (${status})`,
      hint: "Check ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN, and that the key is for this server.",
    };
  }
  if (status === 404 && thrown.type === null) {
    return {
      kind: "bad_settings",
      sentence: `${host} does not speak the Messages API (404)`,
      hint: "Check the base URL: it is the part before /v1/messages.",
    };
  }
  if (status === 404) {
    return {
      kind: "usage",
      sentence: `${host} has no model ${model} (404)`,
      hint: "Name another with --model; opus, sonnet and haiku stand for the newest ones.",
    };
  }
  if (status === 402 || isSpendLimit(thrown)) {
    return {
      kind: "service",
      sentence: `The account at ${host} may not spend more (${status})`,
      hint: "Raise its limit or wait for the next period; then `pipeline resume` goes on from here.",
    };
  }
  return {
    kind: "service",
    sentence: `${host} refused the request (${status})`,
    hint: "The same request would be refused again; `pipeline resume` goes on once the cause is gone.",
  };
}

/** What the server itself says, short enough for one line. */
function wordsOf(thrown: APIError, { secrets }: FaultContext): string {
  const words = (thrown.apiMessage ?? "").replace(/\s+/g, " ").trim().slice(0, 300);
  return redact(words, secrets);
}
