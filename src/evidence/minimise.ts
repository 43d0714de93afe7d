import type { BenchResult } from "../core/bench.js";
import type { DataCase } from "../core/case.js";
import type { Comparison } from "../core/comparison.js";
import type { Limits } from "../core/limits.js";
import type { CaseResult } from "../core/report.js";
import { smallerInputs, smallerOf } from "../core/shrink.js";
import type { Program } from "../core/solution.js";
import { LARGE_WORK, type OracleBench } from "./oracle-bench.js";

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
const BUDGET_MS = 5000;
const MOST_CANDIDATES = 4000;
/** Small at first, as what is tried first is most likely to do. */
const FIRST_BATCH = 12;
const LARGEST_BATCH = 96;
/** Building a batch stops nothing else for longer than this, and what it holds stays small. */
const LONGEST_BUILDING_MS = 50;
const MOST_CHARACTERS = 2_000_000;

/** What each program of the oracle may take for one candidate. */
const QUICK_WORK: Limits = { timeLimitMs: 500, memoryLimitMb: 1024 };
const LONGEST_ANSWER = 2_000_000;

/** Other inputs that may be smaller: of so many sizes, and so many of each. */
const MOST_SIZES = 5;
const SEEDS_PER_SIZE = 30;
/** Behind the seeds of every campaign. */
const FIRST_SEED = 10_000_001;

/**
 * Makes a failing input as small as it can in a few seconds: other seeds of small sizes first, then parts of it are
 * left out. Every candidate must be legal, must be answered by the oracle, and the program must still fail on it. The
 * result is never larger than what it began with. An input that fails only now and then stays as it is.
 */
export async function minimise(work: Minimising, oracle: OracleBench): Promise<Counterexample> {
  const { input, expected } = work.test;
  const first: Counterexample = { input, expected, result: work.result };
  if (work.result.disagreement !== undefined) return first;
  const search = new Search(work, oracle, performance.now() + BUDGET_MS);
  const others = await otherInputs(oracle, input);
  let smallest = (await search.firstFailing(others)) ?? first;
  for (;;) {
    const smaller = await search.firstFailing(smallerInputs(smallest.input, work.program.shape));
    if (smaller === null) break;
    smallest = smaller;
  }
  return smallest === first || (await search.stands(smallest)) ? smallest : first;
}

/** Generated inputs that are smaller than the one that was found, the smallest first. */
async function otherInputs(oracle: OracleBench, input: string): Promise<readonly string[]> {
  const { generator } = oracle.oracle;
  const runs = Array.from({ length: MOST_SIZES * SEEDS_PER_SIZE }, (_none, at) => {
    const words = [`${FIRST_SEED + at}`, `${1 + Math.floor(at / SEEDS_PER_SIZE)}`];
    return { program: generator, words, input: `${words.join(" ")}\n`, limits: QUICK_WORK };
  });
  const made = await oracle.bench.run(runs, "together");
  const inputs = made.flatMap(({ verdict, output }) => (verdict === "AC" ? [output] : []));
  return smallerOf([...new Set(inputs)], input);
}

/** Tries candidates until the time is over or there were too many; each once. */
class Search {
  readonly #work: Minimising;
  readonly #oracle: OracleBench;
  readonly #endsAt: number;
  readonly #tried = new Set<string>();

  constructor(work: Minimising, oracle: OracleBench, endsAt: number) {
    this.#work = work;
    this.#oracle = oracle;
    this.#endsAt = endsAt;
    this.#tried.add(work.test.input);
  }

  /** The first of the candidates that the program fails on, whatever is tried at the same time. */
  async firstFailing(candidates: Iterable<string>): Promise<Counterexample | null> {
    for (const batch of this.#batches(candidates)) {
      // Timers and signals have their turn, also where no process has to be waited for.
      await new Promise((resolve) => setImmediate(resolve));
      if (performance.now() > this.#endsAt) return null;
      const legal = await this.#legal(batch);
      const cases = await this.#answered(legal);
      const found = await this.#failing(cases);
      if (found !== null) return found;
    }
    return null;
  }

  /** Whether the programs of the oracle say the same of it when each has a process to itself. */
  async stands({ input, expected }: Counterexample): Promise<boolean> {
    const { oracle, bench } = this.#oracle;
    const program = oracle.validator;
    const [legal] = await bench.run(
      [{ program, words: [], input, limits: LARGE_WORK }],
      "parallel",
    );
    if (legal?.verdict !== "AC") return false;
    const { test, comparison } = this.#work;
    const cases = [{ ...test, input, expected }];
    const [same] = await bench.judge({
      program: oracle.brute,
      cases,
      limits: LARGE_WORK,
      comparison,
    });
    return same?.verdict === "AC";
  }

  async #legal(inputs: readonly string[]): Promise<readonly string[]> {
    const results = await this.#runAll(this.#oracle.oracle.validator, inputs);
    return inputs.filter((_input, at) => results[at]?.verdict === "AC");
  }

  async #answered(inputs: readonly string[]): Promise<readonly AnsweredCase[]> {
    const results = await this.#runAll(this.#oracle.oracle.brute, inputs);
    return inputs.flatMap((input, at) => {
      const result = results[at];
      if (result?.verdict !== "AC" || result.output.length > LONGEST_ANSWER) return [];
      return [{ ...this.#work.test, input, expected: result.output }];
    });
  }

  /** What a process for many answers as the oracle does is right; the others are judged until one fails. */
  async #failing(cases: readonly AnsweredCase[]): Promise<Counterexample | null> {
    const { program, limits, comparison } = this.#work;
    const quick = await this.#runAll(
      program,
      cases.map(({ input }) => input),
    );
    const doubtful = cases.filter(
      ({ expected }, at) =>
        quick[at]?.verdict !== "AC" || quick[at].output.trimEnd() !== expected.trimEnd(),
    );
    for (const test of doubtful) {
      const judged = { program, cases: [test], limits, comparison };
      const [result] = await this.#oracle.bench.judge(judged);
      if (result !== undefined && result.verdict !== "AC" && result.verdict !== "JE") {
        return { input: test.input, expected: test.expected, result };
      }
      if (performance.now() > this.#endsAt) return null;
    }
    return null;
  }

  async #runAll(program: Program, inputs: readonly string[]): Promise<readonly BenchResult[]> {
    const runs = inputs.map((input) => ({ program, words: [], input, limits: QUICK_WORK }));
    return runs.length === 0 ? [] : this.#oracle.bench.run(runs, "together");
  }

  /** A batch that took long to build may be empty. */
  *#batches(candidates: Iterable<string>): Generator<readonly string[]> {
    let size = FIRST_BATCH;
    let batch = emptyBatch();
    for (const candidate of candidates) {
      if (this.#tried.size >= MOST_CANDIDATES) break;
      if (!this.#tried.has(candidate)) {
        this.#tried.add(candidate);
        batch.inputs.push(candidate);
        batch.characters += candidate.length;
      }
      if (batch.inputs.length < size && !isFull(batch)) continue;
      yield batch.inputs;
      batch = emptyBatch();
      size = Math.min(2 * size, LARGEST_BATCH);
    }
    if (batch.inputs.length > 0) yield batch.inputs;
  }
}

interface Batch {
  readonly inputs: string[];
  /** By the clock of `performance`. */
  readonly closesAt: number;
  characters: number;
}

function emptyBatch(): Batch {
  return { inputs: [], closesAt: performance.now() + LONGEST_BUILDING_MS, characters: 0 };
}

function isFull({ characters, closesAt }: Batch): boolean {
  return characters >= MOST_CHARACTERS || performance.now() >= closesAt;
}

interface AnsweredCase extends DataCase {
  readonly expected: string;
}
