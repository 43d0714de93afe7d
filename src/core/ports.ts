import type { Bench } from "./bench.js";
import type { Case } from "./case.js";
import type { Comparison } from "./comparison.js";
import type { RunEvent } from "./events.js";
import type { Language } from "./language.js";
import type { Limits } from "./limits.js";
import type { Isolation, Report } from "./report.js";
import type { Program } from "./solution.js";
import type { StressReport, StressRequest } from "./stress.js";
import type { Usage } from "./usage.js";

/**
 * A language model. One request, one answer.
 * - A refusal and a cut-off answer are results (`status`), not exceptions.
 * - What is broken (no key, no network, a bad recording) throws PipelineError.
 * - Retries are the adapter's own affair; it tells of them through `onNotice`.
 */
export interface Model {
  complete(request: ModelRequest, signal: AbortSignal): Promise<Answer>;
  /**
   * Only of a model that plays a recording: whether the recorded call with this name was made in this way. Where a step
   * could go on in several ways, it then goes as it went.
   */
  wasAsked?(request: ComposedCall): boolean;
}

/** One call as a step puts it: the whole prompt, in the order in which the model reads it, and who is to answer. */
export interface ComposedCall {
  /** The step's stable key: the same in every replay and after every resume. */
  readonly key: string;
  /** Which call of the step it is, from 1: with the key it names the call. */
  readonly call: number;
  readonly agent: string;
  /** Frozen rules, the same for every agent. */
  readonly system: string;
  /** The problem, then the ledger, oldest first. Append-only in a run, so that it can be cached. */
  readonly shared: readonly string[];
  /** The role, the focus and the reply rules. Never cached. */
  readonly instruction: string;
  /** Earlier turns of this step: an answer that could not be used as it was, and what is asked instead. */
  readonly repairs: readonly { readonly reply: string; readonly complaint: string }[];
  readonly model: string;
  readonly effort: Effort | null;
  /** Null: as the model does by itself. */
  readonly thinking: Thinking | null;
  /** Thinking included. */
  readonly maxOutputTokens: number;
  /**
   * Given where the conversation can go on without this call: a request that the server turns down for what is asked in
   * it is then an answer that came to nothing (`context_exceeded`), not an error.
   */
  readonly isDispensable?: true;
  readonly onNotice: (notice: ModelNotice) => void;
}

/** A call that the budget has room for. */
export interface ModelRequest extends ComposedCall {
  /** The room that the step wanted; `maxOutputTokens` is what the budget left of it. */
  readonly wantedOutputTokens: number;
  readonly account: CallAccount;
}

/**
 * Keeps the account of one call, attempt by attempt. The worst case of the first attempt is held before the model is
 * asked; an answer settles the attempt that brought it.
 */
export interface CallAccount {
  /** Books an attempt that brought no answer. On the disk when this returns, also in a call that is being cancelled. */
  failed(attempt: FailedAttempt): Promise<void>;
  /**
   * Holds the worst case of one more attempt, after `failed`, and says how many tokens it may write. Throws
   * PipelineError "budget" where there is no room for it.
   */
  reserve(): Promise<number>;
}

/** An attempt that brought no answer, and what was billed for it all the same. */
export interface FailedAttempt {
  /** Part of a sentence, such as `overloaded (529)`. */
  readonly why: string;
  /** Its `calls` are 0. */
  readonly usage: Usage;
  readonly billed: Billed;
}

/**
 * What the usage of a failed attempt tells of the bill. `known`: all of it, or nothing was made. `at-most-reserved`: the
 * request was on its way and nobody said how it ended, so there may be more on the bill, up to what was reserved.
 */
type Billed = "known" | "at-most-reserved";

/** Whether a model thinks before it writes. */
export type Thinking = "on" | "off";

export type Effort = "low" | "medium" | "high" | "xhigh" | "max";

/** Something that happens while a call is on its way; told to the user, never recorded. */
export type ModelNotice =
  | {
      readonly kind: "retrying";
      readonly reason: string;
      readonly attempt: number;
      readonly attempts: number;
      readonly delayMs: number;
    }
  | { readonly kind: "waiting"; readonly text: string }
  | { readonly kind: "message"; readonly text: string };

/** How an answer ended. A new word needs a place in every recording and spool. */
export const ANSWER_STATUSES = ["complete", "truncated", "refused", "context_exceeded"] as const;
type AnswerStatus = (typeof ANSWER_STATUSES)[number];

/**
 * What a model came to. `truncated`: it wrote all that it was allowed to. `context_exceeded`: prompt and answer
 * together are longer than the model can hold; the text is what there is of it, mostly nothing.
 */
export interface Answer {
  readonly status: AnswerStatus;
  readonly text: string;
  /** The model that answered, as the server names it. */
  readonly model: string;
  /** Of the attempt that answered, and of no other. */
  readonly usage: Usage;
}

/**
 * Runs programs for real. Never throws for what a program did; throws PipelineError "judge" only when
 * nothing can be run at all, and "cancelled" when the signal aborts.
 */
export interface Judge {
  /** What this machine can run, and how well apart. */
  probe(signal: AbortSignal): Promise<JudgeAbilities>;
  judge(request: JudgeRequest, signal: AbortSignal): Promise<Report>;
}

export interface JudgeAbilities {
  readonly isolation: Isolation;
  /** Why the isolation is not the best there is; empty when it is. */
  readonly isolationNote: string;
  /** Version of each language that is installed; null when it is not. */
  readonly languages: Readonly<Record<Language, string | null>>;
}

export interface JudgeRequest {
  readonly program: Program;
  readonly cases: readonly Case[];
  readonly limits: Limits;
  readonly comparison: Comparison;
  /** How often anchors must pass, 1 or more. A case that fails once has failed. */
  readonly confirmations: number;
  /** True: no case is started any more after one that is not AC; the report then holds only what was run. */
  readonly stopAtFirstFailure?: boolean;
}

/**
 * Tries a program on generated inputs. Never throws for what any of the programs did; throws as a judge does.
 */
export interface Stressor {
  stress(request: StressRequest, signal: AbortSignal): Promise<StressReport>;
}

/**
 * Lends out a bench for as long as `work` lasts; what it compiled stays ready until then. Throws as a judge does.
 */
export interface Workbench {
  withBench<T>(work: (bench: Bench) => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** The append-only record of a run. `append` returns only when the event is on the disk. */
export interface Journal {
  readonly events: readonly RunEvent[];
  append(event: RunEvent): Promise<void>;
}

/** The files of one run folder, by plain relative name. A write replaces the file whole. */
export interface RunFiles {
  write(name: string, text: string): Promise<void>;
  read(name: string): Promise<string | null>;
}

/** What is known of models by their names. */
export interface ModelFacts {
  /** The id that a name stands for. */
  idOf(model: string): string;
  /** The most that it can write in one answer. */
  mostOutputTokens(model: string): number;
}

/** What a call may cost. Null: no price is known for the model. */
export interface Prices {
  /** `inputTokens` at their worst: nothing is read from a cache, all of it is written to one. */
  worstCaseUsd(model: string, inputTokens: number, maxOutputTokens: number): number | null;
  /** The most that a backend puts into each prompt by itself; nothing if not given. */
  readonly addedTokens?: number;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** A person who is asked before a step with `approve`. */
export interface Approver {
  approve(question: string, signal: AbortSignal): Promise<boolean>;
}
