import { PipelineError } from "../../core/errors.js";
import type { Answer, ModelRequest } from "../../core/ports.js";
import { type Billing, type CostOf, usageOf, usageOfFailed } from "../messages/account.js";
import { answerOf } from "../messages/answer.js";
import { MessageAssembler } from "../messages/message-assembler.js";
import { resolveModelName } from "../model-names.js";
import type { Pace } from "../pace.js";
import { type Outcome, withRetries } from "../retry.js";
import { billedOf } from "./billed.js";
import { type Fault, faultOf } from "./fault.js";
import { type PrefixLine, prefixOf } from "./prefix-line.js";
import type { Quiet } from "./quiet.js";
import { type Line, receive } from "./reception.js";
import { requestBody } from "./request-body.js";
import type { Server } from "./server.js";
import { tellUnmet } from "./wishes.js";

/** What all calls of one model have in common. */
export interface Backend extends Line {
  readonly server: Server;
  readonly secrets: readonly string[];
  readonly attempts: number;
  readonly deadlineMs: number;
  readonly pace: Pace;
  readonly costOf: CostOf;
  readonly prefixLine: PrefixLine;
  readonly quiet: Quiet;
  /** What was said about wishes that are left out. */
  readonly told: Set<string>;
}

/** The two things that end a call from outside. */
export interface CallEnds {
  readonly asked: AbortSignal;
  /** Ends waits, and attempts to which no answer is under way. */
  readonly deadline: AbortSignal;
}

/**
 * Answers one call, in as many attempts as it takes and may take. Each attempt is settled exactly once: by the answer
 * that it brought, or with the call's account before anything else happens.
 */
export function answerCall(
  backend: Backend,
  request: ModelRequest,
  ends: CallEnds,
): Promise<Answer> {
  const call = new Call(backend, request, ends);
  return withRetries((number) => call.attempt(number), {
    attempts: backend.attempts,
    host: backend.server.host,
    random: () => backend.pace.random(),
    pause: (ms) => call.pause(ms),
    onNotice: request.onNotice,
  });
}

class Call {
  readonly #backend: Backend;
  readonly #request: ModelRequest;
  readonly #ends: CallEnds;
  readonly #signal: AbortSignal;
  readonly #billing: Billing;
  /** Of the attempt that is held. */
  #maxOutputTokens: number;
  /** Whether the request of the newest attempt was handed to the network. */
  #wasSent = false;
  /** The latest moment that a server named and this call has waited for. */
  #waitedUntil = 0;

  constructor(backend: Backend, request: ModelRequest, ends: CallEnds) {
    this.#backend = backend;
    this.#request = request;
    this.#ends = ends;
    this.#signal = AbortSignal.any([ends.asked, ends.deadline]);
    this.#billing = { model: resolveModelName(request.model), costOf: backend.costOf };
    this.#maxOutputTokens = request.maxOutputTokens;
  }

  /** The first attempt is held already when the call is made. */
  async attempt(number: number): Promise<Outcome<Answer>> {
    if (number > 1) await this.#holdOneMore();
    const message = new MessageAssembler(this.#backend.secrets);
    this.#wasSent = false;
    try {
      await this.#receive(message);
      const context = { ...this.#names(), onNotice: this.#request.onNotice };
      const answer = { ...answerOf(message, context), usage: usageOf(message, this.#billing) };
      return { kind: "answer", answer };
    } catch (thrown) {
      return await this.#settle(thrown, message);
    }
  }

  async pause(ms: number): Promise<void> {
    try {
      await this.#backend.pace.pause(ms, this.#signal);
    } catch (thrown) {
      throw this.#ended()?.error ?? thrown;
    }
  }

  async #holdOneMore(): Promise<void> {
    // Nothing is held meanwhile: what this call does not need yet may be another's.
    await this.#untilWelcome();
    this.#maxOutputTokens = await this.#request.account.reserve();
  }

  async #receive(message: MessageAssembler): Promise<void> {
    const { server, prefixLine, told } = this.#backend;
    const request = { ...this.#request, maxOutputTokens: this.#maxOutputTokens };
    const body = requestBody(request, server.profile);
    tellUnmet(request, { profile: server.profile, told });
    const turn = await prefixLine.enter(prefixOf(body), this.#signal);
    try {
      await this.#untilWelcome();
      this.#signal.throwIfAborted();
      this.#wasSent = true;
      await receive(this.#backend, {
        body,
        message,
        signal: this.#ends.asked,
        deadline: this.#ends.deadline,
        onEvent: () => turn.began(),
      });
    } finally {
      turn.ended();
    }
  }

  /** Another call may have been asked to wait; its wait is ours too. */
  async #untilWelcome(): Promise<void> {
    const { pace, quiet, server } = this.#backend;
    while (quiet.until > this.#waitedUntil) {
      // Noted before the wait, so that no moment is waited for twice, whatever the clock does meanwhile.
      this.#waitedUntil = quiet.until;
      const ms = quiet.until - pace.now();
      if (ms <= 0) return;
      const text = `${server.host} asked for a pause of ${Math.ceil(ms / 1000)} s`;
      this.#request.onNotice({ kind: "waiting", text });
      await this.pause(ms);
    }
  }

  /** Books an attempt that brought no answer; throws where no further one is to be made. */
  async #settle(thrown: unknown, message: MessageAssembler): Promise<Outcome<Answer>> {
    const { account } = this.#request;
    const { pace, secrets } = this.#backend;
    const usage = usageOfFailed(message, this.#billing);
    const billed = billedOf({ thrown, message, wasSent: this.#wasSent });
    const end = this.#ended();
    if (end !== null) {
      await account.failed({ why: end.why, usage, billed });
      throw end.error;
    }
    const fault = faultOf(thrown, { ...this.#names(), secrets, now: pace.now() });
    if (fault.kind === "too-long" || this.#canDoWithout(fault)) {
      this.#request.onNotice({ kind: "message", text: nothingText(fault) });
      const { text } = message;
      const { model } = this.#names();
      const answer: Answer = {
        status: "context_exceeded",
        text,
        model,
        usage: { ...usage, calls: 1 },
      };
      return { kind: "answer", answer };
    }
    if (fault.kind === "passing" && fault.waitMs !== null) this.#keepQuiet(fault.waitMs);
    await account.failed({ why: fault.why, usage, billed });
    if (fault.kind === "final") throw fault.error;
    return fault;
  }

  /** Whether the request itself was refused, and the conversation has another way. */
  #canDoWithout(fault: Fault): boolean {
    return fault.kind === "final" && fault.isOfRequest && this.#request.isDispensable === true;
  }

  /** The wait before the next attempt is this call's own share of it. */
  #keepQuiet(waitMs: number): void {
    const { pace, quiet } = this.#backend;
    this.#waitedUntil = pace.now() + waitMs;
    quiet.keep(this.#waitedUntil);
  }

  #names(): { readonly host: string; readonly model: string } {
    return { host: this.#backend.server.host, model: this.#billing.model };
  }

  /** Why the call has ended from outside; null while it has not. */
  #ended(): { readonly why: string; readonly error: PipelineError } | null {
    const { server, deadlineMs } = this.#backend;
    if (this.#ends.asked.aborted) {
      const error = new PipelineError("cancelled", "The call to the model was cancelled.");
      return { why: "cancelled", error };
    }
    if (!this.#ends.deadline.aborted) return null;
    const why = `no answer within ${deadlineMs / 60_000} minutes`;
    const error = new PipelineError("service", `${server.host} gave ${why}.`, {
      hint: "Nothing that was answered is lost: `pipeline resume` goes on from here.",
    });
    return { why, error };
  }
}

/** What is told of an answer that came to nothing. */
function nothingText(fault: Fault): string {
  return fault.kind === "final"
    ? `It goes on without this call: ${fault.error.message}`
    : `The prompt is too long: ${fault.why}`;
}
