import type { Bench, BenchJudging, BenchResult, BenchRun } from "../../src/core/bench.js";
import type { DataCase } from "../../src/core/case.js";
import type { CaseResult } from "../../src/core/report.js";
import type { Program } from "../../src/core/solution.js";
import type { Verdict } from "../../src/core/verdict.js";

/** What a program of a test comes to: what it writes and how it exits, or a verdict of its own. */
interface Doing {
  readonly output?: string;
  readonly exitCode?: number;
  readonly verdict?: Exclude<Verdict, "WA">;
  readonly note?: string;
  readonly wallMs?: number;
}

/** A program of a test, as a function of its words and its input. */
export type Deed = (words: readonly string[], input: string) => Doing;

/**
 * A bench without processes: what stands in `deeds` under the source text of a program, or else under its file name, is
 * what it does.
 */
export class FakeBench implements Bench {
  runs = 0;
  readonly #deeds: Readonly<Record<string, Deed>>;

  constructor(deeds: Readonly<Record<string, Deed>>) {
    this.#deeds = deeds;
  }

  run(runs: readonly BenchRun[]): Promise<readonly BenchResult[]> {
    return Promise.resolve(runs.map((run) => this.#run(run)));
  }

  judge({ program, cases, comparison }: BenchJudging): Promise<readonly CaseResult[]> {
    return Promise.resolve(
      cases
        .filter((test): test is DataCase => test.kind === "data")
        .map((test) => {
          const ran = this.#run({ program, words: [], input: test.input });
          if (ran.verdict !== "AC") return resultOf(test, ran.verdict, ran);
          if (comparison.kind !== "validator") {
            const same = ran.output.trim() === (test.expected ?? ran.output).trim();
            return resultOf(test, same ? "AC" : "WA", ran);
          }
          const words = [test.input, ran.output, test.expected ?? ""];
          const { program: checker } = comparison.validator;
          const decided = this.#run({ program: checker, words, input: "" });
          return resultOf(test, decisionOf(decided), { ...ran, note: decided.note });
        }),
    );
  }

  #run({ program, words, input }: Pick<BenchRun, "program" | "words" | "input">): BenchResult {
    this.runs += 1;
    const { output = "", note = "", ...rest } = this.#deed(program)(words, input);
    const verdict = rest.verdict ?? ((rest.exitCode ?? 0) === 0 ? "AC" : "RE");
    const exitCode = verdict === "AC" ? 0 : (rest.exitCode ?? null);
    const { wallMs = 1 } = rest;
    return { verdict, exitCode, output, note, cpuMs: 1, wallMs, memoryKb: 1 };
  }

  #deed({ fileName, source }: Program): Deed {
    const deed = this.#deeds[source.trim()] ?? this.#deeds[fileName];
    if (deed !== undefined) return deed;
    const said = /^sys\.stdout\.buffer\.write\((".*")\.encode/m.exec(source)?.[1];
    if (said === undefined) throw new Error(`nobody says what ${fileName} does`);
    return () => ({ output: String(JSON.parse(said)) });
  }
}

function decisionOf({ verdict, exitCode, note }: BenchResult): Verdict {
  if (verdict === "AC") return "AC";
  return exitCode === 1 && note === "" ? "WA" : "JE";
}

function resultOf(test: DataCase, verdict: Verdict, ran: BenchResult): CaseResult {
  const { id, origin, input, expected } = test;
  const { output, note, cpuMs, wallMs, memoryKb } = ran;
  const ending = { kind: "exited", code: ran.exitCode ?? 1 } as const;
  const texts = { input, expected, output, note, stderr: "" };
  return { id, origin, verdict, ending, cpuMs, wallMs, memoryKb, ...texts };
}
