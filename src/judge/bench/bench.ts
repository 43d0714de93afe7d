import type { Bench, BenchJudging, BenchResult, BenchRun } from "../../core/bench.js";
import type { DataCase } from "../../core/case.js";
import { DEFAULT_COMPARISON } from "../../core/comparison.js";
import type { CaseResult } from "../../core/report.js";
import type { Program } from "../../core/solution.js";
import { withCaller } from "../cases/called-program.js";
import type { CaseContext } from "../cases/case-context.js";
import { callRequest, judgeData, readAnswer } from "../cases/judge-data.js";
import { commonRequest } from "../cases/stdio-request.js";
import { faultOf } from "../cases/verdict-of.js";
import { type Compilation, type Ready, startOf } from "../compile/compilation.js";
import { resultsWithoutProgram } from "../judged-program.js";
import { allowedBy } from "../languages/languages.js";
import { runCases } from "../run-cases.js";
import type { Execution, RunRequest } from "../sandbox/execution.js";

/** What a bench works with. */
export interface BenchParts extends Pick<CaseContext, "crew" | "toolchain" | "compiler"> {
  /** How many processes may run at a time. */
  readonly atOnce: number;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A bench on one crew: every program is compiled once. */
export class CrewBench implements Bench {
  readonly #parts: BenchParts;
  readonly #compiled = new Map<Program, Promise<Compilation>>();

  constructor(parts: BenchParts) {
    this.#parts = parts;
  }

  async run(
    runs: readonly BenchRun[],
    order: "one-by-one" | "parallel",
  ): Promise<readonly BenchResult[]> {
    const atOnce = order === "parallel" ? 2 * this.#parts.atOnce : 1;
    const results: BenchResult[] = [];
    const waiting = runs.entries();
    const lane = async (): Promise<void> => {
      for (const [at, run] of waiting) results[at] = await this.#runOne(run);
    };
    const settled = await Promise.allSettled(Array.from({ length: atOnce }, lane));
    for (const one of settled) if (one.status === "rejected") throw one.reason;
    return results;
  }

  async judge({ cases, ...judging }: BenchJudging): Promise<readonly CaseResult[]> {
    const { program } = judging;
    const compilation = await this.#compile(program);
    const request = { ...judging, cases, confirmations: 1 };
    const results = await runCases(cases, {
      judgeCase: async (test) => {
        if (test.kind !== "data") throw new Error("a bench judges inputs only");
        if (compilation.kind !== "ready") return resultsWithoutProgram(test, compilation);
        return [await judgeData({ ...this.#parts, request, ready: compilation, seed: 0 }, test)];
      },
      atOnce: 2 * this.#parts.atOnce,
      stopAtFirstFailure: false,
    });
    return [...results.values()].flat();
  }

  #compile(program: Program): Promise<Compilation> {
    const known = this.#compiled.get(program);
    if (known !== undefined) return known;
    const compiling = this.#parts.compiler.compile(withCaller(program));
    this.#compiled.set(program, compiling);
    return compiling;
  }

  async #runOne(run: BenchRun): Promise<BenchResult> {
    const compilation = await this.#compile(run.program);
    if (compilation.kind === "refused") return notRun("CE", "It does not compile.");
    if (compilation.kind === "unavailable") return notRun("JE", compilation.reason);
    const context = contextOf(this.#parts, run, compilation);
    const execution = await this.#parts.crew.run(requestFor(context, run));
    return resultOf(execution, run);
  }
}

function contextOf(parts: BenchParts, { program, limits }: BenchRun, ready: Ready): CaseContext {
  const request = { program, limits, cases: [], comparison: DEFAULT_COMPARISON, confirmations: 1 };
  return { ...parts, request, ready, seed: 0 };
}

function requestFor(context: CaseContext, { program, words, input, limits }: BenchRun): RunRequest {
  if (program.shape === "call") {
    const test: DataCase = { kind: "data", id: "run", origin: "stress", input, expected: null };
    return callRequest(context, test);
  }
  const { memoryLimitMb: memoryMb } = allowedBy(limits);
  return {
    ...commonRequest(context),
    ...startOf(context.ready, context.toolchain, { memoryMb, args: words }),
    stdin: input,
  };
}

function resultOf(execution: Execution, { program, limits }: BenchRun): BenchResult {
  const { cpuMs, wallMs, memoryKb, ending } = execution;
  const exitCode = ending.kind === "exited" ? ending.code : null;
  const measured = { exitCode, cpuMs, wallMs, memoryKb };
  const fault = faultOf(execution, allowedBy(limits));
  if (fault !== null && fault.verdict !== "WA") {
    return { ...measured, verdict: fault.verdict, output: "", note: fault.note };
  }
  if (program.shape !== "call") return { ...measured, ...textOf(execution.stdout) };
  const answer = readAnswer(execution);
  return answer.kind === "value"
    ? { ...measured, verdict: "AC", output: answer.text, note: "" }
    : { ...measured, verdict: "RE", output: "", note: answer.text.slice(0, 300) };
}

function textOf(bytes: Buffer): Pick<BenchResult, "verdict" | "output" | "note"> {
  try {
    return { verdict: "AC", output: UTF8.decode(bytes), note: "" };
  } catch {
    return { verdict: "RE", output: "", note: "What it printed is not text in UTF-8." };
  }
}

function notRun(verdict: "CE" | "JE", note: string): BenchResult {
  return { verdict, note, exitCode: null, output: "", cpuMs: 0, wallMs: 0, memoryKb: 0 };
}
