/** A seed, and the words that the generator is given for it. */
export interface SeedTask {
  readonly seed: number;
  readonly words: readonly string[];
  /** Only where there is no generator. */
  readonly input?: string;
}

/** What came of a seed: an input and its answer, or why there is none. */
export type Seeded = MadeInput | SkippedSeed;

export interface MadeInput {
  readonly kind: "made";
  readonly seed: number;
  readonly input: string;
  readonly expected: string;
}

export interface SkippedSeed {
  readonly kind: "skipped";
  readonly seed: number;
  /** A sentence without its full stop. */
  readonly reason: string;
}

/** A seed without an input or an answer. */
export function skippedSeed(seed: number, reason: string): SkippedSeed {
  return { kind: "skipped", seed, reason };
}
