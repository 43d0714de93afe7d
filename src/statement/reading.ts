/** First and last line in the statement, counted from 1. */
export type LineRange = readonly [first: number, last: number];

/** What one part of the statement came to. */
export type Reading = SampleFound | SampleRefused;

/** A test that was read by rule. */
export interface SampleFound {
  readonly kind: "stdio" | "call";
  readonly lines: LineRange;
  readonly input: string;
  readonly expected: string;
  /** The function that a call names; null when it names none. */
  readonly entry: string | null;
  /** The names that a call gives its arguments; null when it gives none. */
  readonly names: readonly string[] | null;
  /** How many arguments a call has. */
  readonly arity: number;
}

/** A part that looks like a sample and is not taken for one. */
export interface SampleRefused {
  readonly kind: "refused";
  readonly lines: LineRange;
  readonly why: string;
  /** True when somebody who points at the right lines can still make a sample of it. */
  readonly pointable: boolean;
}

/** A refusal that pointing at lines can mend, or not. */
export function refuse(lines: LineRange, why: string, pointable: boolean): SampleRefused {
  return { kind: "refused", lines, why, pointable };
}
