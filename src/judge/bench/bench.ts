import type { Bench, BenchJudging, BenchOrder, BenchResult, BenchRun } from "../../core/bench.js";
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
import { canStay } from "../stress/making.js";
import { type ResidentAnswer, residentAnswers } from "../stress/resident-answers.js";

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

  async run(runs: readonly BenchRun[], order: BenchOrder): Promise<readonly BenchResult[]> {
    return order === "together" ? this.#runTogether(runs) : this.#runAlone(runs, order);
  }

  async #runAlone(
    runs: readonly BenchRun[],
    order: Exclude<BenchOrder, "together">,
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

  /** What a process for many cannot tell of a run, one of its own does. */
  async #runTogether(runs: readonly BenchRun[]): Promise<readonly BenchResult[]> {
    const known = new Map<BenchRun, BenchResult>();
    for (const group of groupsOf(runs)) {
      const [{ program, limits }] = group;
      const compilation = await this.#compile(program);
      if (compilation.kind !== "ready" || !canStay(compilation)) continue;
      const { crew, toolchain, atOnce } = this.#parts;
      const answers = await residentAnswers(
        { crew, toolchain, program: compilation, allowed: allowedBy(limits), isOver: () => false },
        group,
        atOnce,
      );
      for (const [at, run] of group.entries()) {
        const result = residentResult(answers[at]);
        if (result !== null) known.set(run, result);
      }
    }
    const left = runs.filter((run) => !known.has(run));
    const alone = (await this.#runAlone(left, "parallel")).values();
    return runs.flatMap((run) => known.get(run) ?? alone.next().value ?? []);
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

/** Runs that one process can do: of one program, under the same limits. */
function groupsOf(runs: readonly BenchRun[]): readonly (readonly [BenchRun, ...BenchRun[]])[] {
  const groups: [BenchRun, ...BenchRun[]][] = [];
  for (const run of runs) {
    const group = groups.find(([{ program, limits }]) => {
      const isSame = program === run.program && limits.timeLimitMs === run.limits.timeLimitMs;
      return isSame && limits.memoryLimitMb === run.limits.memoryLimitMb;
    });
    if (group === undefined) groups.push([run]);
    else group.push(run);
  }
  return groups.filter(({ length }) => length > 1);
}

function residentResult(answer: ResidentAnswer | undefined): BenchResult | null {
  const unmeasured = { cpuMs: 0, wallMs: 0, memoryKb: 0 };
  switch (answer?.kind) {
    case "answer":
      return { ...unmeasured, verdict: "AC", exitCode: 0, output: answer.text, note: "" };
    case "ended": {
      const { exitCode, note } = answer;
      return { ...unmeasured, verdict: "RE", exitCode, output: "", note };
    }
    case "unknown":
    case undefined:
      return null;
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
