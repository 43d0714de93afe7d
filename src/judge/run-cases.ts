import type { Case } from "../core/case.js";
import type { CaseResult } from "../core/report.js";
import type { Results } from "./repetitions.js";

/** How the cases of one repetition are run. */
export interface CaseRun {
  readonly judgeCase: (test: Case) => Promise<readonly CaseResult[]>;
  /** How many may be under way at a time. */
  readonly atOnce: number;
  /** After a case that is not AC no further one is started; those under way come to their end. */
  readonly stopAtFirstFailure: boolean;
}

/** Runs cases, several at a time, and gives back what came of those that were started, in their order. */
export async function runCases(cases: readonly Case[], run: CaseRun): Promise<Results> {
  const results = new Map<string, readonly CaseResult[]>();
  const waiting = cases.values();
  let isOver = false;
  const work = async (): Promise<void> => {
    for (const test of waiting) {
      if (isOver) return;
      try {
        const found = await run.judgeCase(test);
        results.set(test.id, found);
        isOver ||= run.stopAtFirstFailure && found.some(({ verdict }) => verdict !== "AC");
      } catch (error) {
        isOver = true;
        throw error;
      }
    }
  };
  // All are waited for, also after a failure: nothing may still run when the crew is closed.
  const settled = await Promise.allSettled(Array.from({ length: run.atOnce }, work));
  for (const one of settled) if (one.status === "rejected") throw one.reason;
  return new Map(
    cases.flatMap(({ id }) => {
      const found = results.get(id);
      return found === undefined ? [] : [[id, found] as const];
    }),
  );
}
