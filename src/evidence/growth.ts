import type { Bench } from "../core/bench.js";
import type { Growth, GrowthPoint } from "../core/growth.js";
import { fitLeastNoisy, LEAST_POINTS, predict, standsOut } from "../core/growth-fit.js";
import { rising } from "../core/growth-models.js";
import { growthVerdict } from "../core/growth-verdict.js";
import { DEFAULT_MEMORY_LIMIT_MB, DEFAULT_TIME_LIMIT_MS, type Limits } from "../core/limits.js";
import type { ExaminedOracle } from "../core/oracle.js";
import type { Program } from "../core/solution.js";
import { GrowthRuns } from "./growth-runs.js";
import { JudgeTrouble } from "./oracle-bench.js";

/** How long measuring takes where nothing fails. */
export const GROWTH_BUDGET_MS = 6000;

/** A program, and the inputs that it is to be measured on. */
export interface GrowthWork {
  readonly program: Program;
  readonly examined: ExaminedOracle;
  readonly limits: Limits;
  /** After this time nothing new is begun but what is needed to say anything, and the search for the smallest size that fails. */
  readonly budgetMs: number;
}

const SEEDS = 3;
/** Kinds of inputs go by their seeds, and a program may be slow on one of them only. */
const SEEDS_AT_LARGEST = 9;
const MOST_DOUBLINGS = 20;
const MOST_SWEEPS = 6;
const PREPARED_SIZES = 4;
const WANTED_POINTS = 8;
const QUIET_POINTS = 3;
/** The smallest failing size is known well enough when the next smaller one is as near as this. */
const NEAR = 1.4;
/** Up to here every single size counts: times may double with it. */
const SMALL_SIZE = 100;
const MOST_FAILING_RUNS = 3;
const MOST_SEARCHED = 9;

/** Measures how a program grows with the size of its inputs, and whether the largest is inside its limits. */
export async function measureGrowthOf(work: GrowthWork, bench: Bench): Promise<Growth> {
  const timeLimitMs = work.limits.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS;
  const memoryLimitMb = work.limits.memoryLimitMb ?? DEFAULT_MEMORY_LIMIT_MB;
  const limits = { timeLimitMs, memoryLimitMb };
  const { oracle, certification } = work.examined;
  const runs = new GrowthRuns({ program: work.program, oracle, limits }, bench);
  const measuring = new Measuring(runs, {
    largest: certification.largestSize,
    timeLimitMs,
    budgetMs: work.budgetMs,
  });
  const trouble = await troubleOf(measuring.measure());
  const points = runs.points(measuring.sweeps);
  const claimed = oracle.largestSize;
  const atLargest = claimed === null ? null : runs.pointAt(claimed, SEEDS_AT_LARGEST);
  return growthVerdict({
    points,
    fit: fitLeastNoisy([points, runs.points(SEEDS, "least")].map(rising)),
    failure: runs.failure,
    claimed,
    reachable: certification.largestSize,
    atLargest,
    ...limits,
    trouble: trouble ?? runs.missing,
  });
}

/** What kept the judge from going on; null when nothing did. */
async function troubleOf(work: Promise<void>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof JudgeTrouble) return error.message;
    throw error;
  }
}

interface Schedule {
  /** The largest size of which there is a legal input. */
  readonly largest: number;
  readonly timeLimitMs: number;
  readonly budgetMs: number;
}

/** Which sizes are run, and in which order. */
class Measuring {
  readonly #runs: GrowthRuns;
  readonly #schedule: Schedule;
  readonly #startedAt = performance.now();
  /** Seeds that every size which tells something was run with. */
  sweeps = 1;

  constructor(runs: GrowthRuns, schedule: Schedule) {
    this.#runs = runs;
    this.#schedule = schedule;
  }

  async measure(): Promise<void> {
    await this.#climb();
    if (this.#runs.pointAt(this.#schedule.largest, 1) !== null) await this.#allSeedsAtLargest();
    await this.#refine();
    await this.#sweep();
    await this.#searchFailure();
  }

  /** Doubles the size until the largest, or until the program fails. */
  async #climb(): Promise<void> {
    const sizes = doubled(this.#schedule.largest);
    for (let at = 0; at < sizes.length; at += PREPARED_SIZES) {
      const batch = sizes.slice(at, at + PREPARED_SIZES);
      await this.#runs.prepare(batch.map((size) => ({ size, seed: 1 })));
      for (const size of batch) {
        // The largest counts more than what lies before it.
        if (this.#isOver())
          return void (await this.#runs.probe({ size: this.#schedule.largest, seed: 1 }));
        if ((await this.#runs.probe({ size, seed: 1 })) === "failed") return;
      }
    }
  }

  async #allSeedsAtLargest(): Promise<void> {
    const size = this.#schedule.largest;
    for (let seed = 2; seed <= SEEDS_AT_LARGEST; seed += 2) {
      // The first few count in any case; half of the time is for the sizes in between.
      if (seed > SEEDS && this.#leftMs() < this.#schedule.budgetMs / 2) return;
      const tasks = [seed, seed + 1].map((each) => ({ size, seed: each }));
      await this.#runs.prepare(tasks);
      for (const task of tasks) {
        if ((await this.#runs.probe(task)) === "failed") return;
      }
    }
  }

  /** Adds sizes in between, where the time changes most, until enough stand out from the start. */
  async #refine(): Promise<void> {
    while (this.#mayRefine()) {
      const size = this.#nextBetween();
      if (size === null) return;
      // A size without an input has no point, and would be chosen again.
      if ((await this.#runs.probe({ size, seed: 1 })) === "no-input") return;
    }
  }

  /** What is needed to say anything at all may take as long again. */
  #mayRefine(): boolean {
    const count = this.#telling().length;
    const leftMs = this.#leftMs() + (count <= LEAST_POINTS ? this.#schedule.budgetMs : 0);
    return count < WANTED_POINTS && leftMs > 0;
  }

  #nextBetween(): number | null {
    const { failure } = this.#runs;
    const points = rising(this.#runs.points(1));
    const base = baseOf(points);
    const gaps = points
      .slice(1)
      .map((right, at) => ({ left: points[at] ?? right, right }))
      .filter(({ left, right }) => right.size - left.size > 1 && standsOut(right.cpuMs, base));
    const widest = gaps.reduce<(typeof gaps)[number] | null>(
      (best, gap) => (best === null || ratioOf(gap) > ratioOf(best) ? gap : best),
      null,
    );
    if (widest !== null) return middle(widest.left.size, widest.right.size);
    const last = points.at(-1);
    const hasRoom = failure !== null && last !== undefined && failure.size - last.size > 1;
    return hasRoom && this.#telling().length < LEAST_POINTS
      ? middle(last.size, failure.size)
      : null;
  }

  /** Runs what tells something with further seeds, then all of it again, for as long as there is time. */
  async #sweep(): Promise<void> {
    const points = rising(this.#runs.points(1));
    const telling = this.#telling();
    const quiet = points.filter(({ size }) => !telling.some((point) => point.size === size));
    const chosen = [...quiet.slice(0, 1), ...quiet.slice(1).slice(-QUIET_POINTS), ...telling];
    const costMs = chosen.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
    const turns = telling.length === 0 ? SEEDS : MOST_SWEEPS;
    for (let turn = 1; turn < turns; turn += 1) {
      if (this.#leftMs() < 1.5 * costMs) return;
      const seed = 1 + (turn % SEEDS);
      const tasks = chosen.map(({ size }) => ({ size, seed }));
      await this.#runs.prepare(tasks);
      for (const task of tasks) await this.#runs.probe(task);
      this.sweeps = Math.max(this.sweeps, seed);
    }
  }

  /** Looks for the smallest size that fails, between the largest that does not and the smallest that is known to. */
  async #searchFailure(): Promise<void> {
    let failing = 1;
    for (let count = 0; count < MOST_SEARCHED && failing < MOST_FAILING_RUNS; count += 1) {
      const size = this.#nextToSearch(count === 0);
      if (size === null || this.#leftMs() < -this.#schedule.budgetMs / 2) return;
      const probe = await this.#runs.probe({ size, seed: this.#runs.failure?.seed ?? 1 });
      if (probe === "no-input") return;
      if (probe === "failed") failing += 1;
    }
  }

  #nextToSearch(isFirst: boolean): number | null {
    const { failure } = this.#runs;
    if (failure === null) return null;
    const points = this.#runs.points(SEEDS).filter(({ size }) => size < failure.size);
    const good = points.at(-1)?.size ?? 0;
    if (failure.size - good <= 1) return null;
    if (good > SMALL_SIZE && failure.size <= NEAR * good) return null;
    const guess =
      isFirst && failure.verdict === "TLE"
        ? crossing(points, { good, bad: failure.size, timeLimitMs: this.#schedule.timeLimitMs })
        : null;
    return guess ?? middle(good, failure.size);
  }

  #telling(): readonly GrowthPoint[] {
    const points = rising(this.#runs.points(1));
    const base = baseOf(points);
    return points.filter(({ cpuMs }) => standsOut(cpuMs, base));
  }

  /** On a machine that is busy with other work the same takes longer, and is worth it. */
  #leftMs(): number {
    const elapsedMs = (performance.now() - this.#startedAt) / this.#runs.slowdown;
    return this.#schedule.budgetMs - elapsedMs;
  }

  #isOver(): boolean {
    return this.#leftMs() <= 0;
  }
}

interface Gap {
  readonly left: GrowthPoint;
  readonly right: GrowthPoint;
}

function ratioOf({ left, right }: Gap): number {
  return right.cpuMs / Math.max(1, left.cpuMs);
}

/** The first size at which the points let expect more than the time limit; null where they do not say. */
function crossing(
  points: readonly GrowthPoint[],
  { good, bad, timeLimitMs }: { good: number; bad: number; timeLimitMs: number },
): number | null {
  if (predict(points, bad) === null) return null;
  let [low, high] = [good, bad];
  while (high - low > 1) {
    const size = Math.floor((low + high) / 2);
    if ((predict(points, size)?.cpuMs ?? 0) > timeLimitMs) high = size;
    else low = size;
  }
  return high < bad ? high : middle(good, bad);
}

/** Each at least twice the one before; where the largest is very large, more, so that they stay few. */
function doubled(largest: number): readonly number[] {
  const factor = Math.max(2, largest ** (1 / MOST_DOUBLINGS));
  const sizes: number[] = [];
  for (let size = 1; size < largest; size = Math.ceil(size * factor)) sizes.push(size);
  return largest > 0 ? [...sizes, largest] : [];
}

function baseOf(points: readonly GrowthPoint[]): number {
  return Math.min(...points.map(({ cpuMs }) => cpuMs));
}

function middle(low: number, high: number): number {
  return Math.floor((low + high) / 2);
}
