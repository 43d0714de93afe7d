import type { Case } from "../core/case.js";
import { LANGUAGES } from "../core/language.js";
import type { JudgeRequest } from "../core/ports.js";
import type { CaseResult, Report } from "../core/report.js";
import type { Program } from "../core/solution.js";
import { uncallable, withCaller } from "./cases/called-program.js";
import { caseResult, unjudged } from "./cases/case-context.js";
import { type Compilation, programFile } from "./compile/compilation.js";
import type { Compiler } from "./compile/compiler.js";
import { notStarted } from "./sandbox/execution.js";

/** Makes a program ready for its cases. One that only a command of the user's exercises is that command's to compile. */
export async function compileFor(
  { program, cases }: Pick<JudgeRequest, "program" | "cases">,
  compiler: Pick<Compiler, "compile">,
): Promise<Compilation> {
  if (cases.some((test) => startsProgram(test, program))) {
    const reason = uncallable(program);
    return reason === null
      ? compiler.compile(withCaller(program))
      : { kind: "unavailable", reason };
  }
  const tools = { compiler: null, runtime: null };
  const main = programFile(program);
  return { kind: "ready", program, tools, artifact: null, main, log: null };
}

function startsProgram({ kind }: Case, { language }: Program): boolean {
  switch (kind) {
    case "data":
      return true;
    case "own-tests":
    case "test-file":
      return LANGUAGES[language].harness !== null;
    case "command":
      return false;
  }
}

/** The results of a case whose program does not compile, or cannot be compiled here. */
export function resultsWithoutProgram(
  test: Case,
  compilation: Exclude<Compilation, { readonly kind: "ready" }>,
): readonly CaseResult[] {
  const texts = test.kind === "data" ? { input: test.input, expected: test.expected } : {};
  return idsOf(test).map((id) => {
    const named = { id, origin: test.origin };
    if (compilation.kind === "unavailable") return unjudged(named, compilation.reason, texts);
    const execution = notStarted("it does not compile");
    const outcome = { verdict: "CE", note: "It does not compile." } as const;
    return caseResult(named, { execution, outcome }, texts);
  });
}

function idsOf(test: Case): readonly string[] {
  return test.kind === "own-tests"
    ? test.requiredTests.map((name) => `${test.id}/${name}`)
    : [test.id];
}

/** What a report says of the compiling; null when there was none. */
export function compileReport(compilation: Compilation): Report["compile"] {
  switch (compilation.kind) {
    case "ready":
      return compilation.log === null ? null : { ok: true, log: compilation.log };
    case "refused":
      return { ok: false, log: compilation.log };
    case "unavailable":
      return null; // Every case says so.
  }
}
