import { PipelineError } from "../core/errors.js";
import type { RunEvent, StepEvent } from "../core/events.js";
import type { Clock, Journal } from "../core/ports.js";
import { type RunState, reduce, stateBeforeSteps } from "../core/run-state.js";

/** The fields that every step event shares. */
export interface Stamp {
  readonly key: string;
  readonly at: string;
}

/** Hears of every event, after it is in the journal. `replayed`: it was there from an earlier session. */
type OnRecorded = (event: RunEvent, state: RunState, replayed: boolean) => void | Promise<void>;

export interface RecorderParts {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly onRecorded: OnRecorded;
}

/**
 * Does each step once. A step that the journal holds is read back; its event changes the state just as
 * it did the first time, so that every decision in between comes out the same.
 */
export class Recorder {
  readonly #parts: RecorderParts;
  readonly #recorded: Map<string, StepEvent>;
  readonly #used = new Set<string>();
  readonly #takenKeys = new Set<string>();
  readonly #taken: RunEvent[] = [];
  #state: RunState;
  #calls = 0;
  /** Ends when everything that has come so far is in the journal and taken. */
  #line: Promise<unknown> = Promise.resolve();

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    const steps = parts.journal.events.filter((event) => "key" in event);
    this.#recorded = new Map(steps.map((event) => [event.key, event]));
    this.#state = stateBeforeSteps(parts.journal.events);
  }

  get state(): RunState {
    return this.#state;
  }

  /** The events that the run has come to so far in this session, read back or new. */
  get taken(): readonly RunEvent[] {
    return this.#taken;
  }

  /** The place of the next model call in the order of the pipeline: the same in every session. */
  nextCallNumber(): number {
    this.#calls += 1;
    return this.#calls;
  }

  /**
   * Takes what the journal holds, for work that is added behind it. Events of that work itself, told by
   * how their keys begin, are left for their steps to read back.
   */
  async readBack(workKey: string): Promise<void> {
    for (const event of this.#parts.journal.events) {
      if ("key" in event && event.key.startsWith(workKey)) continue;
      if ("key" in event) this.#used.add(event.key);
      await this.#inLine(() => this.#take(event, true));
    }
    this.#calls = this.#taken.filter(({ type }) => type === "call.answered").length;
  }

  /**
   * Takes what the journal holds of scopes that are to be at work at the same time, in the order of the journal. Their
   * steps find it there. What they spent counts before one of them spends more.
   */
  async readAhead(scopes: readonly string[]): Promise<void> {
    for (const event of this.#recorded.values()) {
      if (scopes.some((scope) => event.key.startsWith(`${scope}/call-`))) {
        await this.#readBack(event);
      }
    }
  }

  /** Whether the journal holds the result of a step. */
  isRecorded(key: string): boolean {
    return this.#recorded.has(key);
  }

  /** Records the result of a step before its turn: the step will read it back. */
  async recordAhead(event: StepEvent): Promise<void> {
    if (this.#recorded.has(event.key) || this.#used.has(event.key)) throw usedTwice(event.key);
    this.#recorded.set(event.key, event);
    await this.#append(event);
  }

  /** The recorded event of this key, or the one that `work` makes, which is on the disk when this returns. */
  async step<E extends StepEvent>(
    key: string,
    type: E["type"],
    work: (stamp: () => Stamp) => Promise<E>,
  ): Promise<E> {
    if (this.#used.has(key)) throw usedTwice(key);
    this.#used.add(key);
    const recorded = this.#recorded.get(key);
    if (recorded !== undefined) {
      if (!isOfType<E>(recorded, type)) throw foreignStep(key, type, recorded);
      await this.#readBack(recorded);
      return recorded;
    }
    const event = await work(() => ({ key, at: this.now() }));
    await this.#append(event);
    return event;
  }

  /** Records something that needs no work: a decision, or that a step was left out. */
  async record<E extends StepEvent>(
    key: string,
    type: E["type"],
    event: (stamp: Stamp) => E,
  ): Promise<E> {
    return this.step(key, type, (stamp) => Promise.resolve(event(stamp())));
  }

  /** Records something outside of steps: the beginning or the end of a session, or of an attempt. */
  async note(event: Exclude<RunEvent, StepEvent>): Promise<void> {
    await this.#append(event);
  }

  /** Records what depends on everything that comes before it in the journal. */
  async noteNext(make: (state: RunState) => Exclude<RunEvent, StepEvent>): Promise<void> {
    await this.#inLine(() => this.#write(make(this.#state)));
  }

  /** The time now, as events carry it. */
  now(): string {
    return new Date(this.#parts.clock.now()).toISOString();
  }

  #append(event: RunEvent): Promise<void> {
    return this.#inLine(() => this.#write(event));
  }

  async #write(event: RunEvent): Promise<void> {
    await this.#parts.journal.append(event);
    await this.#take(event, false);
  }

  #readBack(event: StepEvent): Promise<void> {
    return this.#inLine(async () => {
      if (!this.#takenKeys.has(event.key)) await this.#take(event, true);
    });
  }

  /** One after another, so that events are taken in the order in which the journal has them. */
  #inLine(work: () => Promise<void>): Promise<void> {
    const done = this.#line.then(work);
    // What comes next must not fail for this; who waits for this sees it.
    this.#line = done.catch(() => undefined);
    return done;
  }

  async #take(event: RunEvent, replayed: boolean): Promise<void> {
    if ("key" in event) this.#takenKeys.add(event.key);
    this.#taken.push(event);
    // What is outside of steps was counted at the beginning.
    if (!replayed || "key" in event) this.#state = reduce(this.#state, event);
    await this.#parts.onRecorded(event, this.#state, replayed);
  }
}

function usedTwice(key: string): PipelineError {
  return new PipelineError("bug", `two steps have the key "${key}"`);
}

function isOfType<E extends StepEvent>(event: StepEvent, type: E["type"]): event is E {
  return event.type === type;
}

function foreignStep(key: string, type: string, recorded: StepEvent): PipelineError {
  return new PipelineError(
    "bad_journal",
    `the journal holds "${recorded.type}" where this pipeline writes "${type}" (step ${key})`,
    { hint: "The run was made by another version of pipeline; start it again." },
  );
}
