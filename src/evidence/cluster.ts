import type { Bench, BenchResult } from "../core/bench.js";
import type { DataCase } from "../core/case.js";
import {
  type AnsweredInput,
  type CandidateAnswer,
  clusteringOf,
} from "../core/cluster-candidates.js";
import type { Clustering } from "../core/clusters.js";
import type { Comparison, StatedComparison } from "../core/comparison.js";
import type { Limits } from "../core/limits.js";
import { certifiedOracle, comparisonWith, type ExaminedOracle } from "../core/oracle.js";
import { EXCERPT_CHARACTERS } from "../core/report.js";
import type { Program } from "../core/solution.js";
import {
  type InputTask,
  JudgeTrouble,
  LARGE_WORK,
  OracleBench,
  SMALL_WORK,
} from "./oracle-bench.js";

/** One of several independent solutions. */
export interface Candidate {
  readonly version: number;
  readonly program: Program;
}

/** Candidates, and what their answers are compared on and with. */
export interface ClusterRequest {
  readonly candidates: readonly Candidate[];
  /** At least its inputs must be usable. */
  readonly examined: ExaminedOracle;
  /** Of the candidates. */
  readonly limits: Limits;
  /** As the user asked for it. */
  readonly comparison: StatedComparison;
  /** How many inputs are made; `CLUSTER_INPUTS` where nothing speaks against it. */
  readonly count: number;
}

/** Enough to tell most mistakes apart, and not more than some seconds of work. */
export const CLUSTER_INPUTS = 60;

/** Far from the seeds that stress begins with, so that what they agree on was not seen before. */
const FIRST_SEED = 500_001;
const SMALL_SHARE = 2 / 3;
const SMALL_SIZES = 10;
const LARGEST_SIZE = 200;
/** A longer one tells people nothing. */
const LONGEST_INPUT = 200_000;

/**
 * Runs candidates on generated inputs and groups them by their answers. Deterministic by its seeds. Never throws for
 * what the programs do; where the judge itself fails there is nothing to group by, and nobody is preferred.
 */
export async function clusterOf(request: ClusterRequest, bench: Bench): Promise<Clustering> {
  const versions = request.candidates.map(({ version }) => version);
  try {
    const inputs = await makeInputs(request, bench);
    return clusteringOf(versions, await answerInputs(request, inputs, bench));
  } catch (error) {
    if (error instanceof JudgeTrouble) return clusteringOf(versions, []);
    throw error;
  }
}

interface MadeInput {
  readonly input: string;
  /** What a certified oracle answers; null where it says nothing. */
  readonly expected: string | null;
}

/** Legal inputs, each once, with the answer of a certified brute force where it has one in time. */
async function makeInputs(
  { examined, count }: ClusterRequest,
  bench: Bench,
): Promise<readonly MadeInput[]> {
  const programs = new OracleBench(examined.oracle, bench);
  const made = await programs.generate(tasksFor(examined, count), LARGE_WORK);
  const sizes = new Map(
    made.flatMap((each) =>
      each.kind === "made" && each.input.length <= LONGEST_INPUT
        ? [[each.input, each.task.size] as const]
        : [],
    ),
  );
  const inputs = [...sizes.keys()];
  const validations = await programs.validate(inputs, LARGE_WORK);
  const legal = inputs.filter((_input, at) => validations[at]?.kind === "legal");
  if (certifiedOracle(examined) === null) return legal.map((input) => ({ input, expected: null }));
  const { answeredSize } = examined.certification;
  const small = legal.filter((input) => (sizes.get(input) ?? 0) <= answeredSize);
  const results = await programs.answer(small, SMALL_WORK);
  const answers = new Map(small.map((input, at) => [input, outputOf(results[at])]));
  return legal.map((input) => ({ input, expected: answers.get(input) ?? null }));
}

/** Small sizes over and over, then larger ones that grow by the same factor. */
function tasksFor({ certification }: ExaminedOracle, count: number): readonly InputTask[] {
  const largest = Math.max(1, Math.min(LARGEST_SIZE, certification.largestSize));
  const small = Math.ceil(count * SMALL_SHARE);
  return Array.from({ length: count }, (_none, at) => {
    const step = (at - small + 1) / (count - small);
    const size =
      at < small
        ? 1 + (at % SMALL_SIZES)
        : Math.round(SMALL_SIZES * (LARGEST_SIZE / SMALL_SIZES) ** step);
    return { seed: FIRST_SEED + at, size: Math.min(size, largest) };
  });
}

function outputOf(result: BenchResult | undefined): string | null {
  return result?.verdict === "AC" ? result.output : null;
}

/** What every candidate answers on every input; an input that the judge could not run one on is left out. */
async function answerInputs(
  { candidates, examined, limits, comparison: stated }: ClusterRequest,
  inputs: readonly MadeInput[],
  bench: Bench,
): Promise<readonly AnsweredInput[]> {
  const comparison = comparisonWith(examined, stated);
  // What a checker decides is whether an answer is right, never whether two that may be wrong are the same.
  const comparable =
    comparison.kind === "validator" ? inputs.filter(({ expected }) => expected !== null) : inputs;
  const runs = comparable.flatMap(({ input }) =>
    candidates.map(({ program }) => ({ program, words: [], input, limits })),
  );
  const results = await bench.run(runs, "parallel");
  const rows = comparable.map((made, at): Row => {
    const from = at * candidates.length;
    return { made, results: results.slice(from, from + candidates.length) };
  });
  const judged = rows.filter((row) => row.results.every(({ verdict }) => verdict !== "JE"));
  const comparer = new Comparer({ candidates, limits, comparison, bench });
  return comparer.compare(judged);
}

/** What the candidates came to on one input, in their order. */
interface Row {
  readonly made: MadeInput;
  readonly results: readonly BenchResult[];
}

interface Comparing {
  readonly candidates: readonly Candidate[];
  readonly limits: Limits;
  readonly comparison: Comparison;
  readonly bench: Bench;
}

/** What an answer of a candidate is held against. */
interface Held {
  readonly row: number;
  readonly at: number;
  readonly expected: string;
}

/** Says which answers agree. Texts that are the same always do; for the others a judge is asked. */
class Comparer {
  readonly #parts: Comparing;
  /** Rows in which the judge could not compare: nothing is known of their answers. */
  readonly #unjudged = new Set<number>();

  constructor(parts: Comparing) {
    this.#parts = parts;
  }

  async compare(rows: readonly Row[]): Promise<readonly AnsweredInput[]> {
    const right = await this.#rightOnes(rows);
    const kinds = await this.#kinds(rows, right);
    const answered = rows.map(({ made, results }, row) => ({
      input: made.input,
      answers: this.#parts.candidates.map(({ version }, at): CandidateAnswer => {
        const result = results[at];
        const isRight = made.expected === null ? null : right.has(nameOf({ row, at }));
        const kind = kinds.get(nameOf({ row, at })) ?? "";
        return { version, kind, isRight, output: shownAnswer(result) };
      }),
    }));
    return answered.filter((_input, row) => !this.#unjudged.has(row));
  }

  /** The answers that the comparison accepts beside the oracle's. */
  async #rightOnes(rows: readonly Row[]): Promise<ReadonlySet<string>> {
    const held = rows.flatMap(({ made: { expected }, results }, row) =>
      expected === null
        ? []
        : results.flatMap(({ verdict }, at) => (verdict === "AC" ? [{ row, at, expected }] : [])),
    );
    return this.#accepted(rows, held);
  }

  /** A kind for each answer: of two answers that are not known to be right, that of the first which it agrees with. */
  async #kinds(
    rows: readonly Row[],
    right: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, string>> {
    const kinds = new Map<string, string>();
    const open = new Map<string, Held>();
    for (const [row, { results }] of rows.entries()) {
      for (const [at, { verdict, output }] of results.entries()) {
        const name = nameOf({ row, at });
        if (verdict !== "AC") kinds.set(name, verdict);
        else if (right.has(name)) kinds.set(name, "right");
        else open.set(name, { row, at, expected: output });
      }
    }
    while (open.size > 0) await this.#settleFirsts(rows, open, kinds);
    return kinds;
  }

  /** In each row the first open answer gives its kind to all that agree with it. */
  async #settleFirsts(
    rows: readonly Row[],
    open: Map<string, Held>,
    kinds: Map<string, string>,
  ): Promise<void> {
    const firsts = new Map<number, Held>();
    for (const held of open.values()) {
      if (!firsts.has(held.row)) firsts.set(held.row, held);
    }
    const against = [...open.values()].flatMap((held) => {
      const first = firsts.get(held.row);
      return first === undefined || first === held ? [] : [{ ...held, expected: first.expected }];
    });
    // A checker decides whether an answer is right; of others only the same text is the same answer.
    const same =
      this.#parts.comparison.kind === "validator"
        ? new Set(against.filter((held) => isSame(rows, held)).map(nameOf))
        : await this.#accepted(rows, against);
    for (const [name, { row, at }] of open) {
      const first = firsts.get(row);
      if (first === undefined || (first.at !== at && !same.has(name))) continue;
      kinds.set(name, `as v${this.#parts.candidates[first.at]?.version}`);
      open.delete(name);
    }
  }

  /** Those answers that agree with what they are held against. */
  async #accepted(rows: readonly Row[], held: readonly Held[]): Promise<ReadonlySet<string>> {
    const { candidates, limits, comparison, bench } = this.#parts;
    const accepted = new Set(held.filter((each) => isSame(rows, each)).map(nameOf));
    for (const [at, { program }] of candidates.entries()) {
      const cases = held
        .filter((each) => each.at === at && !accepted.has(nameOf(each)))
        .map(({ row, expected }): DataCase => {
          const input = rows[row]?.made.input ?? "";
          return { kind: "data", id: nameOf({ row, at }), origin: "stress", input, expected };
        });
      if (cases.length === 0) continue;
      const results = await bench.judge({ program, cases, limits, comparison });
      for (const { id, verdict } of results) {
        if (verdict === "AC") accepted.add(id);
        if (verdict === "JE") this.#unjudged.add(Number.parseInt(id, 10));
      }
    }
    return accepted;
  }
}

function isSame(rows: readonly Row[], { row, at, expected }: Held): boolean {
  return rows[row]?.results[at]?.output === expected;
}

function nameOf({ row, at }: Pick<Held, "row" | "at">): string {
  return `${row}/${at}`;
}

function shownAnswer(result: BenchResult | undefined): string {
  if (result === undefined) return "";
  const { verdict, note, output } = result;
  const text = verdict === "AC" ? output : `${verdict}: ${note}`;
  return text.length <= EXCERPT_CHARACTERS ? text : `${text.slice(0, EXCERPT_CHARACTERS)} […]`;
}
