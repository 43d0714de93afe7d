import type { Bench } from "../../src/core/bench.js";
import type { DataCase } from "../../src/core/case.js";
import type { Stressor, Workbench } from "../../src/core/ports.js";
import {
  type StressFailure,
  type StressReport,
  type StressRequest,
  sizeOfSeed,
} from "../../src/core/stress.js";
import { type Deed, FakeBench } from "./fake-bench.js";

/** A judge without processes that tries the seeds in their order, on programs that are functions. */
export class FakeStressor implements Stressor, Workbench {
  readonly requests: StressRequest[] = [];
  readonly bench: FakeBench;

  constructor(deeds: Readonly<Record<string, Deed>>) {
    this.bench = new FakeBench(deeds);
  }

  async withBench<T>(work: (bench: Bench) => Promise<T>): Promise<T> {
    return work(this.bench);
  }

  async stress(request: StressRequest): Promise<StressReport> {
    this.requests.push(request);
    const { firstSeed, count, beginWith = firstSeed } = request;
    const done = { tried: 0, skipped: 0 };
    for (let seed = beginWith; seed < firstSeed + count; seed += 1) {
      const made = await this.#made(request, seed);
      if (made === null) {
        done.skipped += 1;
        continue;
      }
      done.tried += 1;
      const { program, limits, comparison } = request;
      const [result] = await this.bench.judge({ program, cases: [made], limits, comparison });
      if (result === undefined || result.verdict === "AC") continue;
      const size = sizeOfSeed(seed, request);
      const { input, expected } = made;
      return reportOf(done, { seed, size, input, expected: expected ?? "", result });
    }
    return reportOf(done, null);
  }

  async #made(request: StressRequest, seed: number): Promise<DataCase | null> {
    const { generator, oracle, limits } = request;
    const words = [`${seed}`, `${sizeOfSeed(seed, request)}`];
    const [made] = await this.bench.run([{ program: generator, words, input: "", limits }]);
    const input = made?.output ?? "";
    const [answer] = await this.bench.run([{ program: oracle, words: [], input, limits }]);
    if (made?.verdict !== "AC" || answer?.verdict !== "AC") return null;
    const id = `stress-${seed}`;
    return { kind: "data", id, origin: "stress", input, expected: answer.output };
  }
}

function reportOf(
  { tried, skipped }: { readonly tried: number; readonly skipped: number },
  failure: StressFailure | null,
): StressReport {
  const reason = skipped === 0 ? null : "There was no input or no answer.";
  const all = { count: skipped, reason };
  return { tried, skipped: all, failure, compile: null, isolation: "none", seconds: 0 };
}
