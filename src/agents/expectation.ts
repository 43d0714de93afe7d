import type { Language } from "../core/language.js";
import { LANGUAGES } from "../core/language.js";
import type { Shape } from "../core/solution.js";
import { type AgentContext, currentSolution } from "./context.js";
import { safeEntry } from "./entry.js";
import { markerId } from "./marker.js";

/** What a step's reply must look like. The reply rules and the parser both follow from this. */
export type Expectation = ExpectedSolution | ExpectedPlan | ExpectedOracle;

interface Expected {
  /** Stands in every FILE and END line of the reply. */
  readonly id: string;
  readonly language: Language;
  /** Null: neither the statement nor an earlier version says how the program is used. */
  readonly shape: Shape | null;
  /** The function that the program offers; null when the reply is to name it. */
  readonly entry: string | null;
}

export interface ExpectedSolution extends Expected {
  readonly kind: "solution";
  readonly fileName: string;
  /** The reply may say that nothing is worth changing. */
  readonly mayStayUnchanged: boolean;
}

export interface ExpectedPlan extends Expected {
  readonly kind: "fix_plan";
  readonly planNumber: number;
  /** The name under which a test file finds the program. */
  readonly programFile: string;
  /** Whether every sample's result is a text, or none is; null when nothing tells. */
  readonly resultsAreText: boolean | null;
}

export interface ExpectedOracle extends Expected {
  readonly kind: "oracle";
}

const REPLY_ID_LENGTH = 6;

/** What the reply of this step must look like. The same context always expects the same. */
export function expectationOf(context: AgentContext, shared: readonly string[]): Expectation {
  const { writes, language } = context;
  const expected = { id: replyId(context, shared), language, ...formOf(context) };
  const programFile = programFileOf(context);
  switch (writes) {
    case "solution": {
      const mayStayUnchanged = context.keep === "if-better";
      return { ...expected, kind: "solution", fileName: programFile, mayStayUnchanged };
    }
    case "fix_plan":
      return {
        ...expected,
        kind: "fix_plan",
        planNumber: nextPlanNumber(context),
        programFile,
        resultsAreText: resultsAreText(context.problem?.samples ?? []),
      };
    case "oracle":
      return { ...expected, kind: "oracle" };
  }
}

/** An id that stands in the material could end a file that quotes it, so it is another one then. */
function replyId({ stepKey, problem, code }: AgentContext, shared: readonly string[]): string {
  const task = problem?.statement ?? code?.program.source ?? "";
  return markerId(`${stepKey}\n${task}`, REPLY_ID_LENGTH, shared);
}

/** How the program is used: as the current version is, else as the statement says. */
function formOf(context: AgentContext): Pick<Expected, "shape" | "entry"> {
  const form = (currentSolution(context) ?? context.code)?.program ?? context.problem;
  // Where functions cannot be called, a program is always started as a whole.
  const natural = LANGUAGES[context.language].harness === null ? "stdio" : null;
  return { shape: form?.shape ?? natural, entry: safeEntry(form?.entry ?? null) };
}

/** The user's file keeps its ending: `.mjs` says how it is loaded. */
function programFileOf({ language, code }: AgentContext): string {
  const ending = /\.[a-z]+$/i.exec(code?.program.fileName ?? "")?.[0];
  return `solution${ending ?? LANGUAGES[language].extension}`;
}

function nextPlanNumber({ ledger }: AgentContext): number {
  const numbers = ledger.flatMap((entry) => (entry.kind === "fix_plan" ? [entry.plan.number] : []));
  return Math.max(0, ...numbers) + 1;
}

function resultsAreText(samples: NonNullable<AgentContext["problem"]>["samples"]): boolean | null {
  const results = samples.flatMap(({ expected }) => (expected === null ? [] : [expected.trim()]));
  const texts = results.filter((result) => result.startsWith('"')).length;
  if (results.length === 0 || (texts > 0 && texts < results.length)) return null;
  return texts > 0;
}
