import type { DataCase } from "../../core/case.js";
import type { CaseResult } from "../../core/report.js";
import {
  type SkippedSeeds,
  type StressFailure,
  type StressRequest,
  sizeOfSeed,
} from "../../core/stress.js";
import type { CaseContext } from "../cases/case-context.js";
import { judgeData } from "../cases/judge-data.js";
import { sentence } from "../cases/verdict-of.js";
import { decideOutput } from "../compare/decide.js";
import { type Allowed, allowedBy } from "../languages/languages.js";
import { runCases } from "../run-cases.js";
import { makeBatch } from "./make-batch.js";
import { canStay, type MakingContext } from "./making.js";
import { residentAnswers } from "./resident-answers.js";
import type { MadeInput, Seeded, SeedTask } from "./seeded.js";

/** What one loop works with. */
export interface LoopOptions {
  readonly request: StressRequest;
  readonly candidate: CaseContext;
  readonly making: MakingContext;
  /** By the clock of `performance`. */
  readonly endsAt: number;
}

/** Small at first, so that what fails soon is found soon; then large, so that the start of a process is nothing. */
const FIRST_BATCH = 8;
const GROWTH = 4;
const LARGEST_BATCH = 512;
/** After so many in a row that came to nothing the next will not do better. */
const MOST_IN_VAIN = 40;

/** What one input may take among others. */
const QUICK_MS = 500;

/** Makes inputs and judges the program on them, while the next ones are being made. */
export class StressLoop {
  readonly #options: LoopOptions;
  readonly #skipped = new Map<number, string>();
  #tried = 0;
  #nextSeed: number;
  #batchSize = FIRST_BATCH;
  #notMadeInARow = 0;
  #notJudgedInARow = 0;

  constructor(options: LoopOptions) {
    this.#options = options;
    const { firstSeed, beginWith = firstSeed } = options.request;
    this.#nextSeed = beginWith;
  }

  /** Gives back the failure with the smallest seed. Inputs may then still be in the making, until the crew is closed. */
  async run(): Promise<StressFailure | null> {
    let making = this.#make();
    for (;;) {
      const batch = await making;
      if (batch.length === 0) return null;
      making = this.#make();
      // What goes wrong is told when it is waited for; after a failure nobody does.
      making.catch(() => {});
      const failure = await this.#judge(batch);
      if (failure !== null) return failure;
    }
  }

  get tried(): number {
    return this.#tried;
  }

  skipped(): SkippedSeeds {
    const [first] = [...this.#skipped].toSorted(([left], [right]) => left - right);
    const reason = first === undefined ? null : sentence(`Seed ${first[0]}: ${first[1]}`);
    return { count: this.#skipped.size, reason };
  }

  /** Nothing when there is no seed or no time left, or no hope. */
  async #make(): Promise<readonly Seeded[]> {
    const { request, making } = this.#options;
    const left = request.firstSeed + request.count - this.#nextSeed;
    if (left <= 0 || this.#isLate() || this.#isInVain()) return [];
    const batch = await makeBatch(making, this.#tasks(Math.min(left, this.#batchSize)));
    this.#nextSeed += batch.length;
    this.#batchSize = Math.min(this.#batchSize * GROWTH, LARGEST_BATCH);
    const lastMade = batch.findLastIndex(({ kind }) => kind === "made");
    const before = lastMade < 0 ? this.#notMadeInARow : 0;
    this.#notMadeInARow = before + batch.length - 1 - lastMade;
    return batch;
  }

  #tasks(count: number): readonly SeedTask[] {
    return Array.from({ length: count }, (_none, at) => {
      const seed = this.#nextSeed + at;
      const size = sizeOfSeed(seed, this.#options.request);
      return { seed, words: [seed, size].filter((word) => word !== null).map(String) };
    });
  }

  async #judge(batch: readonly Seeded[]): Promise<StressFailure | null> {
    const inputs = new Map<string, MadeInput>();
    for (const seeded of batch) {
      if (seeded.kind === "made") inputs.set(idOf(seeded), seeded);
      else this.#skipped.set(seeded.seed, seeded.reason);
    }
    const accepted = await this.#acceptedTogether([...inputs.values()]);
    const left = [...inputs.values()].filter(({ seed }) => !accepted.has(seed));
    const results = await runCases(left.map(caseOf), {
      judgeCase: async ({ id }) => {
        const made = inputs.get(id);
        return made === undefined ? [] : this.#judgeOne(made);
      },
      atOnce: 2 * this.#options.making.atOnce,
      stopAtFirstFailure: true,
    });
    // They began in the order of their seeds and all came to their end, so that the first is the smallest.
    const failed = [...results.values()].flat().find(({ verdict }) => verdict !== "AC");
    const made = failed === undefined ? undefined : inputs.get(failed.id);
    const judged = left.filter((each) => (results.get(idOf(each)) ?? []).length > 0);
    this.#count([...accepted, ...judged.map(({ seed }) => seed)], made?.seed);
    return failed === undefined || made === undefined ? null : this.#failure(made, failed);
  }

  /** What comes behind a failure does not count, though it may have been judged: who goes on there tries it again. */
  #count(seeds: readonly number[], lastSeed = Number.POSITIVE_INFINITY): void {
    this.#tried += seeds.filter((seed) => seed <= lastSeed).length;
    for (const seed of this.#skipped.keys()) if (seed > lastSeed) this.#skipped.delete(seed);
  }

  /** The seeds that the program answers right in a process for many of them. What it does not is judged alone. */
  async #acceptedTogether(inputs: readonly MadeInput[]): Promise<ReadonlySet<number>> {
    const { candidate, making } = this.#options;
    const { crew, toolchain, ready, request } = candidate;
    if (!canStay(ready) || inputs.length === 0 || this.#isLate()) return new Set();
    const allowed = quickly(allowedBy(request.limits));
    const isOver = () => this.#isLate();
    const answers = await residentAnswers(
      { crew, toolchain, allowed, program: ready, isOver },
      inputs.map(({ input }) => ({ words: [], input })),
      making.atOnce,
    );
    const isRight = await Promise.all(
      inputs.map(async (made, at) => {
        const answer = answers[at];
        return answer?.kind === "answer" && isAccepted(candidate, caseOf(made), answer.text);
      }),
    );
    return new Set(inputs.filter((_made, at) => isRight[at]).map(({ seed }) => seed));
  }

  #failure({ seed, input, expected }: MadeInput, result: CaseResult): StressFailure {
    return { seed, size: sizeOfSeed(seed, this.#options.request), input, expected, result };
  }

  /** Nothing when it is too late, or when the judge could not decide. */
  async #judgeOne(made: MadeInput): Promise<readonly CaseResult[]> {
    if (this.#isLate() || this.#isInVain()) return [];
    const result = await judgeData(this.#options.candidate, caseOf(made));
    if (result.verdict === "JE") {
      this.#skipped.set(made.seed, result.note);
      this.#notJudgedInARow += 1;
      return [];
    }
    this.#notJudgedInARow = 0;
    return [result];
  }

  #isLate(): boolean {
    return performance.now() > this.#options.endsAt;
  }

  #isInVain(): boolean {
    return this.#notMadeInARow >= MOST_IN_VAIN || this.#notJudgedInARow >= MOST_IN_VAIN;
  }
}

/** A program that needs longer for small inputs is measured alone in any case. */
function quickly(allowed: Allowed): Allowed {
  return { ...allowed, timeLimitMs: Math.min(allowed.timeLimitMs, QUICK_MS) };
}

/** Whether an output is right beyond doubt, without a process: of a checker it is only known that it accepts the answer. */
async function isAccepted(
  candidate: CaseContext,
  test: DataCase,
  output: string,
): Promise<boolean> {
  const { comparison, program } = candidate.request;
  const runsNothing = comparison.kind !== "checker" && comparison.kind !== "validator";
  if (!runsNothing) return output.trimEnd() === test.expected?.trimEnd();
  const handed = { output: Buffer.from(output), isValue: program.shape === "call" };
  return (await decideOutput(candidate, test, handed)).verdict === "AC";
}

function caseOf(made: MadeInput): DataCase {
  const { input, expected } = made;
  return { kind: "data", id: idOf(made), origin: "stress", input, expected };
}

function idOf({ seed }: MadeInput): string {
  return `stress-${seed}`;
}
