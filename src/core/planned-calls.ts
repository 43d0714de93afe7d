import {
  type AgentStep,
  type FreshStart,
  MAX_ROUNDS,
  type Pipeline,
  type RepeatStep,
  type SimpleStep,
} from "./pipeline.js";

/** What one call of a step takes, as far as that is known before the run. */
export interface StepSize {
  readonly agent: string;
  readonly focus: string | null;
  readonly model: string;
  /** Of the prompt without what the run is still to bring forth: as it will be, and at its worst. */
  readonly promptTokens: { readonly expected: number; readonly worst: number };
  /** Of the expected ones those that a server may have kept from an earlier call. */
  readonly keptTokens: number;
  readonly maxOutputTokens: number;
  /** Calls that can follow the first, each with the replies before it in its prompt. */
  readonly moreCalls: number;
}

/** A step that may ask a model. */
export type AskingStep = AgentStep | FreshStart;

/** What is known of the steps of a pipeline. */
export interface StepSizes {
  /** Null: the step asks nobody in this run. */
  of(step: AskingStep): StepSize | null;
  /** Of the call that looks for the samples of the statement; null: they are all read. */
  readonly pointing: StepSize | null;
}

/** One call of a run that has not begun. */
export interface CostedCall {
  readonly size: StepSize;
  readonly inputTokens: number;
  /** Of the input tokens those that a server may have kept. */
  readonly keptTokens: number;
  readonly outputTokens: number;
}

/** A short program or a review without findings, without a thought before it. */
export const SMALL_ANSWER_TOKENS = 50;

/**
 * The calls of the shortest way to the end: every answer can be used and is short, and a loop ends as soon as a review
 * can have found nothing. An optional step is asked like any other; one with `when` is not needed.
 */
export function fewestCalls(pipeline: Pipeline, sizes: StepSizes): readonly CostedCall[] {
  const way = new ShortestWay(sizes);
  for (const step of pipeline.steps) {
    if ("repeat" in step) way.repeat(step.repeat);
    else way.take(step);
  }
  return way.calls;
}

class ShortestWay {
  readonly calls: CostedCall[] = [];
  readonly #sizes: StepSizes;
  readonly #reviews = new Set<string>();
  #roundsLeft = MAX_ROUNDS;

  constructor(sizes: StepSizes) {
    this.#sizes = sizes;
    if (sizes.pointing !== null) this.#call(sizes.pointing);
  }

  repeat({ max = MAX_ROUNDS, until, stop_if: stopIf, steps }: RepeatStep["repeat"]): void {
    const allowed = Math.min(max, this.#roundsLeft);
    const rounds = stopIf === undefined ? allowed : Math.min(1, allowed);
    for (let round = 1; round <= rounds; round += 1) {
      this.#roundsLeft -= 1;
      for (const step of steps) {
        this.take(step);
        if (!until.includes("no_major_findings") || this.#reviews.size > 0) return;
      }
    }
  }

  take(step: SimpleStep): void {
    if (!("agent" in step) || step.when !== undefined) return;
    if (step.writes === "fix_plan" && this.#isReviewed(step)) return;
    const size = this.#sizes.of(step);
    if (size === null) return;
    for (let at = 0; at < triesOf(step); at += 1) this.#call(size);
  }

  /** A second review by the same agent is left out where nothing was changed in between. */
  #isReviewed({ agent, focus }: AgentStep): boolean {
    const review = `${agent}\n${focus ?? ""}`;
    const isKnown = this.#reviews.has(review);
    this.#reviews.add(review);
    return isKnown;
  }

  #call(size: StepSize): void {
    this.calls.push(shortestCall(size));
  }
}

/** A call as cheap as it can come to: nothing is shown but what is known, and the answer is short. */
export function shortestCall(size: StepSize): CostedCall {
  const { promptTokens, keptTokens, maxOutputTokens } = size;
  return {
    size,
    inputTokens: promptTokens.expected,
    keptTokens: Math.min(keptTokens, promptTokens.expected),
    outputTokens: Math.min(SMALL_ANSWER_TOKENS, maxOutputTokens),
  };
}

/** The same text can come to so many times the tokens in the prompt of another model. */
const OTHER_TOKENS = 1.4;

/** The most that agents are shown of what was measured of one version, and of what was tried in short. */
const MEASURED_TOKENS = 40_000;
const TRIED_TOKENS = 4_000;

/** What a server is told is wrong with a reply. */
const COMPLAINT_TOKENS = 2_000;

/** Rounds after which a loop can begin anew. */
const ROUNDS_BEFORE_FRESH_START = 2;

/**
 * All calls that a run can make: every round, every try, every step with `when`, every repair; each prompt with all
 * that the run can have written by then, each answer as long as it may be.
 */
export function mostCalls(pipeline: Pipeline, sizes: StepSizes): readonly CostedCall[] {
  const way = new LongestWay(sizes, pipeline.input === "code");
  for (const step of pipeline.steps) {
    if ("repeat" in step) way.repeat(step.repeat);
    else way.take(step);
  }
  return way.calls;
}

class LongestWay {
  readonly calls: CostedCall[] = [];
  readonly #sizes: StepSizes;
  readonly #versions: number[] = [];
  readonly #plans: number[] = [];
  /** Versions that were measured, the user's own among them. */
  #measured: number;
  #oracle = 0;
  #roundsLeft = MAX_ROUNDS;
  #freshStarts = 0;

  constructor(sizes: StepSizes, hasCode: boolean) {
    this.#sizes = sizes;
    this.#measured = hasCode ? 1 : 0;
    if (sizes.pointing !== null) this.#call(sizes.pointing, 0);
  }

  repeat({ max = MAX_ROUNDS, steps, fresh_start: fresh }: RepeatStep["repeat"]): void {
    const rounds = Math.min(max, this.#roundsLeft);
    for (let round = 1; round <= rounds; round += 1) {
      this.#roundsLeft -= 1;
      for (const step of steps) this.take(step);
      const mayBeginAnew = round >= ROUNDS_BEFORE_FRESH_START && round < rounds;
      if (fresh !== undefined && mayBeginAnew) this.#beginAnew(fresh);
    }
  }

  take(step: SimpleStep): void {
    const size = "agent" in step ? this.#sizes.of(step) : null;
    if (!("agent" in step) || size === null) return;
    const shown = this.#shownTo(step);
    for (let at = 0; at < triesOf(step); at += 1) this.#ask(step, size, shown);
  }

  /** Once in a run, by somebody who sees nothing of what is there but what was tried. */
  #beginAnew(fresh: FreshStart): void {
    const size = this.#sizes.of(fresh);
    if (size === null || this.#freshStarts > 0) return;
    this.#freshStarts += 1;
    this.#ask(fresh, size, TRIED_TOKENS);
  }

  #ask(step: AskingStep, size: StepSize, shown: number): void {
    this.#call(size, shown);
    const answer = OTHER_TOKENS * size.maxOutputTokens;
    switch (step.writes) {
      case "solution":
        this.#versions.push(answer);
        this.#measured += 1;
        return;
      case "fix_plan":
        this.#plans.push(answer);
        return;
      case "oracle":
        this.#oracle = Math.max(this.#oracle, answer);
    }
  }

  #shownTo({ reads }: AgentStep): number {
    const oracle = reads.includes("oracle") ? this.#oracle : 0;
    const measured = MEASURED_TOKENS * this.#measured;
    if (reads.includes("history")) {
      return oracle + sum(this.#versions) + sum(this.#plans) + measured + TRIED_TOKENS;
    }
    return [
      oracle,
      reads.includes("solution") ? Math.max(0, ...this.#versions) : 0,
      reads.includes("fix_plan") ? Math.max(0, ...this.#plans) : 0,
      reads.includes("report") ? Math.min(measured, MEASURED_TOKENS) : 0,
    ].reduce((left, right) => left + right);
  }

  #call(size: StepSize, shown: number): void {
    const { promptTokens, maxOutputTokens, moreCalls } = size;
    // Samples that were pointed at stand in the problem a second time.
    const pointed = this.#sizes.pointing?.promptTokens.worst ?? 0;
    const first = promptTokens.worst + shown + pointed;
    for (let turn = 0; turn <= moreCalls; turn += 1) {
      const earlier = turn * (maxOutputTokens + COMPLAINT_TOKENS);
      const inputTokens = Math.ceil(first + earlier);
      this.calls.push({ size, inputTokens, keptTokens: 0, outputTokens: maxOutputTokens });
    }
  }
}

function triesOf(step: AgentStep): number {
  return step.writes === "solution" ? (step.tries ?? 1) : 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((left, right) => left + right, 0);
}
