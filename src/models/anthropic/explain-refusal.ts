import { type ErrorKind, PipelineError } from "../../core/errors.js";
import { LONGEST_NAME, plainWords } from "../plain-words.js";
import { isSpendLimit, type Refusal } from "./refusal.js";

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
export function explainRefusal(refusal: Refusal, context: FaultContext): PipelineError {
  const { kind, sentence, hint } = explanationOf(refusal, context);
  const { secrets } = context;
  const id = plainWords(refusal.requestId ?? "", { secrets, most: LONGEST_NAME });
  const request = id === "" ? "" : ` (request ${id})`;
  const said = oneLine(refusal.words, context);
  return new PipelineError(
    kind,
    `${sentence} (${refusal.label})${said === "" ? "." : `: ${said}`}${request}`,
    { hint, ...resumeAtOf(refusal, context) },
  );
}

/** Says that a server asks to wait for longer than a call may. */
export function explainWait(
  { reason, waitMs }: { readonly reason: string; readonly waitMs: number },
  { host, now }: FaultContext,
): PipelineError {
  const resumeAt = new Date(now + waitMs).toISOString();
  const fullMinute = Math.ceil((now + waitMs) / 60_000) * 60_000;
  const until = new Date(fullMinute).toISOString().slice(0, 16).replace("T", " ");
  return new PipelineError(
    "service",
    `${host}: ${reason}; it asks to wait ${Math.ceil(waitMs / 1000)} s, until ${until} UTC.`,
    {
      hint: "Nothing that was answered is lost: `pipeline resume` goes on from here then.",
      resumeAt,
    },
  );
}

function resumeAtOf({ waitMs }: Refusal, { now }: FaultContext): { readonly resumeAt?: string } {
  return waitMs === null ? {} : { resumeAt: new Date(now + waitMs).toISOString() };
}

interface Explanation {
  readonly kind: ErrorKind;
  /** Without the status or type, which follows it. */
  readonly sentence: string;
  readonly hint: string;
}

function explanationOf(refusal: Refusal, { host, model }: FaultContext): Explanation {
  const { status, type } = refusal;
  if (isSpendLimit(refusal)) {
    return {
      kind: "service",
      sentence: `The account at ${host} may not spend more`,
      hint: "Raise its limit or wait for the next period; then `pipeline resume` goes on from here.",
    };
  }
  if (status === 401 || status === 403) {
    return {
      kind: "refused_key",
      sentence: `${host} refused the key`,
      hint: "Check ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN, and that the key is for this server.",
    };
  }
  if (status < 400 || (status === 404 && type === null)) {
    return {
      kind: "bad_settings",
      sentence: `${host} does not speak the Messages API`,
      hint: "Check the base URL: it is the part before /v1/messages.",
    };
  }
  if (status === 404) {
    return {
      kind: "usage",
      sentence: `${host} has no model ${model}`,
      hint: "Name another with --model; opus, sonnet and haiku stand for the newest ones.",
    };
  }
  return {
    kind: "service",
    sentence: `${host} refused the request`,
    hint: "The same request would be refused again; `pipeline resume` goes on once the cause is gone.",
  };
}

/** What a server says, without secrets and short enough for one line. */
export function oneLine(words: string, { secrets }: Pick<FaultContext, "secrets">): string {
  return plainWords(words, { secrets });
}
