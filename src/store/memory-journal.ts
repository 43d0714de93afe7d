import type { RunEvent } from "../core/events.js";
import type { Journal } from "../core/ports.js";

/** A journal that forgets everything when the process ends. */
export class MemoryJournal implements Journal {
  readonly #events: RunEvent[];

  constructor(events: readonly RunEvent[] = []) {
    this.#events = [...events];
  }

  get events(): readonly RunEvent[] {
    return this.#events;
  }

  append(event: RunEvent): Promise<void> {
    this.#events.push(event);
    return Promise.resolve();
  }
}
