import type { AttemptFailed, AttemptStarted, CallAnswered, Keyed } from "./call-events.js";
import type { DataCase } from "./case.js";
import type { Clustering } from "./clusters.js";
import type { Duel } from "./duel.js";
import type { ErrorKind, PipelineError } from "./errors.js";
import type { FixPlan } from "./finding.js";
import type { Growth } from "./growth.js";
import type { ExaminedOracle } from "./oracle.js";
import type { Condition } from "./pipeline.js";
import type { Sample } from "./problem.js";
import type { CaseResult, Report } from "./report.js";
import type { Solution } from "./solution.js";
import type { InputSizes, StressReport } from "./stress.js";

export type RunStatus = "passed" | "failed" | "unverified" | "stopped";

/** Why a `repeat` ended: its goals were reached, a condition of `stop_if` held, or its rounds were over. */
export type LoopEnd = "until" | "rounds_used_up" | Condition;

/**
 * What happened in a run, in order. `events.jsonl` holds these and nothing else; every other file of a
 * run folder can be made again from them. `at` is an ISO time and never decides anything.
 */
export type RunEvent =
  | { readonly type: "run.started"; readonly at: string; readonly run: string }
  | { readonly type: "run.resumed"; readonly at: string }
  | AttemptStarted
  | AttemptFailed
  | StepEvent
  | {
      readonly type: "run.stopped";
      readonly at: string;
      /** Time of the session that went into work which came to nothing: failed calls, a wait that was cancelled. */
      readonly lostSeconds: number;
      readonly error: RunFailure;
    }
  | {
      readonly type: "run.finished";
      readonly at: string;
      readonly status: Exclude<RunStatus, "stopped">;
      readonly reason: string;
      readonly finalVersion: number | null;
      readonly error: RunFailure | null;
    };

/** The last event of a session. */
export type EndEvent = Extract<RunEvent, { readonly type: "run.finished" | "run.stopped" }>;

/** How a run stands: as it finished, else as its newest session was stopped; null while one is under way or was killed. */
export function endOf(events: readonly RunEvent[]): EndEvent | null {
  const finished = events.findLast((event) => event.type === "run.finished");
  if (finished !== undefined) return finished;
  const last = events.at(-1);
  return last?.type === "run.stopped" ? last : null;
}

/** Why a run could not go on or ended badly. */
export interface RunFailure {
  readonly kind: ErrorKind;
  readonly message: string;
  /** Lines that show what the message speaks of. */
  readonly details?: string;
  /** What to do next, where somebody knows. */
  readonly hint?: string;
  /** When it makes sense to go on, as an ISO time, where a service named it. */
  readonly resumeAt?: string;
}

/** What the journal says of an error that ended a session. */
export function failureOf({ kind, message, ...more }: PipelineError): RunFailure {
  const { details, hint, resumeAt } = more;
  return {
    kind,
    message,
    ...(details === null ? {} : { details }),
    ...(hint === null ? {} : { hint }),
    ...(resumeAt === null ? {} : { resumeAt }),
  };
}

/** Events that are the result of a step. The key is unique in a run: one that is recorded is read back, never made again. */
export type StepEvent =
  | CallAnswered
  | SolutionWritten
  | ReportRecorded
  | PlanWritten
  | SolutionUnchanged
  | SolutionChosen
  | SamplesPointed
  | TurnChosen
  | StepSkipped
  | StepFailed
  | RoundStarted
  | LoopEnded
  | CheckFinished
  | ApprovalGiven
  | OracleExamined
  | StressRan
  | CounterexampleFound
  | GrowthMeasured
  | VersionsCompared
  | CandidatesClustered
  | FreshStarted;

export interface SolutionWritten extends Keyed {
  readonly type: "solution.written";
  readonly solution: Solution;
  readonly file: string;
}

/**
 * How the conversation of a step goes on after an answer that came to nothing: once more with more room, from where it
 * was cut off, with another model, with a shorter prompt, or with what was wrong.
 */
export type FurtherTurn = "longer" | "continuation" | "fallback" | "shortened" | "repair";

/**
 * A further turn, recorded before its call: a later session goes the same way, whatever the budget is by then. A repair
 * that follows from the answer alone is not recorded.
 */
export interface TurnChosen extends Keyed {
  readonly type: "turn.chosen";
  readonly agent: string;
  readonly turn: FurtherTurn;
  /** For people: what happened, and what is done about it. */
  readonly why: string;
}

/** Verdicts of a version. A later report of the same version adds cases or replaces those with the same id. */
export interface ReportRecorded extends Keyed {
  readonly type: "report.recorded";
  readonly version: number;
  readonly report: Report;
  readonly seconds: number;
}

export interface PlanWritten extends Keyed {
  readonly type: "plan.written";
  readonly agent: string;
  readonly focus: string | null;
  readonly file: string;
  readonly plan: FixPlan;
  /** Results of the proofs that were run on the reviewed version. */
  readonly results: readonly CaseResult[];
  readonly seconds: number;
}

/** An agent had the chance to write another version and left it as it is. */
export interface SolutionUnchanged extends Keyed {
  readonly type: "solution.unchanged";
  readonly agent: string;
  readonly why: string;
}

/** Samples that a model pointed at in the statement; the bytes are the statement's own. */
export interface SamplesPointed extends Keyed {
  readonly type: "samples.pointed";
  readonly samples: readonly Sample[];
}

/** Which version goes on after a step that made one or more. The others are kept on disk and dropped. */
export interface SolutionChosen extends Keyed {
  readonly type: "solution.chosen";
  readonly version: number;
  readonly dropped: readonly number[];
  readonly why: string;
  /** Another name under which the chosen version is written; null for none. */
  readonly alias: string | null;
}

export interface StepSkipped extends Keyed {
  readonly type: "step.skipped";
  readonly agent: string;
  readonly why: string;
}

/** A step that could not do its work, though the machine and the service are in order. */
export interface StepFailed extends Keyed {
  readonly type: "step.failed";
  readonly agent: string;
  readonly error: RunFailure;
  readonly optional: boolean;
}

export interface RoundStarted extends Keyed {
  readonly type: "round.started";
  readonly round: number;
  readonly max: number;
}

export interface LoopEnded extends Keyed {
  readonly type: "loop.ended";
  readonly rounds: number;
  readonly end: LoopEnd;
}

/** A pipeline step that is a command. */
export interface CheckFinished extends Keyed {
  readonly type: "check.finished";
  readonly command: string;
  readonly passed: boolean;
  readonly note: string;
}

export interface ApprovalGiven extends Keyed {
  readonly type: "approval.given";
  readonly question: string;
  readonly approved: boolean;
}

/** An oracle was written and examined. A later one takes its place. */
export interface OracleExamined extends Keyed {
  readonly type: "oracle.examined";
  readonly agent: string;
  readonly examined: ExaminedOracle;
  readonly seconds: number;
}

/** A version was held against the oracle on generated inputs, until the first on which they disagree. */
export interface StressRan extends Keyed {
  readonly type: "stress.ran";
  readonly version: number;
  readonly firstSeed: number;
  readonly sizes: InputSizes;
  readonly report: StressReport;
  readonly seconds: number;
}

/** An input that a version fails on, made as small as could be: from now on a case of the run for every version. */
export interface CounterexampleFound extends Keyed {
  readonly type: "counterexample.found";
  readonly version: number;
  readonly test: DataCase;
  /** Of the version, on the case as it is kept. */
  readonly result: CaseResult;
  /** Which input it was made from. */
  readonly seed: number;
  readonly size: number | null;
  /** Characters of that input. */
  readonly lengthBefore: number;
  readonly seconds: number;
}

export interface GrowthMeasured extends Keyed {
  readonly type: "growth.measured";
  readonly version: number;
  readonly growth: Growth;
  readonly seconds: number;
}

export interface VersionsCompared extends Keyed {
  readonly type: "versions.compared";
  readonly duel: Duel;
  readonly seconds: number;
}

export interface CandidatesClustered extends Keyed {
  readonly type: "candidates.clustered";
  readonly clustering: Clustering;
  readonly seconds: number;
}

/** A loop that came to nothing goes on with a new solution that is written without the old code. */
export interface FreshStarted extends Keyed {
  readonly type: "fresh.started";
  readonly why: string;
}
