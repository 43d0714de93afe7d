import { PipelineError } from "../core/errors.js";
import { LANGUAGES } from "../core/language.js";
import type { Judge, JudgeAbilities } from "../core/ports.js";
import type { Program } from "../core/solution.js";
import type { OpenPackage } from "./open-package.js";

/** Long enough to begin: it is only to be compiled. */
const MOMENT_MS = 1000;

/**
 * Has the package's own program that decides compiled before anything is judged. Throws PipelineError "bad_input" when
 * it cannot be run here.
 */
export async function requireValidator(
  { found, cases }: OpenPackage,
  { judge, abilities }: { readonly judge: Judge; readonly abilities: JudgeAbilities },
  signal: AbortSignal,
): Promise<void> {
  const program = validatorOf(cases);
  if (program === null) return;
  const shown = `The validator ${program.fileName} of "${found.title}"`;
  const language = LANGUAGES[program.language].name;
  if (abilities.languages[program.language] === null) {
    throw new PipelineError(
      "bad_input",
      `${shown} is written in ${language}, which is not installed here.`,
      { hint: "Install it: pipeline check needs the validator to judge." },
    );
  }
  const report = await judge.judge(
    {
      program,
      cases: [{ kind: "data", id: "validator", origin: "given", input: "", expected: null }],
      limits: { timeLimitMs: MOMENT_MS, memoryLimitMb: null },
      comparison: { kind: "lines" },
      confirmations: 1,
    },
    signal,
  );
  if (report.compile?.ok !== false) return;
  throw new PipelineError(
    "bad_input",
    `${shown} does not compile: ${firstFault(report.compile.log)}`,
    { hint: "Nothing was judged. Correct it: pipeline check needs the validator to judge." },
  );
}

function validatorOf(cases: OpenPackage["cases"]): Program | null {
  for (const { comparison } of cases) {
    if (comparison.kind === "validator" || comparison.kind === "interactive") {
      return comparison.validator.program;
    }
  }
  return null;
}

/** The line that says what is wrong, which may come after others that say where. */
function firstFault(log: string): string {
  const lines = log.split("\n").filter((line) => line.trim() !== "");
  const fault =
    lines.find((line) => /\berror\b/i.test(line)) ?? lines[0] ?? "the compiler says nothing";
  return fault.trim().slice(0, 200);
}
