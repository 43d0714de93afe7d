import { describeEnding, endedInGoodOrder, type Verdict } from "../../core/verdict.js";
import type { Allowed } from "../languages/languages.js";
import type { Execution } from "../sandbox/execution.js";

/** A verdict and, unless it is AC, one sentence for people. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly note: string;
}

export const ACCEPTED: Outcome = { verdict: "AC", note: "" };

const OUT_OF_MEMORY =
  /^MemoryError\b|JavaScript heap out of memory|process out of memory|allocation failed|Failed to allocate memory|std::bad_alloc|^memory allocation of \d+ bytes failed|java\.lang\.OutOfMemoryError|^fatal error: (?:runtime: )?(?:out of memory|cannot allocate memory)/m;
/** A program that crashes with this part of its memory in use crashed for want of more. */
const NEARLY_ALL = 0.9;

/**
 * What the run alone says against a program, the gravest first. Null: it ended in good order and within its
 * limits, so that its output decides.
 */
export function faultOf(execution: Execution, allowed: Allowed): Outcome | null {
  const { ending, cpuMs } = execution;
  const limitKb = allowed.memoryLimitMb * 1024;
  if (ending.kind === "not-started")
    return { verdict: "JE", note: sentence(describeEnding(ending)) };
  if (ending.kind === "cpu-limit" || cpuMs > allowed.timeLimitMs) {
    const took = ending.kind === "cpu-limit" ? "more than" : `${Math.round(cpuMs)} ms; allowed are`;
    return { verdict: "TLE", note: `It computed ${took} ${allowed.timeLimitMs} ms.` };
  }
  if (ending.kind === "wall-limit")
    return { verdict: "TLE", note: sentence(describeEnding(ending)) };
  if (
    ending.kind === "memory-limit" ||
    execution.memoryKb > limitKb ||
    ranOutOfMemory(execution, limitKb)
  ) {
    return { verdict: "MLE", note: `It used more than ${allowed.memoryLimitMb} MB of memory.` };
  }
  if (ending.kind === "output-limit")
    return { verdict: "OLE", note: sentence(describeEnding(ending)) };
  return endedInGoodOrder(ending) ? null : { verdict: "RE", note: crashNote(execution) };
}

function ranOutOfMemory(execution: Execution, limitKb: number): boolean {
  if (endedInGoodOrder(execution.ending)) return false;
  const isSignal = execution.ending.kind === "signalled";
  return (
    OUT_OF_MEMORY.test(execution.stderr) || (isSignal && execution.memoryKb > limitKb * NEARLY_ALL)
  );
}

function crashNote({ ending, stderr }: Execution): string {
  const said = errorLine(stderr);
  return sentence(said === "" ? describeEnding(ending) : `${describeEnding(ending)}: ${said}`);
}

const PYTHON_ERROR = /^(?:\w+\.)*\w*(?:Error|Exception|Interrupt|Exit|Iteration|Warning)\b.*$/;
const NODE_ERROR = /^(?:Uncaught )?(?:\w*Error|AssertionError)\b.*$/;

/** The line of standard error that says what went wrong: the last that names an error, or the last of all. */
export function errorLine(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.trimEnd());
  const named = lines.findLast((line) => PYTHON_ERROR.test(line) || NODE_ERROR.test(line));
  return (named ?? lines.findLast((line) => line !== "") ?? "").slice(0, 200);
}

/** A text as a sentence of its own. */
export function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
