import type { ModelNotice } from "./ports.js";

/** Something that is going on; told while it happens, never recorded. */
export type RunNotice =
  | ModelNotice
  | { readonly kind: "calling"; readonly what: string }
  | { readonly kind: "judging"; readonly file: string };
