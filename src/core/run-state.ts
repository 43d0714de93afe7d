import { type Account, afterAnswer, afterFailure, afterStart, NEW_ACCOUNT } from "./account.js";
import type { CallAnswered } from "./call-events.js";
import type { DataCase } from "./case.js";
import type { Clustering } from "./clusters.js";
import type { Duel } from "./duel.js";
import type {
  CounterexampleFound,
  LoopEnd,
  PlanWritten,
  ReportRecorded,
  RunEvent,
  SolutionChosen,
  SolutionWritten,
  StepEvent,
  StressRan,
} from "./events.js";
import type { FixPlan } from "./finding.js";
import type { ExaminedOracle } from "./oracle.js";
import type { Sample } from "./problem.js";
import type { CaseResult } from "./report.js";
import type { StressCampaign, VersionState } from "./version-state.js";

/** One turn of a `repeat`. */
export interface RoundState {
  readonly round: number;
  /** Which loop of the pipeline it belongs to, counted from 0. */
  readonly loop: number;
  readonly startVersion: number | null;
  readonly endVersion: number | null;
}

/** What the events of a run add up to. Every decision of the engine is a function of this. */
export interface RunState extends Account {
  readonly versions: readonly VersionState[];
  /** The version that the next step works on. */
  readonly current: number | null;
  readonly plans: readonly FixPlan[];
  readonly rounds: readonly RoundState[];
  /** True when the newest solution step of this round changed nothing. */
  readonly unchanged: boolean;
  readonly pointedSamples: readonly Sample[];
  /** Null: none was written. */
  readonly oracle: ExaminedOracle | null;
  /** Inputs on which some version failed: cases of every version. */
  readonly counterexamples: readonly DataCase[];
  readonly duels: readonly Duel[];
  readonly clusterings: readonly Clustering[];
  /** Rounds that the run had had at each fresh start. */
  readonly freshStarts: readonly number[];
  /** Working time of calls and of the judge, over all sessions of the run. */
  readonly seconds: number;
  /** How the newest loop ended; null while it turns, and before there is one. */
  readonly loopEnd: LoopEnd | null;
  /** Loops that have ended. */
  readonly loops: number;
}

export const EMPTY_RUN: RunState = {
  versions: [],
  current: null,
  plans: [],
  rounds: [],
  unchanged: false,
  pointedSamples: [],
  oracle: null,
  counterexamples: [],
  duels: [],
  clusterings: [],
  freshStarts: [],
  ...NEW_ACCOUNT,
  seconds: 0,
  loopEnd: null,
  loops: 0,
};

/** The state of a run after these events. */
export function stateOf(events: readonly RunEvent[]): RunState {
  return events.reduce(reduce, EMPTY_RUN);
}

/** The state after one more event. Pure: the same events always give the same state. */
export function reduce(state: RunState, event: RunEvent): RunState {
  if ("key" in event) return reduceStep(state, event);
  switch (event.type) {
    case "attempt.started":
      return { ...state, ...afterStart(state, event) };
    case "attempt.failed":
      return { ...state, ...afterFailure(state, event) };
    case "run.stopped":
      return { ...state, seconds: state.seconds + event.lostSeconds };
    case "run.started":
    case "run.resumed":
    case "run.finished":
      return state;
  }
}

/**
 * The state that the events outside of steps have led to: attempts, and time that came to nothing. A session counts
 * them from its beginning; steps count as they are read back.
 */
export function stateBeforeSteps(events: readonly RunEvent[]): RunState {
  const state = events.filter((event) => !("key" in event)).reduce(reduce, EMPTY_RUN);
  const answered = events.filter((event) => event.type === "call.answered");
  const isAnswered = ({ attempt }: { readonly attempt: number }) =>
    answered.some((event) => event.attempt === attempt);
  return {
    ...state,
    openAttempts: state.openAttempts.filter((open) => !isAnswered(open)),
    answeredAttempts: state.openAttempts.filter(isAnswered),
  };
}

function reduceStep(state: RunState, event: StepEvent): RunState {
  switch (event.type) {
    case "call.answered":
      return withCall(state, event);
    case "solution.written":
      return withVersion(state, event);
    case "solution.unchanged":
      return { ...state, unchanged: true };
    case "solution.chosen":
      return withChoice(state, event);
    case "report.recorded":
      return withReport(state, event);
    case "plan.written":
      return withPlan(state, event);
    case "round.started":
      return withRound(state, event.round);
    case "loop.ended":
      return { ...state, loopEnd: event.end, loops: state.loops + 1 };
    case "samples.pointed":
      return { ...state, pointedSamples: event.samples };
    case "oracle.examined":
      return { ...spend(state, event.seconds), oracle: event.examined };
    case "stress.ran":
      return withStress(state, event);
    case "counterexample.found":
      return withCounterexample(state, event);
    case "growth.measured": {
      const update = (known: VersionState) => ({ ...known, growth: event.growth });
      return spend(changeVersion(state, event.version, update), event.seconds);
    }
    case "versions.compared":
      return { ...spend(state, event.seconds), duels: [...state.duels, event.duel] };
    case "candidates.clustered": {
      const clusterings = [...state.clusterings, event.clustering];
      return { ...spend(state, event.seconds), clusterings };
    }
    case "fresh.started":
      return { ...state, freshStarts: [...state.freshStarts, state.rounds.length] };
    case "turn.chosen":
    case "step.skipped":
    case "step.failed":
    case "check.finished":
    case "approval.given":
      return state;
  }
}

/** The version with this number, or undefined. */
export function versionOf(state: RunState, version: number | null): VersionState | undefined {
  return state.versions.find(({ solution }) => solution.version === version);
}

function withCall(state: RunState, event: CallAnswered): RunState {
  return { ...state, ...afterAnswer(state, event), seconds: state.seconds + event.seconds };
}

function withVersion(state: RunState, { solution, file }: SolutionWritten): RunState {
  const added: VersionState = {
    solution,
    file,
    cases: [],
    compile: null,
    isolation: null,
    confirmations: 0,
    stress: [],
    growth: null,
    dropped: false,
    whyDropped: null,
    aliases: [],
  };
  return {
    ...atVersion(state, solution.version),
    versions: [...state.versions, added],
    unchanged: false,
  };
}

function withChoice(state: RunState, event: SolutionChosen): RunState {
  return {
    ...atVersion(state, event.version),
    versions: state.versions.map((version) => {
      if (event.dropped.includes(version.solution.version)) {
        return { ...version, dropped: true, whyDropped: event.why };
      }
      if (version.solution.version !== event.version || event.alias === null) return version;
      return { ...version, aliases: [...version.aliases, event.alias] };
    }),
  };
}

function withReport(state: RunState, { version, report, seconds }: ReportRecorded): RunState {
  const update = (known: VersionState): VersionState => ({
    ...known,
    cases: mergeCases(known.cases, report.cases),
    compile: report.compile,
    isolation: report.isolation,
    confirmations: Math.max(known.confirmations, report.confirmations),
  });
  return { ...changeVersion(state, version, update), seconds: state.seconds + seconds };
}

function withPlan(state: RunState, { plan, results, seconds }: PlanWritten): RunState {
  const update = (known: VersionState): VersionState => ({
    ...known,
    cases: mergeCases(known.cases, results),
  });
  const changed = changeVersion(state, plan.version, update);
  return { ...changed, plans: [...state.plans, plan], seconds: state.seconds + seconds };
}

function spend(state: RunState, seconds: number): RunState {
  return { ...state, seconds: state.seconds + seconds };
}

function withStress(state: RunState, { version, report, sizes, ...event }: StressRan): RunState {
  const campaign: StressCampaign = {
    tried: report.tried,
    skipped: report.skipped.count,
    firstSeed: event.firstSeed,
    ...sizes,
    failed: report.failure !== null,
  };
  const update = (known: VersionState) => ({ ...known, stress: [...known.stress, campaign] });
  return spend(changeVersion(state, version, update), event.seconds);
}

function withCounterexample(state: RunState, event: CounterexampleFound): RunState {
  const update = (known: VersionState) => ({
    ...known,
    cases: mergeCases(known.cases, [event.result]),
  });
  const changed = spend(changeVersion(state, event.version, update), event.seconds);
  return { ...changed, counterexamples: [...state.counterexamples, event.test] };
}

function withRound(state: RunState, round: number): RunState {
  const started: RoundState = {
    round,
    loop: state.loops,
    startVersion: state.current,
    endVersion: state.current,
  };
  return { ...state, rounds: [...state.rounds, started], unchanged: false, loopEnd: null };
}

/** The current version is also the end of the round that is under way. A fresh start stands between two rounds. */
function atVersion(state: RunState, version: number): RunState {
  const last = state.rounds.at(-1);
  const isFresh = state.freshStarts.at(-1) === state.rounds.length;
  if (last === undefined || state.loopEnd !== null || isFresh) {
    return { ...state, current: version };
  }
  const rounds = [...state.rounds.slice(0, -1), { ...last, endVersion: version }];
  return { ...state, current: version, rounds };
}

function changeVersion(
  state: RunState,
  version: number,
  update: (known: VersionState) => VersionState,
): RunState {
  const versions = state.versions.map((known) =>
    known.solution.version === version ? update(known) : known,
  );
  return { ...state, versions };
}

function mergeCases(
  known: readonly CaseResult[],
  newer: readonly CaseResult[],
): readonly CaseResult[] {
  const replaced = new Set(newer.map(({ id }) => id));
  return [...known.filter(({ id }) => !replaced.has(id)), ...newer];
}
