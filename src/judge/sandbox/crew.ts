import { messageOf, PipelineError } from "../../core/errors.js";
import { type Execution, type Greeting, notStarted, type RunRequest } from "./execution.js";
import { type Supervisor, SupervisorTrouble } from "./supervisor.js";

/** Some supervisors that share the work. They are started when they are needed. */
export class Crew {
  readonly #start: () => Promise<Supervisor>;
  readonly #size: number;
  readonly #idle: Supervisor[] = [];
  readonly #all = new Set<Supervisor>();
  readonly #queue: (() => void)[] = [];
  #taken = 0;
  #closed = false;

  constructor(start: () => Promise<Supervisor>, size: number) {
    this.#start = start;
    this.#size = size;
  }

  /** How programs are kept apart here. Throws PipelineError "judge" when no supervisor comes up. */
  async greeting(): Promise<Greeting> {
    const supervisor = await this.#take();
    this.#release(supervisor);
    return supervisor.greeting;
  }

  /**
   * Runs a program as soon as a supervisor is free. What is the judge's own trouble is tried once more and
   * then told as "not-started". Throws PipelineError "cancelled" after `close`.
   */
  async run(request: RunRequest): Promise<Execution> {
    const first = await this.#attempt(request);
    if (!(first instanceof SupervisorTrouble)) return first;
    const second = await this.#attempt(request);
    return second instanceof SupervisorTrouble ? notStarted(second.message) : second;
  }

  /** Ends everything that runs, at once. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const wake of this.#queue.splice(0)) wake();
    await Promise.all([...this.#all].map((supervisor) => supervisor.close()));
  }

  async #attempt(request: RunRequest): Promise<Execution | SupervisorTrouble> {
    const supervisor = await this.#take();
    try {
      const execution = await supervisor.run(request);
      this.#release(supervisor);
      return execution;
    } catch (error) {
      await this.#discard(supervisor);
      if (this.#closed) throw cancelled();
      if (error instanceof SupervisorTrouble) return error;
      throw error;
    }
  }

  async #take(): Promise<Supervisor> {
    while (!this.#closed && this.#taken >= this.#size) {
      await new Promise<void>((resolve) => this.#queue.push(resolve));
    }
    if (this.#closed) throw cancelled();
    this.#taken += 1;
    return this.#idle.pop() ?? (await this.#hire());
  }

  async #hire(): Promise<Supervisor> {
    try {
      const supervisor = await this.#start();
      this.#all.add(supervisor);
      if (!this.#closed) return supervisor;
      await supervisor.close();
    } catch (error) {
      this.#leave();
      throw new PipelineError("judge", `the judge cannot start: ${messageOf(error)}`, {
        cause: error,
      });
    }
    throw cancelled();
  }

  #release(supervisor: Supervisor): void {
    this.#idle.push(supervisor);
    this.#leave();
  }

  async #discard(supervisor: Supervisor): Promise<void> {
    await supervisor.close();
    this.#all.delete(supervisor);
    this.#leave();
  }

  #leave(): void {
    this.#taken -= 1;
    this.#queue.shift()?.();
  }
}

function cancelled(): PipelineError {
  return new PipelineError("cancelled", "the judging was cancelled");
}
