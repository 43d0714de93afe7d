/** How an output is held against the expected one. */
export type Comparison =
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

export const DEFAULT_COMPARISON: Comparison = { kind: "lines" };
