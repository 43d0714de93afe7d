import type { DataCase } from "../core/case.js";
import type { Comparison } from "../core/comparison.js";
import type { Limits } from "../core/limits.js";
import type { CaseResult } from "../core/report.js";
import { smallerInputs } from "../core/shrink.js";
import type { Program } from "../core/solution.js";
import { askOracle } from "./ask-oracle.js";
import type { OracleBench } from "./oracle-bench.js";

/** A program and an input that it fails on. */
export interface Minimising {
  readonly program: Program;
  readonly limits: Limits;
  readonly comparison: Comparison;
  /** The case as it was found; the result of the program on it. */
  readonly test: DataCase;
  readonly result: CaseResult;
}

/** An input that a program fails on, with the answer of the oracle and what the program did. */
export interface Counterexample {
  readonly input: string;
  readonly expected: string | null;
  readonly result: CaseResult;
}

/** Enough for inputs that were found small; one that is large becomes as small as the time allows. */
const BUDGET_MS = 6000;
const MOST_CANDIDATES = 3000;
const BATCH = 12;

/**
 * Makes a failing input as small as it can in a few seconds. Every candidate must be legal, must be answered by the
 * oracle, and the program must still fail on it. The result is never larger than what it began with.
 */
export async function minimise(work: Minimising, oracle: OracleBench): Promise<Counterexample> {
  const endsAt = performance.now() + BUDGET_MS;
  const { input, expected } = work.test;
  let smallest: Counterexample = { input, expected, result: work.result };
  let tried = 0;
  while (tried < MOST_CANDIDATES) {
    const search = smallerInputs(smallest.input, work.program.shape);
    const found = await firstFailing(work, oracle, {
      candidates: batches(search, MOST_CANDIDATES - tried),
      isOver: () => performance.now() > endsAt,
    });
    tried += found.tried;
    if (found.counterexample === null) break;
    smallest = found.counterexample;
  }
  return smallest;
}

interface Search {
  readonly candidates: Iterable<readonly string[]>;
  readonly isOver: () => boolean;
}

interface Found {
  readonly tried: number;
  readonly counterexample: Counterexample | null;
}

async function firstFailing(
  work: Minimising,
  oracle: OracleBench,
  { candidates, isOver }: Search,
): Promise<Found> {
  let tried = 0;
  for (const batch of candidates) {
    if (isOver()) break;
    tried += batch.length;
    const [first] = await failing(work, oracle, batch);
    if (first !== undefined) return { tried, counterexample: first };
  }
  return { tried, counterexample: null };
}

/** Those of the inputs that the program fails on, in their order. */
async function failing(
  { program, limits, comparison, test }: Minimising,
  oracle: OracleBench,
  inputs: readonly string[],
): Promise<readonly Counterexample[]> {
  const answers = await askOracle(oracle, inputs);
  const cases = inputs.flatMap((input, at): readonly DataCase[] => {
    const answer = answers[at];
    if (answer?.kind !== "answer") return [];
    return [{ ...test, id: `${test.id}-${at}`, input, expected: answer.output }];
  });
  if (cases.length === 0) return [];
  const results = await oracle.bench.judge({ program, cases, limits, comparison });
  return cases.flatMap(({ id, input, expected }) => {
    const result = results.find((one) => one.id === id);
    if (result === undefined || result.verdict === "AC" || result.verdict === "JE") return [];
    return [{ input, expected, result: { ...result, id: test.id } }];
  });
}

function* batches(items: Iterable<string>, most: number): Generator<readonly string[]> {
  let batch: string[] = [];
  let count = 0;
  for (const item of items) {
    if (count >= most) break;
    count += 1;
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
