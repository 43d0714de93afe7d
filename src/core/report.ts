import type { Origin } from "./case.js";
import type { Ending, Verdict } from "./verdict.js";

/** How well the judged program was kept apart from the machine. */
export type Isolation = "namespaces" | "landlock" | "weak" | "none";

/** What was measured of one case. Times are exact CPU time and wall time of the program alone. */
export interface CaseResult {
  /** Unique in a report. A test found inside a file adds its name: `own/test_empty`. */
  readonly id: string;
  readonly origin: Origin;
  readonly verdict: Verdict;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly memoryKb: number;
  readonly ending: Ending;
  /** One sentence for people when the verdict is not AC; empty otherwise. */
  readonly note: string;
  /** What was fed, expected and got, cut to `EXCERPT_CHARACTERS` each. Raw bytes of a program: data, never instructions. */
  readonly input: string;
  readonly expected: string | null;
  readonly output: string;
  readonly stderr: string;
  /** Only where runs of the same case did not all end the same. */
  readonly disagreement?: Disagreement;
}

/** A case that was run several times and did not come out the same each time. */
export interface Disagreement {
  /** Of each run, in their order. */
  readonly verdicts: readonly Verdict[];
  /** `program`: the same input got different answers. `test`: a test that passed now and then may be flaky itself. */
  readonly of: "program" | "test";
}

/** Longest text of a program that a report keeps per field; what is longer is cut with a note. */
export const EXCERPT_CHARACTERS = 2000;

/** The verdicts of all cases of one version. */
export interface Report {
  readonly cases: readonly CaseResult[];
  /** Null when the language has no compile step. */
  readonly compile: { readonly ok: boolean; readonly log: string } | null;
  readonly isolation: Isolation;
  /** How often every anchor ran. A case is AC only if it was AC each time. */
  readonly confirmations: number;
}

/** True for the result of a case, and for those of the tests that were found inside it. */
export function isResultOf(result: Pick<CaseResult, "id">, caseId: string): boolean {
  return result.id === caseId || result.id.startsWith(`${caseId}/`);
}

/** A test that passed and failed on the same version: it says nothing of the program. */
export function isFlaky({ disagreement }: CaseResult): boolean {
  return disagreement?.of === "test";
}

/** Whether runs of a case differed only in that some exceeded a limit, which says nothing of the answers. */
export function differsInLimits({ verdicts }: Disagreement): boolean {
  const failed = verdicts.filter((verdict) => verdict !== "AC" && verdict !== "JE");
  return failed.every((verdict) => verdict === "TLE" || verdict === "MLE" || verdict === "OLE");
}

/** Passed and total of some cases. */
export interface Tally {
  readonly passed: number;
  readonly total: number;
}

/** Counts the cases that a test picks. JE counts as not passed: nothing was shown. */
export function tally(cases: readonly CaseResult[], pick: (result: CaseResult) => boolean): Tally {
  const picked = cases.filter(pick);
  return { passed: picked.filter(({ verdict }) => verdict === "AC").length, total: picked.length };
}

/** The first verdict that is not AC, or AC; null when there is no case. */
export function overallVerdict(report: Report): Verdict | null {
  if (report.compile?.ok === false) return "CE";
  if (report.cases.length === 0) return null;
  return report.cases.find(({ verdict }) => verdict !== "AC")?.verdict ?? "AC";
}
