import type { DataCase } from "../../core/case.js";
import { LANGUAGES } from "../../core/language.js";
import type { CaseResult } from "../../core/report.js";
import { decideOutput } from "../compare/decide.js";
import { type JsonValue, parseJson } from "../compare/json-value.js";
import { programFile, startOf } from "../compile/compilation.js";
import {
  type Allowed,
  allowedBy,
  BORDERLINE,
  commandLine,
  environment,
  readablePaths,
  runLimits,
} from "../languages/languages.js";
import type { Execution, RunRequest } from "../sandbox/execution.js";
import { type CaseContext, caseResult, unjudged } from "./case-context.js";
import { programFiles } from "./program-files.js";
import { faultOf, type Outcome } from "./verdict-of.js";

const MOST_MEASUREMENTS = 3;

/** Feeds one input to the program, or calls its function, and judges what comes back. */
export async function judgeData(context: CaseContext, test: DataCase): Promise<CaseResult> {
  const { program } = context.request;
  const isCall = program.shape === "call";
  const refusal = isCall ? unusableCase(test) : null;
  if (refusal !== null) return unjudged(test, refusal, test);
  const execution = await runFairly(
    context,
    isCall ? callRequest(context, test) : stdioRequest(context, test),
  );
  const answer = isCall
    ? readAnswer(execution)
    : { kind: "value", text: execution.stdout.toString() };
  const decided = await outcomeOf(context, { test, execution, answer });
  const output = answer.kind === "value" ? answer.text : "";
  return caseResult(test, { execution, outcome: decided }, { ...test, output });
}

function stdioRequest(context: CaseContext, test: DataCase): RunRequest {
  const { ready, toolchain, request } = context;
  const { memoryLimitMb: memoryMb } = allowedBy(request.limits);
  return {
    ...commonRequest(context),
    ...startOf(ready, toolchain, { memoryMb, args: [] }),
    stdin: test.input,
  };
}

/** The program gets the arguments only; what is expected stays here, where it cannot be seen or forged. */
function callRequest(context: CaseContext, test: DataCase): RunRequest {
  const { ready, toolchain, request } = context;
  const { program, tools } = ready;
  const [harness, ...others] =
    LANGUAGES[program.language].harness === "python"
      ? (["call.py", "load_source.py"] as const)
      : (["call.mjs"] as const);
  const entry = program.entry === null ? [] : [program.entry];
  const { memoryLimitMb: memoryMb } = allowedBy(request.limits);
  const args = [programFile(program), ...entry];
  const start = { memoryMb, main: `../harness/${harness}`, args };
  return {
    ...commonRequest(context),
    command: commandLine(program.language, tools, start),
    files: programFiles(program, [harness, ...others]),
    readable: readablePaths(toolchain, tools.runtime),
    artifact: null,
    stdin: test.input,
  };
}

function commonRequest({ request, seed }: CaseContext) {
  const { language } = request.program;
  return {
    environment: environment(seed),
    prepare: null,
    writable: [],
    limits: runLimits(language, allowedBy(request.limits)),
    mayFork: false,
    collect: null,
  };
}

/**
 * Runs a program, and again where one measurement is not to be trusted: a little over the time limit the best of
 * three counts, and one that waited without computing may have been the victim of a busy machine.
 */
async function runFairly(context: CaseContext, request: RunRequest): Promise<Execution> {
  const allowed = allowedBy(context.request.limits);
  let best = await context.crew.run(request);
  if (best.ending.kind === "wall-limit" && best.cpuMs < allowed.timeLimitMs / 2) {
    best = await context.crew.run(request);
  }
  for (let count = 1; count < MOST_MEASUREMENTS && isBorderline(best, allowed); count += 1) {
    const next = await context.crew.run(request);
    if (next.ending.kind === best.ending.kind && next.cpuMs < best.cpuMs) best = next;
  }
  return best;
}

function isBorderline({ ending, cpuMs }: Execution, { timeLimitMs }: Allowed): boolean {
  return ending.kind === "exited" && cpuMs > timeLimitMs && cpuMs <= timeLimitMs * BORDERLINE;
}

/** What a called function handed over: its value as JSON text, or why there is none. */
interface Answer {
  readonly kind: string;
  readonly text: string;
}

function readAnswer({ result }: Execution): Answer {
  const text = result.toString();
  const end = text.indexOf("\n");
  return end < 0
    ? { kind: "none", text: "" }
    : { kind: text.slice(0, end), text: text.slice(end + 1) };
}

interface Judged {
  readonly test: DataCase;
  readonly execution: Execution;
  readonly answer: Answer;
}

async function outcomeOf(context: CaseContext, judged: Judged): Promise<Outcome> {
  const { request } = context;
  const { test, execution, answer } = judged;
  const fault = faultOf(execution, allowedBy(request.limits)) ?? faultOfAnswer(answer);
  if (fault !== null) return fault;
  const isValue = request.program.shape === "call";
  const output = isValue ? Buffer.from(answer.text) : execution.stdout;
  return decideOutput(context, test, { output, isValue });
}

function faultOfAnswer({ kind, text }: Answer): Outcome | null {
  switch (kind) {
    case "value":
      return null;
    case "missing":
    case "unusable":
      return { verdict: "RE", note: text.slice(0, 300) };
    default:
      return { verdict: "RE", note: "It ended before the function returned." };
  }
}

/** Why a call cannot be made of a case; null when it can. */
function unusableCase(test: DataCase): string | null {
  if (!Array.isArray(readOrUndefined(test.input, JSON.parse))) {
    return "The input of this case is not a JSON array of arguments.";
  }
  const isAnswer =
    test.expected === null || readOrUndefined<JsonValue>(test.expected, parseJson) !== undefined;
  return isAnswer ? null : "What this case expects is not JSON.";
}

/** Undefined when the text cannot be read. */
function readOrUndefined<T>(text: string, parse: (text: string) => T): T | undefined {
  try {
    return parse(text);
  } catch {
    return undefined; // The caller says which text it was.
  }
}
