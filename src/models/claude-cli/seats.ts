/** Lets so many go at a time; whoever comes later waits in the order in which they came. */
export class Seats {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(size: number) {
    this.#free = size;
  }

  /** Waits for a seat and returns how to leave it. Rejects when the signal aborts. */
  async take(signal: AbortSignal): Promise<() => void> {
    while (this.#free === 0 && !signal.aborted) await this.#turn(signal);
    if (signal.aborted) {
      // Woken and given up at once: the seat is for the next.
      if (this.#free > 0) this.#wakeNext();
      throw new Error("given up");
    }
    this.#free -= 1;
    return () => {
      this.#free += 1;
      this.#wakeNext();
    };
  }

  /** Ends when a seat is left, or when the signal aborts. */
  async #turn(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener("abort", wake);
    });
  }

  #wakeNext(): void {
    const [next] = this.#waiting;
    next?.();
  }
}
