import { describe } from "vitest";

import type { Bench } from "../../src/core/bench.js";
import type { Case, DataCase } from "../../src/core/case.js";
import type { JudgeRequest } from "../../src/core/ports.js";
import type { CaseResult, Report } from "../../src/core/report.js";
import { type StressReport, type StressRequest, sizeOfSeed } from "../../src/core/stress.js";
import { result } from "../core/run-maker.js";
import { type Deed, FakeBench } from "../evidence/fake-bench.js";
import { TableJudge } from "./engine-maker.js";
import {
  type EngineJudge,
  evidenceDecides,
  FALSE_TEST,
  ORACLE,
  RIGHT,
  WRONG,
} from "./evidence-decides.js";

const numberIn = (input: string): number => Number(input.trim().slice(1, -1));
const isLegal = (input: string): boolean => Math.abs(numberIn(input)) <= 1000;
const right: Deed = (_words, input) =>
  isLegal(input) ? { output: `${2 * numberIn(input)}` } : { verdict: "RE", note: "an assertion" };
const wrong: Deed = (_words, input) =>
  numberIn(input) < 9 || !isLegal(input) ? right([], input) : { output: `${numberIn(input)}` };

/** What the programs of the problem do, without a process. */
const DEEDS: Readonly<Record<string, Deed>> = {
  [RIGHT.trim()]: right,
  [WRONG.trim()]: wrong,
  ...Object.fromEntries([0, 1, 2, 3, 4].map((turn) => [`# fix ${turn}\n${RIGHT}`.trim(), right])),
  ...Object.fromEntries([0, 1, 2, 3, 4].map((turn) => [`# fix ${turn}\n${WRONG}`.trim(), wrong])),
  [ORACLE["brute.py"]?.trim() ?? ""]: (_words, input) => ({ output: `${2 * numberIn(input)}` }),
  [ORACLE["validate.py"]?.trim() ?? ""]: (_words, input) => ({ exitCode: isLegal(input) ? 0 : 1 }),
  [ORACLE["generate.py"]?.trim() ?? ""]: ([seed, size]) => {
    const most = Math.min(Number(size), 1000);
    return { output: `[${((Number(seed) * 7919) % (2 * most + 1)) - most}]` };
  },
};

const bench: Bench = new FakeBench(DEEDS);

async function judge(request: JudgeRequest): Promise<Report> {
  const { program, limits, comparison, cases, confirmations } = request;
  const judged = await Promise.all(
    cases.map(async (test): Promise<readonly CaseResult[]> => {
      if (test.kind === "own-tests") return [];
      const asData = test.kind === "data" ? test : dataOf(test);
      const told = await bench.judge({ program, limits, comparison, cases: [asData] });
      return told.map((one) => ({ ...one, origin: test.origin }));
    }),
  );
  return { cases: judged.flat(), compile: null, isolation: "none", confirmations };
}

/** A test file of the problem calls the function once: as a case it is an input and an output. */
function dataOf({ id, ...test }: Exclude<Case, DataCase>): DataCase {
  const isFalse = test.kind === "test-file" && test.source.trim() === FALSE_TEST.trim();
  const [input, expected] = isFalse ? ["[5]", "11"] : ["[10]", "20"];
  return { kind: "data", id, origin: test.origin, input, expected };
}

/** Tries the seeds in their order, as a stressor does. */
async function stress(request: StressRequest): Promise<StressReport> {
  const { program, generator, oracle, limits, firstSeed, count } = request;
  const report = {
    skipped: { count: 0, reason: null },
    compile: null,
    isolation: "none",
    seconds: 0,
  } as const;
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const size = sizeOfSeed(seed, request);
    const words = [`${seed}`, ...(size === null ? [] : [`${size}`])];
    const [made] = await bench.run([{ program: generator, words, input: "", limits }], "parallel");
    const input = made?.output ?? "";
    const both = [program, oracle].map((each) => ({ program: each, words: [], input, limits }));
    const [got, wanted] = await bench.run(both, "parallel");
    const expected = wanted?.output ?? "";
    if (got?.output === expected) continue;
    const failed = { ...result(`seed/${seed}`, "WA", { origin: "stress" }), input, expected };
    const failure = { seed, size, input, expected, result: failed };
    return { ...report, tried: seed - firstSeed + 1, failure };
  }
  return { ...report, tried: count, failure: null };
}

function judgeWithoutProcesses(): EngineJudge {
  const table = new TableJudge(() => "AC");
  return {
    probe: () => table.probe(),
    judge,
    stress,
    withBench: <T>(work: (lent: Bench) => Promise<T>) => work(bench),
  };
}

describe("with programs that are told in a table", () => {
  evidenceDecides(judgeWithoutProcesses);
});
