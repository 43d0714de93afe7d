import type { Case } from "../../core/case.js";
import type { JudgeRequest } from "../../core/ports.js";
import { printable } from "../../core/printable.js";
import type { CaseResult } from "../../core/report.js";
import type { Ready } from "../compile/compilation.js";
import type { Compiler } from "../compile/compiler.js";
import type { Toolchain } from "../languages/toolchain.js";
import type { Crew } from "../sandbox/crew.js";
import type { Execution } from "../sandbox/execution.js";
import { notStarted } from "../sandbox/execution.js";
import { excerpt, excerptOfEnd } from "./excerpt.js";
import type { Outcome } from "./verdict-of.js";

/** What every kind of case is judged with. */
export interface CaseContext {
  readonly request: JudgeRequest;
  /** The judged program, ready to be started. Its `program` is what is run, and `request.program` what was written. */
  readonly ready: Ready;
  /** For other programs that take part. */
  readonly compiler: Pick<Compiler, "compile">;
  readonly toolchain: Toolchain;
  readonly crew: Pick<Crew, "run" | "runPair">;
  /** Varies between repetitions what must not change an answer. */
  readonly seed: number;
}

interface Texts {
  readonly input?: string;
  readonly expected?: string | null;
  readonly output?: string;
}

/** A case's line in the report. */
export function caseResult(
  test: Pick<Case, "id" | "origin">,
  { execution, outcome }: { readonly execution: Execution; readonly outcome: Outcome },
  { input = "", expected = null, output = "" }: Texts = {},
): CaseResult {
  return {
    id: test.id,
    origin: test.origin,
    verdict: outcome.verdict,
    cpuMs: execution.cpuMs,
    wallMs: execution.wallMs,
    memoryKb: execution.memoryKb,
    ending: execution.ending,
    // It may quote what a program wrote, and goes where terminals and models read it.
    note: printable(outcome.note),
    input: excerpt(input),
    expected: expected === null ? null : excerpt(expected),
    output: excerpt(output),
    stderr: excerptOfEnd(execution.stderr),
  };
}

/** A case that could not be judged, through no fault of the program. */
export function unjudged(
  test: Pick<Case, "id" | "origin">,
  reason: string,
  texts: Texts = {},
): CaseResult {
  const outcome = { verdict: "JE", note: reason } as const;
  return caseResult(test, { execution: notStarted(reason), outcome }, texts);
}
