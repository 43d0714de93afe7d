import path from "node:path";

import { messageOf, PipelineError } from "../../core/errors.js";
import { type Execution, notStarted, type RunRequest } from "./execution.js";
import { RunnerTrouble } from "./link.js";
import type { PreparedFolders, ReadyRequest } from "./prepared.js";
import type { PairExecution, Runner } from "./runner.js";

/** How a crew is made up. */
export interface CrewOptions {
  /** Starts a runner, given the paths of this machine that its programs may be allowed to see. */
  readonly start: (shown: readonly string[]) => Promise<Runner>;
  /** Runners at the most. */
  readonly size: number;
  readonly prepared: PreparedFolders;
}

/** Some runners that share the work. They are started when they are needed. */
export class Crew {
  readonly #prepared: PreparedFolders;
  readonly #start: (shown: readonly string[]) => Promise<Runner>;
  readonly #size: number;
  readonly #idle: Runner[] = [];
  readonly #all = new Set<Runner>();
  readonly #queue: (() => void)[] = [];
  /** All that any request has needed to see so far. */
  readonly #shown = new Set<string>();
  #taken = 0;
  #closed = false;

  constructor(options: CrewOptions) {
    this.#start = options.start;
    this.#size = options.size;
    this.#prepared = options.prepared;
  }

  /**
   * Runs a program as soon as a runner is free. What is the judge's own trouble is tried once more and
   * then told as "not-started". Throws PipelineError "cancelled" after `close`.
   */
  async run(request: RunRequest): Promise<Execution> {
    const execution = await this.#twice([request], async (runner, [ready]) =>
      ready === undefined ? notStarted("nothing to run") : runner.run(ready),
    );
    return execution instanceof RunnerTrouble ? notStarted(execution.message) : execution;
  }

  /** Runs two programs, each of which reads what the other writes. */
  async runPair(program: RunRequest, partner: RunRequest): Promise<PairExecution> {
    const pair = await this.#twice([program, partner], async (runner, [first, second]) =>
      first === undefined || second === undefined
        ? neitherStarted("nothing to run")
        : runner.runPair(first, second),
    );
    return pair instanceof RunnerTrouble ? neitherStarted(pair.message) : pair;
  }

  /** Ends everything that runs, at once. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const wake of this.#queue.splice(0)) wake();
    await Promise.all([...this.#all].map(async (runner) => runner.close()));
    await this.#prepared.close();
  }

  async #twice<T>(requests: readonly RunRequest[], work: Work<T>): Promise<T | RunnerTrouble> {
    const first = await this.#attempt(requests, work);
    return first instanceof RunnerTrouble ? this.#attempt(requests, work) : first;
  }

  async #attempt<T>(requests: readonly RunRequest[], work: Work<T>): Promise<T | RunnerTrouble> {
    const ready = await Promise.all(requests.map(async (one) => this.#prepared.ready(one)));
    try {
      return await this.#runReady(ready, work);
    } finally {
      await Promise.all(ready.map(async (one) => this.#prepared.discard(one)));
    }
  }

  async #runReady<T>(requests: readonly ReadyRequest[], work: Work<T>): Promise<T | RunnerTrouble> {
    const runner = await this.#take(requests.flatMap(placesOf));
    try {
      const done = await work(runner, requests);
      this.#idle.push(runner);
      this.#leave();
      return done;
    } catch (error) {
      await this.#discard(runner);
      this.#leave();
      if (this.#closed) throw cancelled();
      if (error instanceof RunnerTrouble) return error;
      throw error;
    }
  }

  async #take(places: readonly string[]): Promise<Runner> {
    while (!this.#closed && this.#taken >= this.#size) {
      await new Promise<void>((resolve) => this.#queue.push(resolve));
    }
    if (this.#closed) throw cancelled();
    this.#taken += 1;
    for (const place of places) this.#shown.add(place);
    const fitting = this.#idle.findIndex(({ shown }) => shows(shown, places));
    const [runner] = fitting < 0 ? [] : this.#idle.splice(fitting, 1);
    return runner ?? (await this.#hire());
  }

  async #hire(): Promise<Runner> {
    try {
      const tooShortSighted = this.#all.size >= this.#size ? this.#idle.shift() : undefined;
      if (tooShortSighted !== undefined) await this.#discard(tooShortSighted);
      const runner = await this.#start([...this.#shown]);
      this.#all.add(runner);
      if (!this.#closed) return runner;
      await runner.close();
    } catch (error) {
      this.#leave();
      throw new PipelineError("judge", `the judge cannot start: ${messageOf(error)}`, {
        cause: error,
      });
    }
    throw cancelled();
  }

  async #discard(runner: Runner): Promise<void> {
    await runner.close();
    this.#all.delete(runner);
  }

  #leave(): void {
    this.#taken -= 1;
    this.#queue.shift()?.();
  }
}

type Work<T> = (runner: Runner, requests: readonly ReadyRequest[]) => Promise<T>;

/** What a request needs to see of this machine. */
function placesOf({ readable, artifact, prepared }: ReadyRequest): readonly string[] {
  // All artifacts lie in one folder, and so does what is prepared: to show that once saves a runner for each.
  const folders = [artifact, prepared]
    .filter((place) => place !== null)
    .map((place) => path.dirname(place));
  return [...readable, ...folders];
}

function neitherStarted(reason: string): PairExecution {
  return { program: notStarted(reason), partner: notStarted(reason), firstToEnd: "program" };
}

function shows(shown: readonly string[], places: readonly string[]): boolean {
  const all = new Set(shown);
  return places.every((place) => {
    for (let at = place; at !== path.dirname(at); at = path.dirname(at)) {
      if (all.has(at)) return true;
    }
    return false;
  });
}

function cancelled(): PipelineError {
  return new PipelineError("cancelled", "the judging was cancelled");
}
