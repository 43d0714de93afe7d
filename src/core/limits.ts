/** What the statement allows a program per case. Null: the statement does not say. */
export interface Limits {
  readonly timeLimitMs: number | null;
  readonly memoryLimitMb: number | null;
}

/** Limits in force where the statement is silent. */
export const DEFAULT_TIME_LIMIT_MS = 2000;
export const DEFAULT_MEMORY_LIMIT_MB = 512;

export const NO_LIMITS: Limits = { timeLimitMs: null, memoryLimitMb: null };
