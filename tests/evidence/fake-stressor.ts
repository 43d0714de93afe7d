import type { Bench } from "../../src/core/bench.js";
import type { Stressor, Workbench } from "../../src/core/ports.js";
import { type StressReport, type StressRequest, sizeOfSeed } from "../../src/core/stress.js";
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
    const { program, generator, oracle, limits, comparison, firstSeed, count } = request;
    const nothing = { compile: null, isolation: "none", seconds: 0 } as const;
    let tried = 0;
    let skipped = 0;
    const reason = "The generator failed.";
    for (let seed = request.beginWith ?? firstSeed; seed < firstSeed + count; seed += 1) {
      const size = sizeOfSeed(seed, request);
      const words = [`${seed}`, `${size}`];
      const [made] = await this.bench.run([{ program: generator, words, input: "", limits }]);
      const input = made?.output ?? "";
      const [answer] = await this.bench.run([{ program: oracle, words: [], input, limits }]);
      if (made?.verdict !== "AC" || answer?.verdict !== "AC") {
        skipped += 1;
        continue;
      }
      const expected = answer.output;
      const test = {
        kind: "data",
        id: `stress-${seed}`,
        origin: "stress",
        input,
        expected,
      } as const;
      const [result] = await this.bench.judge({ program, cases: [test], limits, comparison });
      tried += 1;
      if (result === undefined || result.verdict === "AC") continue;
      const failure = { seed, size, input, expected, result };
      const all = { count: skipped, reason: skipped === 0 ? null : reason };
      return { ...nothing, tried, skipped: all, failure };
    }
    const all = { count: skipped, reason: skipped === 0 ? null : reason };
    return { ...nothing, tried, skipped: all, failure: null };
  }
}
