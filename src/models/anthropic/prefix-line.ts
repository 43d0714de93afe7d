import { createHash } from "node:crypto";

import type { RequestBody } from "./request-body.js";

/** One call's place in the line. Both may be said more than once; what comes later changes nothing. */
export interface Turn {
  /** The answer has begun: from now on the server can read the prefix. */
  began(): void;
  /** The call has ended, however it did. */
  ended(): void;
}

type Outcome = "began" | "ended";

/** For a call that nobody waits for. */
const ALONE: Turn = { began: () => undefined, ended: () => undefined };

/**
 * Of calls with the same prefix that come at the same time, the first goes ahead and writes it to the server's cache;
 * the others go once its answer has begun, and read it. Where it ends before that, the next one goes ahead.
 */
export class PrefixLine {
  readonly #ahead = new Map<string, CallAhead>();

  /**
   * Returns when the call may go; also when it is cancelled, since it then ends by itself. Nobody waits for null.
   */
  async enter(prefix: string | null, signal: AbortSignal): Promise<Turn> {
    if (prefix === null) return ALONE;
    while (!signal.aborted) {
      const ahead = this.#ahead.get(prefix);
      if (ahead === undefined) return this.#goAhead(prefix);
      if ((await ahead.outcome(signal)) === "began") break;
    }
    return ALONE;
  }

  #goAhead(prefix: string): Turn {
    const call = new CallAhead();
    this.#ahead.set(prefix, call);
    const settle = (outcome: Outcome): void => {
      // Another call may be ahead by now.
      if (this.#ahead.get(prefix) === call) this.#ahead.delete(prefix);
      call.settle(outcome);
    };
    return { began: () => settle("began"), ended: () => settle("ended") };
  }
}

class CallAhead {
  readonly #waiting = new Set<(outcome: Outcome) => void>();

  outcome(signal: AbortSignal): Promise<Outcome> {
    return new Promise((resolve) => {
      const leave = (outcome: Outcome): void => {
        signal.removeEventListener("abort", stop);
        this.#waiting.delete(leave);
        resolve(outcome);
      };
      const stop = (): void => leave("ended");
      signal.addEventListener("abort", stop);
      this.#waiting.add(leave);
    });
  }

  settle(outcome: Outcome): void {
    for (const leave of this.#waiting) leave(outcome);
  }
}

/** Stands for all that a server keeps of a request: the same for two requests of which one can read the other's. */
export function prefixOf(body: RequestBody): string | null {
  const { model, thinking, output_config: output, system, messages } = body;
  const blocks = messages.flatMap(({ content }) => (typeof content === "string" ? [] : content));
  const last = blocks.findLastIndex(isMarked);
  const isKept = last >= 0 || (typeof system === "object" && system.some(isMarked));
  if (!isKept) return null;
  const kept = [model, thinking, output, system, blocks.slice(0, last + 1)];
  return createHash("sha256").update(JSON.stringify(kept)).digest("hex");
}

function isMarked(block: object): boolean {
  return "cache_control" in block;
}
