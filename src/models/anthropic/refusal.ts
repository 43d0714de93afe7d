import type { APIError } from "@anthropic-ai/sdk";
import { z } from "zod";
import type { SaidInStream } from "../messages/stream-fault.js";
import { retryAfterMs } from "./retry-after.js";

/** What a server said when it turned a request down, instead of an answer or in the middle of one. */
export interface Refusal {
  /** Of an error in the middle of an answer: the status that its type stands for. */
  readonly status: number;
  /** The status or the type, as the server gave it. */
  readonly label: string;
  /** Null when the body is not an error in the form of the Messages API. */
  readonly type: string | null;
  /** Names the cause more closely, such as `enforced_spend_limit_reached`. */
  readonly code: string | null;
  /** As the server put it; it may repeat secrets. */
  readonly words: string;
  readonly requestId: string | null;
  /** How long the server asks to wait, in milliseconds; null when it does not say. */
  readonly waitMs: number | null;
  /** Whether to repeat the request, in the server's own word; null when it does not say. */
  readonly mayRepeat: boolean | null;
}

const text = z.string().catch("");

/** Errors in the forms of other servers too: a text alone, or the same fields without an `error` around them. */
const bodySchema = z
  .object({
    error: z
      .union([
        z.object({ message: text, code: text }),
        z.string().transform((message) => ({ message, code: "" })),
      ])
      .catch({ message: "", code: "" }),
    message: text,
    detail: text,
  })
  .catch({ error: { message: "", code: "" }, message: "", detail: "" });

/** What an answer with a status of failure says. */
export function refusalOfStatus(thrown: APIError, now: number): Refusal {
  const { headers, status = 0 } = thrown;
  const said = headers?.get("x-should-retry");
  const { error, message, detail } = bodySchema.parse(thrown.error);
  return {
    status,
    label: `${status}`,
    type: thrown.type,
    code: thrown.errorCode ?? (error.code || null),
    words: error.message || message || detail,
    requestId: thrown.requestID ?? null,
    waitMs: headers === undefined ? null : retryAfterMs(headers, now),
    mayRepeat: said === "true" || said === "false" ? said === "true" : null,
  };
}

const STATUS_OF_TYPE: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  exceed_context_size_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

/** What an error event says; null when its type is not one of the service's own. */
export function refusalOfEvent({ type, code, words }: SaidInStream): Refusal | null {
  if (type === null || !Object.hasOwn(STATUS_OF_TYPE, type)) return null;
  return {
    status: STATUS_OF_TYPE[type] ?? 0,
    label: type,
    type,
    code,
    words,
    requestId: null,
    waitMs: null,
    mayRepeat: null,
  };
}

/** True when the account, not the moment, is what stands in the way. */
export function isSpendLimit({ status, type, code, words }: Refusal): boolean {
  if (status === 402 || type === "billing_error") return true;
  return (
    code?.endsWith("_spend_limit_reached") === true || /credit balance is too low/i.test(words)
  );
}

/** What is refused with these statuses is who asks, the model, or the moment. */
const NOT_OF_REQUEST: ReadonlySet<number> = new Set([401, 402, 403, 404, 407, 408, 409, 429]);

/** How servers say that the answer may not be as long as it was asked to be. */
const TOO_MUCH_ROOM =
  /\bmax_?(?:completion_?|output_?|new_?)?tokens\b.*(?:too (?:large|high|big|many)|at most|exceed|less than|maximum|>)/is;

/** True when a request asks for a longer answer than the model can write; gateways hand that on with any status. */
export function asksForTooMuch({ status, words }: Refusal): boolean {
  return !NOT_OF_REQUEST.has(status) && TOO_MUCH_ROOM.test(words);
}

/** True when it is what is asked that a server does not take, not who asks or when: another request may go through. */
export function isOfRequest(refusal: Refusal): boolean {
  const { status } = refusal;
  if (isSpendLimit(refusal) || NOT_OF_REQUEST.has(status)) return false;
  return (status >= 400 && status < 500) || asksForTooMuch(refusal);
}

// How servers say that prompt and answer together are longer than the model can hold: the service itself in its two
// forms, llama-server, vLLM, Ollama, LM Studio, and gateways that hand on the words of other companies.
const TOO_LONG: readonly RegExp[] = [
  /\b(?:prompt|input|request) is too long\b/i,
  /\bexceeds? (?:the |this )?(?:model'?s )?(?:maximum |available )?context (?:limit|length|size|window)\b/i,
  /\bmaximum (?:context|model) length\b/i,
  /\bcontext[ _](?:length|window|size)[ _](?:is )?exceeded/i,
  /\bcontext(?:Window|Length)Exceeded/i,
  /\bgreater than the context length\b/i,
  /\bcontext the overflows\b/i,
  /\binput token count\b.*\bexceeds the maximum\b/i,
];

/** True when prompt and answer together are longer than the model, or the server in front of it, can hold. */
export function isTooLong({ status, type, code, words }: Refusal): boolean {
  if (status === 413 || type === "exceed_context_size_error") return true;
  if (status !== 400 && status !== 422) return false;
  return code === "context_length_exceeded" || TOO_LONG.some((form) => form.test(words));
}
