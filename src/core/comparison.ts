import type { Program } from "./solution.js";

/** How an output is held against the expected one. */
export type Comparison = StatedComparison | PackagedComparison;

/** What a user can ask for in words. */
export type StatedComparison =
  /** Byte for byte. */
  | { readonly kind: "exact" }
  /** Line for line, without trailing white space and empty lines at the end. The default. */
  | { readonly kind: "lines" }
  /** Token for token, case-sensitive. */
  | { readonly kind: "tokens" }
  /** Token for token; two numbers agree within an absolute or relative error of `epsilon`. */
  | { readonly kind: "float"; readonly epsilon: number }
  /** The same lines in any order. */
  | { readonly kind: "unordered-lines" }
  /** A command called as `checker input output answer`; exit code 0 accepts. */
  | { readonly kind: "checker"; readonly command: string };

/** What a problem package asks for. */
type PackagedComparison =
  /** Token for token by the rules of Kattis packages. */
  | ({ readonly kind: "kattis" } & KattisFlags)
  /** Line for line, and in each line word for word: the checker for lines that Polygon offers. */
  | { readonly kind: "line-words" }
  /** A program of a problem package that decides; it is compiled and run like any other. */
  | { readonly kind: "validator"; readonly validator: Validator }
  /** A program of a problem package that talks with the judged one and decides. */
  | { readonly kind: "interactive"; readonly validator: Validator };

/** Flags of the default output validator of Kattis packages. Without a tolerance numbers are words like others. */
export interface KattisFlags {
  readonly caseSensitive: boolean;
  readonly spaceSensitive: boolean;
  readonly absoluteTolerance: number | null;
  readonly relativeTolerance: number | null;
}

/** A program that decides about outputs, and how it is spoken to. */
export interface Validator {
  /**
   * `testlib`: called with the files input, output and answer; exit code 0 accepts, 1 and 2 refuse.
   * `kattis`: called with the files input and answer, a folder for feedback and `flags`; reads the output; exit code 42
   * accepts, 43 refuses.
   */
  readonly protocol: "testlib" | "kattis";
  readonly program: Program;
  readonly flags: readonly string[];
}

export const DEFAULT_COMPARISON: StatedComparison = { kind: "lines" };
