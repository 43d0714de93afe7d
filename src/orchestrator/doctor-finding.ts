import { type ErrorKind, PipelineError } from "../core/errors.js";

/** One line of a check-up. */
export type Finding =
  | { readonly status: "ok"; readonly name: string; readonly text: string }
  /** A run works all the same. */
  | {
      readonly status: "note";
      readonly name: string;
      readonly text: string;
      readonly next: string | null;
    }
  /** A run would not begin, or come to nothing. */
  | {
      readonly status: "problem";
      readonly name: string;
      readonly text: string;
      readonly next: string | null;
      readonly kind: ErrorKind;
    };

/** Something that is as it should be. */
export function ok(name: string, text: string): Finding {
  return { status: "ok", name, text };
}

/** Something to know. */
export function note(name: string, text: string, next: string | null = null): Finding {
  return { status: "note", name, text, next };
}

/** Something that is in the way, and what to do about it. */
export function problem(
  name: string,
  text: string,
  { kind, next }: { readonly kind: ErrorKind; readonly next: string | null },
): Finding {
  return { status: "problem", name, text, next, kind };
}

/** What some work came to, or what was in its way. */
export type Attempt<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly finding: Finding };

/** Does some work; what is expected to go wrong becomes a finding. A cancel is thrown on. */
export async function attempt<T>(name: string, work: () => Promise<T> | T): Promise<Attempt<T>> {
  try {
    return { kind: "done", value: await work() };
  } catch (error) {
    if (!(error instanceof PipelineError) || error.kind === "cancelled") throw error;
    return { kind: "failed", finding: problemOf(name, error) };
  }
}

/** An error as a finding. */
export function problemOf(name: string, { kind, message, hint }: PipelineError): Finding {
  return problem(name, message, { kind, next: hint });
}
