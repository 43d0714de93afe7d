import type { Verdict } from "../core/verdict.js";

/** Every verdict that says no to a program that could be compiled. */
const REJECTED: readonly Verdict[] = ["WA", "TLE", "MLE", "OLE", "RE"];

/** Where memory or output is limited by other means, running out of it looks like an error of the program. */
const RUN_TIME_ERROR: readonly Verdict[] = ["RE", "MLE", "OLE"];

/** What the folders of `submissions/` and the tags of Polygon say, in one spelling. */
const LABELS: Readonly<Record<string, readonly Verdict[]>> = {
  accepted: ["AC"],
  main: ["AC"],
  wrong_answer: ["WA"],
  presentation_error: ["WA"],
  time_limit_exceeded: ["TLE"],
  run_time_error: RUN_TIME_ERROR,
  runtime_error: RUN_TIME_ERROR,
  memory_limit_exceeded: ["MLE", "RE"],
  output_limit_exceeded: ["OLE", "RE"],
  compiler_error: ["CE"],
  compile_error: ["CE"],
  slow_accepted: ["AC", "TLE"],
  time_limit_exceeded_or_accepted: ["AC", "TLE"],
  time_limit_exceeded_or_memory_limit_exceeded: ["TLE", "MLE", "RE"],
  // Some cases pass and others do not; which is worth how much is not looked at here.
  partially_accepted: REJECTED,
  // Too slow or too large wherever it fails, but never wrong.
  brute_force: ["AC", "TLE", "MLE", "RE"],
  rejected: REJECTED,
  failed: REJECTED,
};

/** Labels that say nothing by themselves: a comment in the file has to. */
const MIXED = new Set(["mixed", "multiple"]);

const RESULT_WORDS: Readonly<Record<string, readonly Verdict[]>> = {
  correct: ["AC"],
  accepted: ["AC"],
  ac: ["AC"],
  wrong_answer: ["WA"],
  wa: ["WA"],
  no_output: ["WA"],
  presentation_error: ["WA"],
  pe: ["WA"],
  timelimit: ["TLE"],
  time_limit: ["TLE"],
  time_limit_exceeded: ["TLE"],
  tle: ["TLE"],
  run_error: RUN_TIME_ERROR,
  run_time_error: RUN_TIME_ERROR,
  runtime_error: RUN_TIME_ERROR,
  rte: RUN_TIME_ERROR,
  re: RUN_TIME_ERROR,
  memory_limit: ["MLE"],
  memory_limit_exceeded: ["MLE"],
  mle: ["MLE"],
  output_limit: ["OLE"],
  output_limit_exceeded: ["OLE"],
  ole: ["OLE"],
  compiler_error: ["CE"],
  compile_error: ["CE"],
  ce: ["CE"],
};

const ANYTHING: readonly Verdict[] = ["AC", ...REJECTED, "CE"];

/** What a label of the package lets expect; null when the word is not known. */
export function expectedByLabel(label: string): readonly Verdict[] | null {
  const word = plain(label);
  return MIXED.has(word) ? ANYTHING : (LABELS[word] ?? null);
}

/** Verdicts for the words of an expectation such as `WRONG-ANSWER, TIMELIMIT`, and the words nobody knows. */
export function expectedByWords(words: readonly string[]): {
  readonly expected: readonly Verdict[];
  readonly unknown: readonly string[];
} {
  const known = words.map((word) => ({ word, verdicts: RESULT_WORDS[plain(word)] }));
  return {
    expected: [...new Set(known.flatMap(({ verdicts }) => verdicts ?? []))],
    unknown: known.flatMap(({ word, verdicts }) => (verdicts === undefined ? [word] : [])),
  };
}

/** What closes a comment, or the text that stands in place of one. */
const ENDS_COMMENT = /(?:\*\/|-->|\*\)|-\}|\|#|=#|"""|''').*$/;

/** The words of `@EXPECTED_RESULTS@:` in a source; null when the source says nothing. */
export function expectedResultsIn(source: string): readonly string[] | null {
  const line = /@EXPECTED_RESULTS@:([^\r\n]*)/.exec(source)?.[1];
  if (line === undefined) return null;
  return line
    .replace(ENDS_COMMENT, "")
    .split(",")
    .map((word) => word.replace(/^[\s"'`]+|[\s"'`]+$/g, ""))
    .filter((word) => word !== "");
}

/** True for a label of the time limit that a verdict of another kind agrees with. */
export function isOtherRejection(expected: readonly Verdict[], verdict: Verdict): boolean {
  return !expected.includes(verdict) && agrees(expected, verdict);
}

/** True when a verdict is what the label says. A time limit that must be met with is met by any rejection: clocks differ. */
export function agrees(expected: readonly Verdict[], verdict: Verdict): boolean {
  if (expected.includes(verdict)) return true;
  return expected.includes("TLE") && !expected.includes("AC") && REJECTED.includes(verdict);
}

function plain(word: string): string {
  return word.trim().toLowerCase().replaceAll(/[-\s]/g, "_");
}
