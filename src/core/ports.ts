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
}

/** The whole prompt of one call, in the order in which the model reads it. */
export interface ModelRequest {
  /** The step's stable key: the same in every replay and after every resume. */
  readonly key: string;
  readonly agent: string;
  /** Frozen rules, the same for every agent. */
  readonly system: string;
  /** The problem, then the ledger, oldest first. Append-only in a run, so that it can be cached. */
  readonly shared: readonly string[];
  /** The role, the focus and the reply rules. Never cached. */
  readonly instruction: string;
  /** Earlier turns of this step: an answer that could not be read, and what was wrong with it. */
  readonly repairs: readonly { readonly reply: string; readonly complaint: string }[];
  readonly model: string;
  readonly effort: Effort | null;
  readonly maxOutputTokens: number;
  readonly onNotice: (notice: ModelNotice) => void;
}

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

export interface Answer {
  readonly status: "complete" | "truncated" | "refused";
  readonly text: string;
  /** The model that answered, as the server names it. */
  readonly model: string;
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

/** What a call may cost. Null: no price is known for the model. */
export interface Prices {
  worstCaseUsd(model: string, inputCharacters: number, maxOutputTokens: number): number | null;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** A person who is asked before a step with `approve`. */
export interface Approver {
  approve(question: string, signal: AbortSignal): Promise<boolean>;
}
