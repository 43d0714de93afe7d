import {
  allowCallBeside,
  type BudgetDecision,
  type BudgetLimits,
  type PlannedCall,
  type Reserved,
  reservedBy,
} from "../core/budget.js";
import type { RunState } from "../core/run-state.js";

/** What a call is held against before it is made. */
export interface Admission {
  readonly limits: BudgetLimits;
  readonly call: PlannedCall;
  /** The run as it is then; it changes while a call waits. */
  readonly spent: () => Pick<RunState, "usage" | "seconds">;
}

/** Lets calls go that may be on their way at the same time, as far as the budget holds all of them at their worst. */
export class CallGate {
  readonly #onTheirWay = new Map<string, Reserved>();
  /** The attempts of those, by their place among all of the run, once the journal has them. */
  readonly #attempts = new Map<string, number>();
  #waiting: (() => void)[] = [];
  #failure: { readonly error: unknown } | null = null;
  #busyUntil = 0;

  /** Decides once there is nothing left to wait for; a call that may go is held at its worst until it has settled. */
  async admit(key: string, { limits, call, spent }: Admission): Promise<BudgetDecision> {
    for (;;) {
      if (this.#failure !== null) throw this.#failure.error;
      const onTheirWay = [...this.#onTheirWay.values()];
      const decision = allowCallBeside(onTheirWay, limits, { spent: spent(), call });
      if (decision.kind === "go") {
        this.#onTheirWay.set(key, reservedBy(call, decision.maxOutputTokens));
      }
      if (decision.kind !== "wait") return decision;
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  /** A call that was let go stands in the journal as this attempt. */
  began(key: string, attempt: number): void {
    this.#attempts.set(key, attempt);
  }

  /** Whether an attempt is held here: it was let go in this session and has not settled. */
  isOnItsWay(attempt: number): boolean {
    return [...this.#attempts.values()].includes(attempt);
  }

  /** Whoever waits is looked at again: in the order in which they came. */
  settle(key: string): void {
    this.#onTheirWay.delete(key);
    this.#attempts.delete(key);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** No call goes any more: each that is still to come fails like the first that failed. */
  close(error: unknown): void {
    this.#failure ??= { error };
  }

  /** Milliseconds by which a call made the run longer: time that several took together counts once. */
  timeOf(startedAt: number, endedAt: number): number {
    const from = Math.max(startedAt, this.#busyUntil);
    this.#busyUntil = Math.max(endedAt, this.#busyUntil);
    return Math.max(0, endedAt - from);
  }
}
