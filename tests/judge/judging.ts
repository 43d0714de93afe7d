import type { Case, DataCase } from "../../src/core/case.js";
import { type Comparison, DEFAULT_COMPARISON } from "../../src/core/comparison.js";
import type { Language } from "../../src/core/language.js";
import { NO_LIMITS } from "../../src/core/limits.js";
import type { JudgeRequest } from "../../src/core/ports.js";
import type { CaseResult, Report } from "../../src/core/report.js";
import type { Program } from "../../src/core/solution.js";
import { createJudge } from "../../src/judge/create-judge.js";

/** One judge for all tests of a file, as in one run of the command line. */
const judge = createJudge();
export const never = new AbortController().signal;

export function python(source: string, rest: Partial<Program> = {}): Program {
  return { ...base("python", "solution_v1.py"), source, ...rest };
}

export function javascript(source: string, rest: Partial<Program> = {}): Program {
  return { ...base("javascript", "solution_v1.js"), source, ...rest };
}

function base(language: Language, fileName: string): Program {
  return { language, fileName, source: "", shape: "stdio", entry: null };
}

/** A case that the user gave, and so an anchor. */
export function given(id: string, input: string, expected: string | null): DataCase {
  return { kind: "data", id, origin: "given", input, expected };
}

export interface Judging {
  readonly cases?: readonly Case[];
  readonly timeLimitMs?: number;
  readonly memoryLimitMb?: number;
  readonly comparison?: Comparison;
  readonly confirmations?: number;
}

export function request(program: Program, judging: Judging = {}): JudgeRequest {
  const { timeLimitMs = null, memoryLimitMb = null } = judging;
  return {
    program,
    cases: judging.cases ?? [given("1", "", null)],
    limits: { ...NO_LIMITS, timeLimitMs, memoryLimitMb },
    comparison: judging.comparison ?? DEFAULT_COMPARISON,
    confirmations: judging.confirmations ?? 1,
  };
}

export async function report(program: Program, judging: Judging = {}): Promise<Report> {
  return judge.judge(request(program, judging), never);
}

/** Judges and returns the results by id. */
export async function results(
  program: Program,
  judging: Judging = {},
): Promise<Readonly<Record<string, CaseResult>>> {
  const { cases } = await report(program, judging);
  return Object.fromEntries(cases.map((result) => [result.id, result]));
}

/** Judges a single case. */
export async function only(program: Program, judging: Judging = {}): Promise<CaseResult> {
  const { cases } = await report(program, judging);
  const [result] = cases;
  if (result === undefined || cases.length > 1) throw new Error(`${cases.length} results`);
  return result;
}
