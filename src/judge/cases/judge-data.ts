import type { DataCase } from "../../core/case.js";
import { LANGUAGES } from "../../core/language.js";
import type { CaseResult } from "../../core/report.js";
import { decideOutput } from "../compare/decide.js";
import { type JsonValue, parseJson } from "../compare/json-value.js";
import { programFile } from "../compile/compilation.js";
import { allowedBy, commandLine, readablePaths } from "../languages/languages.js";
import type { Execution, RunRequest } from "../sandbox/execution.js";
import { startOfCall } from "./called-program.js";
import { type CaseContext, caseResult, unjudged } from "./case-context.js";
import { judgeInteractive } from "./judge-interactive.js";
import { programFiles } from "./program-files.js";
import { runFairly } from "./run-fairly.js";
import { commonRequest, stdioRequest } from "./stdio-request.js";
import { faultOf, type Outcome } from "./verdict-of.js";

/** Feeds one input to the program, lets it talk, or calls its function, and judges what comes of it. */
export async function judgeData(context: CaseContext, test: DataCase): Promise<CaseResult> {
  const { program, comparison, limits } = context.request;
  const isCall = program.shape === "call";
  if (comparison.kind === "interactive" && !isCall) {
    return judgeInteractive(context, test, comparison.validator);
  }
  const refusal = isCall ? unusableCase(test) : null;
  if (refusal !== null) return unjudged(test, refusal, test);
  const toRun = isCall ? callRequest(context, test) : stdioRequest(context, test.input);
  const execution = await runFairly({
    run: async () => context.crew.run(toRun),
    executionOf: (done) => done,
    allowed: allowedBy(limits),
  });
  const answer = isCall
    ? readAnswer(execution)
    : { kind: "value", text: execution.stdout.toString() };
  const decided = await outcomeOf(context, { test, execution, answer });
  const output = answer.kind === "value" ? answer.text : "";
  return caseResult(test, { execution, outcome: decided }, { ...test, output });
}

/** The program gets the arguments only; what is expected stays here, where it cannot be seen or forged. */
export function callRequest(context: CaseContext, test: DataCase): RunRequest {
  const { ready, toolchain, request } = context;
  const { program, tools } = ready;
  if (LANGUAGES[program.language].harness === null) {
    return { ...commonRequest(context), ...startOfCall(context), stdin: test.input };
  }
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

/** What a called function handed over: its value as JSON text, or why there is none. */
export interface Answer {
  readonly kind: string;
  readonly text: string;
}

/** Reads what the harness of a called function wrote. */
export function readAnswer({ result }: Execution): Answer {
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
