import { PipelineError } from "../../core/errors.js";
import type { ClaudeLogin } from "./environment.js";
import type { CommandOutput, CommandResult } from "./output.js";
import type { Ending } from "./process.js";
import { wordsOf } from "./words.js";

/** What became of a call that brought no answer. `passing`: another attempt may help; `why` is part of a sentence. */
export type Fault =
  | { readonly kind: "passing"; readonly why: string }
  | { readonly kind: "final"; readonly error: PipelineError };

/** A call that brought no answer. */
export interface FailedCall {
  readonly ending: Ending;
  readonly output: CommandOutput;
  readonly command: string;
  /** The command in a sentence. */
  readonly name: string;
  readonly model: string;
  readonly login: ClaudeLogin;
  readonly secrets: readonly string[];
}

const RETRIED_STATUSES: ReadonlySet<number> = new Set([408, 409, 429]);

const GOES_ON = "Nothing that was answered is lost: `pipeline resume` goes on from here.";

const INSTALL =
  "Install it with `npm install -g @anthropic-ai/claude-code`, start it once to log in, and see that its folder is on the PATH.";

const UPDATE = "Bring it up to date with `claude update`, or use another --backend.";

const SHORTEN = "Give it fewer or shorter files.";

const LOG_IN = "Start `claude`, type /login there, then `pipeline resume` goes on from here.";

const CHECK_KEY = "Check ANTHROPIC_API_KEY, and that the key is for this server.";

/** What a call that brought no answer failed of, and whether it may help to make it again. */
export function faultOf(call: FailedCall): Fault {
  const { ending, output, command } = call;
  if (ending.kind === "not-started") return notStarted(ending, command);
  if (ending.kind === "too-much-output") {
    return passing(`it wrote more than ${ending.megabytes} MB`);
  }
  return output.result === null ? faultOfEnd(ending, call) : faultOfResult(output.result, call);
}

type RealEnding = Extract<Ending, { readonly complaint: string }>;

/** A call that ended without a result. */
function faultOfEnd(ending: RealEnding, { output, name, secrets }: FailedCall): Fault {
  const said = wordsOf(ending.complaint, secrets);
  const words = said === "" ? "" : `: ${said}`;
  if (ending.kind === "killed") return passing(`it was killed by ${ending.by}${words}`);
  const notTaken = `${name} does not take this call: ${said}.`;
  if (/unknown option/i.test(said)) {
    return final(new PipelineError("bad_settings", notTaken, { hint: UPDATE }));
  }
  if (/exceeds 10 ?MB/i.test(said)) {
    return final(new PipelineError("bad_input", notTaken, { hint: SHORTEN }));
  }
  if (output.hasUnreadable && said === "") return passing("what it wrote cannot be read");
  return passing(`it ended with exit code ${ending.exitCode} and without a result${words}`);
}

/** Why a command was not even started. */
export function notStarted(
  { code, reason }: Extract<Ending, { kind: "not-started" }>,
  command: string,
): Fault {
  if (code === "ENOENT" || code === "EACCES") {
    // A folder of the PATH that may not be read gives the second for a command that is nowhere.
    const orNotAllowed = code === "EACCES" ? ", or you may not start it" : "";
    const message = `The command ${command} is not installed${orNotAllowed}.`;
    return final(new PipelineError("bad_settings", message, { hint: INSTALL }));
  }
  if (code === "EAGAIN" || code === "ENOMEM" || code === "EMFILE" || code === "ETXTBSY") {
    return passing(`it could not be started (${code})`);
  }
  return final(
    new PipelineError(
      "bad_settings",
      `The command ${command} cannot be started: ${code ?? reason}.`,
      { hint: INSTALL },
    ),
  );
}

function faultOfResult(result: CommandResult, call: FailedCall): Fault {
  const said = wordsOf(result.result ?? result.errors?.join("; ") ?? "", call.secrets);
  const error = lastingCause(result.api_error_status ?? null, said, call);
  if (error !== null) return final(error);
  if (said !== "") return passing(said);
  return passing(
    result.is_error ? `it ended with "${result.subtype}"` : "it ended without an answer",
  );
}

/** Why no further attempt would help; null where it may. */
function lastingCause(status: number | null, said: string, call: FailedCall): PipelineError | null {
  if (/not logged in/i.test(said)) return notLoggedIn(call);
  if (status === 401 || status === 403 || /authenticat|invalid api key|\/login/i.test(said)) {
    return refusedLogin(said, call);
  }
  const limit = limitOf(said, call);
  if (limit !== null) return limit;
  if (status === 404) return noSuchModel(said, call);
  if (status === null || status >= 500 || RETRIED_STATUSES.has(status)) return null;
  return new PipelineError("service", `${call.name} could not make the request: ${said}.`, {
    hint: "The same request would fail again; `pipeline resume` goes on once the cause is gone.",
  });
}

function notLoggedIn({ name, login }: FailedCall): PipelineError {
  const isSubscription = login.kind === "subscription";
  return new PipelineError("no_key", `${name} is not logged in.`, {
    hint: isSubscription ? LOG_IN : CHECK_KEY,
  });
}

function refusedLogin(said: string, { name, login }: FailedCall): PipelineError {
  const isSubscription = login.kind === "subscription";
  const what = isSubscription ? "login" : "key";
  return new PipelineError("refused_key", `The ${what} of ${name} was refused: ${said}.`, {
    hint: isSubscription ? LOG_IN : CHECK_KEY,
  });
}

/** A moment's limit passes by itself; that of a plan or an account lasts for hours. */
function limitOf(said: string, { name, output }: FailedCall): PipelineError | null {
  const { limitResetsAt } = output;
  const isSpent = /hit your .*limit|^.{0,30}usage limit reached|credit balance|spend limit/i.test(
    said,
  );
  if (!isSpent && limitResetsAt === null) return null;
  if (limitResetsAt === null) {
    return new PipelineError("service", `${name}: ${said}.`, {
      hint: "Raise the limit or wait until it is lifted; then `pipeline resume` goes on from here.",
    });
  }
  const resumeAt = new Date(limitResetsAt).toISOString();
  return new PipelineError("service", `${name}: ${said}.`, {
    hint: `The limit is lifted at ${resumeAt.slice(0, 16).replace("T", " ")} UTC; \`pipeline resume\` goes on from here then.`,
    resumeAt,
  });
}

function noSuchModel(said: string, { name, model }: FailedCall): PipelineError {
  return new PipelineError("usage", `${name} has no model ${model} (404): ${said}.`, {
    hint: "Name another with --model; opus, sonnet and haiku stand for the newest ones.",
  });
}

function passing(why: string): Fault {
  return { kind: "passing", why };
}

function final(error: PipelineError): Fault {
  return { kind: "final", error };
}

/** What stays to be said of a call for which the time ran out. */
export function tooLate(name: string, minutes: number): PipelineError {
  return new PipelineError("service", `${name} gave no answer within ${minutes} minutes.`, {
    hint: GOES_ON,
  });
}
