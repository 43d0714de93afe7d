import type { Comparison } from "../core/comparison.js";
import type { Limits } from "../core/limits.js";
import type { Judge } from "../core/ports.js";
import type { CaseResult, Report } from "../core/report.js";
import type { Program } from "../core/solution.js";
import type { PackagedCase } from "../packages/problem-package.js";

/** What the cases of a package are judged with. */
export interface CaseJudging {
  readonly judge: Judge;
  readonly cases: readonly PackagedCase[];
  readonly limits: Limits;
  readonly stopAtFirstFailure: boolean;
}

/** Test data that is in memory at a time: a package may hold far more than a machine. */
const BATCH_BYTES = 32_000_000;
const BATCH_CASES = 500;

/** Judges a program on the cases of a package, of which only a part is read at a time. */
export async function judgeCases(
  program: Program,
  { judge, cases, limits, stopAtFirstFailure }: CaseJudging,
  signal: AbortSignal,
): Promise<Report> {
  const results: CaseResult[] = [];
  let last: Report | null = null;
  for (const batch of batchesOf(cases)) {
    const request = {
      program,
      cases: await Promise.all(batch.cases.map((test) => test.read())),
      limits,
      comparison: batch.comparison,
      confirmations: 1,
      stopAtFirstFailure,
    };
    last = await judge.judge(request, signal);
    // A piece of a text keeps the whole text in memory; a copy of it does not.
    results.push(...structuredClone(last.cases));
    if (last.compile?.ok === false) break;
    if (stopAtFirstFailure && last.cases.some(({ verdict }) => verdict !== "AC")) break;
  }
  const { compile = null, isolation = "none", confirmations = 1 } = last ?? {};
  return { cases: results, compile, isolation, confirmations };
}

interface Batch {
  readonly comparison: Comparison;
  readonly cases: PackagedCase[];
}

/** Cases in their order, cut where the comparison changes or much has come together. */
function batchesOf(cases: readonly PackagedCase[]): readonly Batch[] {
  const batches: Batch[] = [];
  let bytes = 0;
  for (const test of cases) {
    const last = batches.at(-1);
    bytes += test.bytes;
    const fits = bytes <= BATCH_BYTES && (last?.cases.length ?? 0) < BATCH_CASES;
    if (last !== undefined && fits && last.comparison === test.comparison) last.cases.push(test);
    else {
      batches.push({ comparison: test.comparison, cases: [test] });
      bytes = test.bytes;
    }
  }
  return batches;
}
