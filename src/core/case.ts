/**
 * Where a case comes from, and so how far it is trusted. `sample`: from the statement. `given`: the
 * user's own test. `own`: a test that came with a generated solution. `proof`: reproduces a finding.
 * `stress`: a generated input on which an oracle disagreed.
 */
export type Origin = "sample" | "given" | "own" | "stress" | "proof";

/** One test. What it holds says how it is run. */
export type Case = DataCase | OwnTestsCase | TestFileCase | CommandCase;

/** An input for the program, and the answer when one is known. */
export interface DataCase {
  readonly kind: "data";
  readonly id: string;
  readonly origin: Origin;
  /** Standard input; for a `call` program the JSON array of the arguments. */
  readonly input: string;
  /** Standard output; for a `call` program the JSON result. Null: it only has to end in good order. */
  readonly expected: string | null;
}

/** The tests that stand in the solution's own file. One case gives one result per test found. */
export interface OwnTestsCase {
  readonly kind: "own-tests";
  readonly id: string;
  readonly origin: Origin;
  /** Tests that must be there: one that is missing counts as failed. */
  readonly requiredTests: readonly string[];
}

/** A test file that is run beside the solution. */
export interface TestFileCase {
  readonly kind: "test-file";
  readonly id: string;
  readonly origin: Origin;
  readonly fileName: string;
  readonly source: string;
}

/** The user's test command, run in a copy of the project folder with the solution in place of the file. */
export interface CommandCase {
  readonly kind: "command";
  readonly id: string;
  readonly origin: Origin;
  readonly command: string;
  /** Absolute path of the folder that is copied. */
  readonly projectDirectory: string;
  /** The file that the solution replaces, relative to the folder. */
  readonly target: string;
}

/** Cases that decide: they come from the user or were confirmed by a run, never from the solution itself. */
export function isAnchor(origin: Origin): boolean {
  return origin === "sample" || origin === "given" || origin === "stress";
}
