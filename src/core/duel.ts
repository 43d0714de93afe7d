/** Two versions at one size, measured in turns: A B A B. */
export interface DuelPoint {
  /** Of a generated input; of a case of the run its length in characters. */
  readonly size: number;
  /** The least CPU time of the turns of each. */
  readonly parentCpuMs: number;
  readonly childCpuMs: number;
}

/** What the comparison of a version with the one it was made from came to. */
export interface Duel {
  readonly parent: number;
  readonly child: number;
  readonly points: readonly DuelPoint[];
  /** Time of the child over time of the parent, with an interval that noise rarely leaves. Null: nothing was measured. */
  readonly ratio: DuelRatio | null;
  /** `differs`: on some input the two do not give the same answer. */
  readonly verdict: "faster" | "level" | "slower" | "differs";
  /** Where the two differ: whose answer the oracle accepts. Null: they do not, or nothing independent could decide. */
  readonly accepted: "parent" | "child" | "neither" | null;
  /** The generated input on which a certified oracle said who is right. Absent: it said nothing. */
  readonly shown?: { readonly seed: number; readonly size: number };
  /** One sentence for people. */
  readonly note: string;
}

/** A measured ratio, and the ends of the interval that holds it with 95 % confidence. */
export interface DuelRatio {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
