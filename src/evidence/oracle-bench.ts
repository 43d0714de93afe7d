import type { Bench, BenchOrder, BenchResult, BenchRun } from "../core/bench.js";
import type { Limits } from "../core/limits.js";
import type { Oracle } from "../core/oracle.js";
import type { Program } from "../core/solution.js";

/** What each program of an oracle may take for a small input. */
export const SMALL_WORK: Limits = { timeLimitMs: 1000, memoryLimitMb: 1024 };
/** What it may take for an input of any size, and for the samples. */
export const LARGE_WORK: Limits = { timeLimitMs: 10_000, memoryLimitMb: 2048 };

/** What the generator is asked for. */
export interface InputTask {
  readonly seed: number;
  readonly size: number;
}

/** An input that the generator printed, or why there is none. */
export type MadeInput =
  | { readonly kind: "made"; readonly task: InputTask; readonly input: string }
  | { readonly kind: "failed"; readonly task: InputTask; readonly why: string };

/** What the validator says of an input; `failed`: it did not come to an answer. */
export interface Validation {
  readonly kind: "legal" | "refused" | "failed";
  readonly why: string;
}

/** How a sentence begins that says nothing about the programs. */
export const TROUBLE = "The judge could not run";

/** The judge could not run a program, which says nothing about the program. */
export class JudgeTrouble extends Error {
  override readonly name = "JudgeTrouble";

  constructor(what: string, note: string) {
    super(`${TROUBLE} ${what}: ${note}`);
  }
}

/** The programs of an oracle on a bench. Every method throws JudgeTrouble where the judge itself failed. */
export class OracleBench {
  readonly oracle: Oracle;
  readonly bench: Bench;

  constructor(oracle: Oracle, bench: Bench) {
    this.oracle = oracle;
    this.bench = bench;
  }

  /** The inputs of these seeds and sizes, in their order. */
  async generate(
    tasks: readonly InputTask[],
    limits: Limits,
    order: BenchOrder = "together",
  ): Promise<readonly MadeInput[]> {
    const { generator } = this.oracle;
    const runs = tasks.map(({ seed, size }) => ({
      words: [`${seed}`, `${size}`],
      input: `${seed} ${size}\n`,
      limits,
    }));
    const results = await this.#run(generator, runs, order);
    return tasks.map((task, at) => made(task, results[at]));
  }

  /** What the validator says of each of these inputs. */
  async validate(inputs: readonly string[], limits: Limits): Promise<readonly Validation[]> {
    const { validator } = this.oracle;
    const runs = inputs.map((input) => ({ words: [], input, limits }));
    return (await this.#run(validator, runs)).map(validationOf);
  }

  /** What the brute force writes for each of these inputs. */
  async answer(inputs: readonly string[], limits: Limits): Promise<readonly BenchResult[]> {
    const runs = inputs.map((input) => ({ words: [], input, limits }));
    return this.#run(this.oracle.brute, runs);
  }

  /** Runs one program, a few inputs at a time: where it took too long the rest is left out. */
  async #run(
    program: Program,
    runs: readonly Omit<BenchRun, "program">[],
    order: BenchOrder = "together",
  ): Promise<readonly BenchResult[]> {
    const results: BenchResult[] = [];
    for (let at = 0; at < runs.length; at += AT_A_TIME) {
      if (results.some(({ verdict }) => verdict === "TLE")) break;
      const few = runs.slice(at, at + AT_A_TIME).map((run) => ({ ...run, program }));
      results.push(...(await this.#runFairly(few, order)));
    }
    const trouble = results.find(({ verdict }) => verdict === "JE");
    if (trouble !== undefined) throw new JudgeTrouble(program.fileName, trouble.note);
    return [...results, ...runs.slice(results.length).map(() => NOT_RUN)];
  }

  /** A program that waited for the machine and not for itself has another chance, with nothing beside it. */
  async #runFairly(runs: readonly BenchRun[], order: BenchOrder): Promise<readonly BenchResult[]> {
    const results = await this.bench.run(runs, order);
    const again = new Map<BenchRun, BenchResult>();
    for (const run of runs.filter((_, at) => isStarved(results[at], runs[at]?.limits))) {
      const [result] = await this.bench.run([run], "one-by-one");
      if (result === undefined || result.verdict === "TLE") break;
      again.set(run, result);
    }
    return runs.flatMap((run, at) => again.get(run) ?? results[at] ?? []);
  }
}

const AT_A_TIME = 10;
/** A run that used less than this part of its time did not compute for most of it. */
const BUSY = 0.9;

function isStarved(result: BenchResult | undefined, limits: Limits | undefined): boolean {
  return result?.verdict === "TLE" && result.cpuMs < BUSY * (limits?.timeLimitMs ?? 0);
}

const NOT_RUN: BenchResult = {
  verdict: "TLE",
  exitCode: null,
  output: "",
  cpuMs: 0,
  wallMs: 0,
  memoryKb: 0,
  note: "It was not run, because it took too long before.",
};

function made(task: InputTask, result: BenchResult | undefined): MadeInput {
  if (result === undefined) return { kind: "failed", task, why: "It was not run." };
  if (result.verdict !== "AC") return { kind: "failed", task, why: result.note };
  if (result.output.trim() === "") return { kind: "failed", task, why: "It printed nothing." };
  return { kind: "made", task, input: result.output };
}

function validationOf({ verdict, exitCode, note }: BenchResult): Validation {
  if (verdict === "AC") return { kind: "legal", why: "" };
  const exited = verdict === "RE" && exitCode !== null && exitCode !== 0;
  return { kind: exited ? "refused" : "failed", why: note };
}

const MOST_SHOWN = 300;

/** A text as it stands in a sentence for an agent: quoted, and cut where it is long. */
export function quoted(text: string): string {
  return text.length <= MOST_SHOWN
    ? JSON.stringify(text)
    : `${JSON.stringify(text.slice(0, MOST_SHOWN))} (${text.length} characters in all)`;
}
