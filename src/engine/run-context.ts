import type { Account } from "../core/account.js";
import type { AgentDefinition } from "../core/agent.js";
import { PipelineError } from "../core/errors.js";
import type { RunNotice } from "../core/notice.js";
import type {
  Approver,
  Clock,
  Journal,
  Judge,
  Model,
  ModelFacts,
  Prices,
  RunFiles,
  Stressor,
  Workbench,
} from "../core/ports.js";
import type { Problem, Sample } from "../core/problem.js";
import type { RunPlan } from "../core/run-plan.js";
import type { RunState } from "../core/run-state.js";
import type { CallGate } from "./call-gate.js";
import type { Recorder } from "./recorder.js";

/** Reads samples that a model points at. The bytes always come from the statement. */
export interface SampleReader {
  /** The doubtful parts of the statement, with line numbers. */
  numberedLines(problem: Problem): string;
  /** Samples at the lines that a reply names; what does not hold is left out. */
  read(problem: Problem, reply: unknown): readonly Sample[];
}

/** Everything outside the engine that a run needs. */
interface RunParts {
  readonly model: Model;
  readonly judge: Judge & Stressor & Workbench;
  readonly journal: Journal;
  readonly files: RunFiles;
  /** Absolute path of the run folder. */
  readonly directory: string;
  readonly clock: Clock;
  readonly approver: Approver;
  /** Null: nobody bills for this model. */
  readonly prices: Prices | null;
  readonly modelFacts: ModelFacts;
  readonly sampleReader: SampleReader;
  readonly onNotice: (agent: string, notice: RunNotice) => void;
  /**
   * Throws PipelineError where something stands against the end of a run, such as a recorded call that was never made;
   * `names` are the calls that were answered, by their keys in the journal.
   */
  readonly requireAtEnd?: (names: ReadonlySet<string>) => void;
}

/** One of several scopes that call the model at the same time. */
interface ChildScope {
  readonly gate: CallGate;
  /** Place of its first call in the order of the pipeline. */
  readonly call: number;
  /** Calls that it has come to. */
  readonly turns: { made: number };
}

/** What every step of one run is given. */
export interface RunContext {
  readonly plan: RunPlan;
  readonly parts: RunParts;
  readonly recorder: Recorder;
  readonly signal: AbortSignal;
  /** Only where several scopes are at work at the same time. */
  readonly child?: ChildScope;
  /** Only for work behind the end of a run: how the run stood when it began. The limits are for what comes on top. */
  readonly before?: Pick<RunState, keyof Account | "seconds">;
}

/** A run as far as prompts are composed from it: what it was started with, and what it has come to. */
export interface KnownRun {
  readonly plan: RunPlan;
  readonly recorder: Pick<Recorder, "state" | "taken">;
}

/** The definition of an agent as it was frozen when the run began. */
export function agentOf(plan: Pick<RunPlan, "agents">, name: string): AgentDefinition {
  const frozen = plan.agents[name];
  if (frozen !== undefined) return frozen.definition;
  throw new PipelineError("bad_agent", `the run knows no agent "${name}"`);
}

/** The problem with the samples that were found in it, by rule or by pointing. */
export function problemOf(run: KnownRun): Problem | null {
  const { problem } = run.plan;
  if (problem === null) return null;
  const pointed = run.recorder.state.pointedSamples;
  if (pointed.length === 0) return problem;
  return {
    ...problem,
    samples: [...problem.samples, ...pointed],
    shape: problem.shape ?? "stdio",
  };
}
