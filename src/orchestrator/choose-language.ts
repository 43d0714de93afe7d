import { PipelineError } from "../core/errors.js";
import { fitsLanguage, LANGUAGES, type Language } from "../core/language.js";
import type { RunPlan } from "../core/run-plan.js";
import type { Program, Shape } from "../core/solution.js";
import type { LocalJudge } from "../judge/create-judge.js";

/** What decides about the language of a run. */
export interface LanguageChoice {
  readonly command: RunPlan["command"];
  /** What the user asks for; null: nothing. */
  readonly wanted: Language | null;
  readonly subject: Pick<RunPlan, "problem" | "code">;
}

/**
 * The language to write: the file's own, else the one that is asked for. A contest is written in C++ where a compiler
 * is found and whole programs are asked for; all else in Python. Throws PipelineError "judge" when it cannot be run
 * here, and "usage" when it does not fit: a run that cannot end well must cost nothing.
 */
export async function chooseLanguage(
  choice: LanguageChoice,
  judge: Pick<LocalJudge, "require">,
  signal: AbortSignal,
): Promise<Language> {
  const { command, wanted, subject } = choice;
  const shape = shapeOf(subject);
  const language = languageOfCode(subject.code, wanted) ?? wanted;
  if (language === null) {
    const isWhole = shape === null || shape === "stdio";
    const isBest = command === "compete" && isWhole && (await isThere("cpp", judge, signal));
    return isBest ? "cpp" : required("python", judge, signal);
  }
  if (shape === "call") refuseCalls(language);
  // What only a test command of the user's runs needs nothing of ours.
  return shape === "module" ? language : required(language, judge, signal);
}

function shapeOf({ code, problem }: LanguageChoice["subject"]): Shape | null {
  return (code ?? problem)?.shape ?? null;
}

function refuseCalls(language: Language): void {
  const { harness, name } = LANGUAGES[language];
  if (harness !== null) return;
  throw new PipelineError(
    "usage",
    `the tests call a function, and functions in ${name} cannot be called here`,
    { hint: "Write it in Python, JavaScript or TypeScript: --lang python" },
  );
}

function languageOfCode(code: Program | null, wanted: Language | null): Language | null {
  if (code === null) return null;
  if (wanted === null) return code.language;
  if (fitsLanguage(code.fileName, wanted)) return wanted;
  throw new PipelineError("usage", `--lang ${wanted} does not fit ${code.fileName}`, {
    hint: "Leave --lang out: the file's own language is kept.",
  });
}

async function required(
  language: Language,
  judge: Pick<LocalJudge, "require">,
  signal: AbortSignal,
): Promise<Language> {
  await judge.require(language, signal);
  return language;
}

async function isThere(
  language: Language,
  judge: Pick<LocalJudge, "require">,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await judge.require(language, signal);
    return true;
  } catch (error) {
    if (error instanceof PipelineError && error.kind === "judge") return false;
    throw error;
  }
}
