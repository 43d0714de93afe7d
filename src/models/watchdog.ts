/** Aborts its signal when nothing was heard for too long. */
export interface Watchdog {
  readonly signal: AbortSignal;
  /** How long it waits now, in milliseconds. */
  readonly patienceMs: number;
  /** Something was heard: the wait starts anew. */
  readonly heard: () => void;
  /** From now on it waits so long. */
  wait(patienceMs: number): void;
  stop(): void;
}

/** Starts to wait at once. Whoever starts it stops it. */
export function startWatchdog(firstPatienceMs: number): Watchdog {
  const controller = new AbortController();
  const start = (ms: number): NodeJS.Timeout => setTimeout(() => controller.abort(), ms);
  let patienceMs = firstPatienceMs;
  let timer = start(patienceMs);
  return {
    signal: controller.signal,
    get patienceMs() {
      return patienceMs;
    },
    heard: () => void timer.refresh(),
    wait: (ms) => {
      clearTimeout(timer);
      patienceMs = ms;
      timer = start(ms);
    },
    stop: () => clearTimeout(timer),
  };
}
