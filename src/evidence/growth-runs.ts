import type { Bench, BenchResult } from "../core/bench.js";
import type { GrowthFailure, GrowthPoint } from "../core/growth.js";
import type { Limits } from "../core/limits.js";
import type { Oracle } from "../core/oracle.js";
import type { Program } from "../core/solution.js";
import { type InputTask, JudgeTrouble, LARGE_WORK, OracleBench } from "./oracle-bench.js";

/** What runs of one program on generated inputs need. */
export interface GrowthSubject {
  readonly program: Program;
  readonly oracle: Oracle;
  readonly limits: Limits & { readonly timeLimitMs: number };
}

/** What came of a run: it ended in good order and within its limits, it did not, or there was no legal input. */
export type Probe = "ended" | "failed" | "no-input";

/** The best of the runs on one input. */
interface Sample {
  readonly cpuMs: number;
  readonly memoryKb: number;
  readonly inputLength: number;
}

/** A little over the time limit is measured again before it counts. */
const BORDERLINE = 1.5;
const MOST_RUNS = 3;
const MOST_SLOWDOWN = 4;
const RUN_START_MS = 5;

/** Runs a program on legal inputs of many sizes, one at a time, and keeps the best of the runs on each. */
export class GrowthRuns {
  readonly #subject: GrowthSubject;
  readonly #bench: Bench;
  readonly #oracle: OracleBench;
  readonly #inputs = new Map<string, string | null>();
  readonly #samples = new Map<number, Map<number, Sample>>();
  #failure: GrowthFailure | null = null;
  #missing: string | null = null;
  #cpuMs = 0;
  #wallMs = 0;

  constructor(subject: GrowthSubject, bench: Bench) {
    this.#subject = subject;
    this.#bench = bench;
    this.#oracle = new OracleBench(subject.oracle, bench);
  }

  /** The failure at the smallest size so far. */
  get failure(): GrowthFailure | null {
    return this.#failure;
  }

  /** Why there was no legal input, the first time that there was none. */
  get missing(): string | null {
    return this.#missing;
  }

  /** How many times longer runs take by the clock than they should: 1 on a machine that does nothing else. */
  get slowdown(): number {
    return Math.min(MOST_SLOWDOWN, Math.max(1, this.#wallMs / Math.max(1, this.#cpuMs)));
  }

  /** Makes the inputs of these seeds and sizes side by side, so that no later run has to wait for them. */
  async prepare(tasks: readonly InputTask[]): Promise<void> {
    const wanted = tasks.filter((task) => !this.#inputs.has(nameOf(task)));
    const made = await this.#oracle.generate(wanted, LARGE_WORK);
    const inputs = made.flatMap((each) => (each.kind === "made" ? [each.input] : []));
    const verdicts = (await this.#oracle.validate(inputs, LARGE_WORK)).values();
    for (const each of made) {
      if (each.kind === "failed") {
        this.#leaveOut(each.task, `the generator made no input: ${each.why}`);
        continue;
      }
      const validation = verdicts.next().value;
      if (validation?.kind === "legal") this.#inputs.set(nameOf(each.task), each.input);
      else this.#leaveOut(each.task, `the validator did not accept it: ${validation?.why ?? ""}`);
    }
  }

  /** Runs the program on the input of a seed and a size. What ended once has not failed when a repetition does. */
  async probe(task: InputTask): Promise<Probe> {
    await this.prepare([task]);
    const input = this.#inputs.get(nameOf(task)) ?? null;
    if (input === null) return "no-input";
    const result = await this.#runFairly(input);
    const known = this.#samples.get(task.size)?.get(task.seed);
    if (result.verdict === "AC") {
      const { cpuMs, memoryKb } = result;
      this.#keep(task, { cpuMs, memoryKb, inputLength: input.length });
      return "ended";
    }
    if (known !== undefined) return "ended";
    this.#fail({ ...task, inputLength: input.length }, result);
    return "failed";
  }

  /** What was measured at each size: the most, or the least, over its first seeds. */
  points(seeds: number, take: "most" | "least" = "most"): readonly GrowthPoint[] {
    const sizes = [...this.#samples.keys()].toSorted((left, right) => left - right);
    return sizes.flatMap((size) => {
      const point = this.pointAt(size, seeds, take);
      return point === null ? [] : [point];
    });
  }

  /** What was measured at one size, or null. */
  pointAt(size: number, seeds: number, take: "most" | "least" = "most"): GrowthPoint | null {
    const samples = [...(this.#samples.get(size) ?? [])].flatMap(([seed, sample]) =>
      seed <= seeds ? [sample] : [],
    );
    if (samples.length === 0) return null;
    const choose = take === "most" ? Math.max : Math.min;
    const of = (field: keyof Sample) => choose(...samples.map((sample) => sample[field]));
    return {
      size,
      inputLength: of("inputLength"),
      cpuMs: of("cpuMs"),
      memoryKb: of("memoryKb"),
    };
  }

  async #runFairly(input: string): Promise<BenchResult> {
    let best = await this.#run(input);
    for (let run = 1; run < MOST_RUNS && this.#isDoubtful(best); run += 1) {
      const next = await this.#run(input);
      if (next.verdict === "AC" || next.cpuMs < best.cpuMs) best = next;
    }
    return best;
  }

  /** A measurement that may be the fault of a busy machine. */
  #isDoubtful({ verdict, exitCode, cpuMs }: BenchResult): boolean {
    const { timeLimitMs } = this.#subject.limits;
    if (verdict !== "TLE") return false;
    return exitCode === null ? cpuMs <= timeLimitMs : cpuMs <= BORDERLINE * timeLimitMs;
  }

  async #run(input: string): Promise<BenchResult> {
    const { program, limits } = this.#subject;
    const [result] = await this.#bench.run([{ program, words: [], input, limits }], "one-by-one");
    if (result === undefined || result.verdict === "JE" || result.verdict === "CE") {
      throw new JudgeTrouble(program.fileName, result?.note ?? "");
    }
    this.#cpuMs += result.cpuMs + RUN_START_MS;
    this.#wallMs += result.wallMs;
    return result;
  }

  #keep({ size, seed }: InputTask, sample: Sample): void {
    const samples = this.#samples.get(size) ?? new Map<number, Sample>();
    const known = samples.get(seed);
    if (known === undefined || sample.cpuMs < known.cpuMs) samples.set(seed, sample);
    this.#samples.set(size, samples);
  }

  #fail(task: InputTask & { readonly inputLength: number }, { verdict, note }: BenchResult): void {
    if (verdict === "AC" || (this.#failure !== null && this.#failure.size <= task.size)) return;
    this.#failure = { ...task, verdict, note };
  }

  #leaveOut(task: InputTask, why: string): void {
    this.#inputs.set(nameOf(task), null);
    this.#missing ??= `seed ${task.seed}, size ${task.size}: ${why}`;
  }
}

/** The input of a seed and a size once more; null where there is none, or the judge could not make it. */
export async function generatedInput(
  oracle: Oracle,
  { size, seed }: InputTask,
  bench: Bench,
): Promise<string | null> {
  try {
    const [made] = await new OracleBench(oracle, bench).generate([{ size, seed }], LARGE_WORK);
    return made?.kind === "made" ? made.input : null;
  } catch (error) {
    if (error instanceof JudgeTrouble) return null;
    throw error;
  }
}

function nameOf({ seed, size }: InputTask): string {
  return `${seed}/${size}`;
}
