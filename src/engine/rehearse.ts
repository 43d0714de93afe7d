import { pointingRequest, SAMPLE_POINTER } from "../agents/point-at-samples.js";
import { composeRequest, type ModelChoice } from "../agents/request.js";
import { triedText } from "../agents/tried-text.js";
import type { RunEvent } from "../core/events.js";
import type { Language } from "../core/language.js";
import type { AgentStep, FreshStart, RepeatStep } from "../core/pipeline.js";
import type { ComposedCall } from "../core/ports.js";
import type { RunPlan } from "../core/run-plan.js";
import { stateOf } from "../core/run-state.js";
import { baseOf, contextOf, freshBase } from "./agent-context.js";
import { modelOf, outputLimitOf } from "./ask.js";
import { POINTING_KEY, textToPointAt } from "./point-at-samples.js";
import type { KnownRun, SampleReader } from "./run-context.js";
import { freshStep } from "./start-fresh.js";
import { eventsOf, givenCode } from "./supposed-events.js";
import { promptText } from "./trace-text.js";
import { whyNeedless } from "./write-oracle.js";

/** A step that asks a model, before the run has begun. */
export interface RehearsedStep {
  /** Null: what asks for the samples of the statement stands in no pipeline. */
  readonly step: AgentStep | FreshStart | null;
  /** The first call, as far as it is known: marks stand for what the run is still to bring forth. */
  readonly request: ComposedCall;
  /** True when there is no such mark: just this will be sent. */
  readonly isExact: boolean;
  /** The whole prompt as one text. */
  readonly text: string;
  /** What comes before everything that is said to this step alone, or that is not known yet. */
  readonly commonText: string;
}

/** What a rehearsal came to. */
export interface Rehearsed {
  readonly steps: readonly RehearsedStep[];
  /** Steps that will ask nobody, and why. */
  readonly needless: ReadonlyMap<AgentStep, string>;
}

/** What a rehearsal needs from outside. */
export interface RehearsalParts {
  /** The language in which an oracle would be asked for. */
  readonly oracleLanguage: Language;
  readonly sampleReader: SampleReader;
}

/**
 * The first call of every step, in the order of the pipeline, by the functions that a run composes it with. Nothing is
 * called: what agents and runs bring forth is supposed, and marked. A loop is rehearsed by its first round.
 */
export function rehearse(plan: RunPlan, parts: RehearsalParts): Rehearsed {
  const rehearsal = new Rehearsal(plan, parts);
  rehearsal.pointAtSamples();
  for (const [index, step] of plan.pipeline.definition.steps.entries()) {
    if ("repeat" in step) rehearsal.runRound(step, `${index + 1}`);
    else if ("agent" in step) rehearsal.ask(step, `${index + 1}`);
  }
  const { steps, needless } = rehearsal;
  return { steps, needless };
}

const MARK = "[not known before the run: what agents write and runs show stands here]";

class Rehearsal {
  readonly steps: RehearsedStep[] = [];
  readonly needless = new Map<AgentStep, string>();
  readonly #plan: RunPlan;
  readonly #parts: RehearsalParts;
  /** What is known before the run begins. */
  readonly #known: readonly RunEvent[];
  /** And what the steps so far are supposed to have come to. */
  #events: readonly RunEvent[];
  #statementIsOpen = false;

  constructor(plan: RunPlan, parts: RehearsalParts) {
    this.#plan = plan;
    this.#parts = parts;
    this.#known = givenCode(plan);
    this.#events = eventsOf(plan, null, this.#known);
  }

  pointAtSamples(): void {
    const numberedText = textToPointAt(this.#plan, this.#parts.sampleReader);
    if (numberedText === "") return;
    const choice = choiceOf(this.#plan, SAMPLE_POINTER, this.#plan.model);
    const request = pointingRequest({ stepKey: POINTING_KEY, numberedText, ...choice });
    this.#add(null, request, { shared: request.shared, isExact: true });
    // What is found there will stand in the problem.
    this.#statementIsOpen = true;
  }

  runRound({ repeat }: RepeatStep, key: string): void {
    for (const [index, step] of repeat.steps.entries()) {
      if ("agent" in step) this.ask(step, `${key}.round-1/${index + 1}`);
    }
    const { fresh_start: fresh } = repeat;
    if (fresh === undefined) return;
    const step = freshStep(fresh);
    this.#compose(step, { key: `${key}.fresh.${fresh.agent}`, stands: fresh });
  }

  ask(step: AgentStep, place: string): void {
    const run = this.#run(this.#events);
    const why = step.writes === "oracle" ? whyNeedless(run) : null;
    if (why !== null) {
      this.needless.set(step, why);
      return;
    }
    const key = `${place}.${step.agent}`;
    const isOneOfSeveral = step.writes === "solution" && (step.tries ?? 1) > 1;
    this.#compose(step, { key: isOneOfSeveral ? `${key}/try-1` : key, stands: step });
    this.#events = eventsOf(this.#plan, step, this.#events);
  }

  #compose(
    step: AgentStep,
    { key, stands }: { readonly key: string; readonly stands: AgentStep | FreshStart },
  ): void {
    const choice = choiceOf(this.#plan, step.agent, modelOf(this.#plan, step));
    const [full, known] = [this.#events, this.#known].map((events) => {
      const run = this.#run(events, step);
      const base = stands === step ? baseOf(run) : freshBase(run);
      const context = contextOf(run, step, { key, base });
      return { context, request: composeRequest(context, choice).request };
    });
    if (full === undefined || known === undefined) return;
    const { context, request } = full;
    const shared = request.shared.map((block) =>
      known.request.shared.includes(block) ? block : marked(block),
    );
    const tried = context.tried === null ? null : triedText(context.tried);
    const instruction =
      tried === null
        ? request.instruction
        : request.instruction.replace(tried, () => marked(tried));
    const isSame = shared.every((block, at) => block === request.shared[at]);
    const isExact = isSame && instruction === request.instruction && !this.#statementIsOpen;
    const isKnown = shared.map((block) => known.request.shared.includes(block));
    const first = isKnown.includes(false) ? isKnown.indexOf(false) : shared.length;
    this.#add(
      stands,
      { ...request, shared, instruction },
      { shared: shared.slice(0, first), isExact },
    );
  }

  #run(events: readonly RunEvent[], step?: AgentStep): KnownRun {
    const plan = this.#plan;
    const language = step?.writes === "oracle" ? this.#parts.oracleLanguage : plan.language;
    return { plan: { ...plan, language }, recorder: { state: stateOf(events), taken: events } };
  }

  #add(
    step: RehearsedStep["step"],
    request: ComposedCall,
    { shared, isExact }: { readonly shared: readonly string[]; readonly isExact: boolean },
  ): void {
    const commonText = [request.system, ...shared].join("\n\n");
    this.steps.push({ step, request, isExact, commonText, text: promptText(request) });
  }
}

/** The heading says what it will be. */
function marked(text: string): string {
  return `${text.split("\n", 1)[0]}\n\n${MARK}`;
}

function choiceOf(plan: RunPlan, agent: string, model: string): ModelChoice {
  return { model, maxOutputTokens: outputLimitOf(plan, agent), onNotice: () => undefined };
}
