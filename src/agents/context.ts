import type { AgentDefinition } from "../core/agent.js";
import type { DataCase } from "../core/case.js";
import type { FixPlan } from "../core/finding.js";
import type { Growth } from "../core/growth.js";
import type { Language } from "../core/language.js";
import type { Limits } from "../core/limits.js";
import type { Readable, Writable } from "../core/pipeline.js";
import type { Report } from "../core/report.js";
import type { Shape, Solution } from "../core/solution.js";
import type { Tried } from "../core/tried.js";
import type { ReplyFile } from "./reply-files.js";

/** One thing that a run came to: a version, its measurements, or a review. In order of time. */
export type LedgerEntry =
  | { readonly kind: "solution"; readonly solution: Solution; readonly file: string }
  | { readonly kind: "report"; readonly version: number; readonly report: Report }
  | { readonly kind: "growth"; readonly version: number; readonly growth: Growth }
  | { readonly kind: "fix_plan"; readonly plan: FixPlan };

/** What an agent is told of the problem. */
export interface ProblemFacts {
  readonly title: string;
  readonly statement: string;
  readonly limits: Limits;
  readonly shape: Shape | null;
  readonly entry: string | null;
  readonly samples: readonly DataCase[];
}

/** Everything that one agent step can be composed from. What is sent is what `reads` names. */
export interface AgentContext {
  readonly stepKey: string;
  readonly agent: AgentDefinition;
  /** What to look at first. `oracle` and a step that writes one belong together. */
  readonly focus: string | null;
  readonly reads: readonly Readable[];
  readonly writes: Writable;
  /** `if-better`: the step may answer that nothing is worth changing. */
  readonly keep: "always" | "if-better";
  /** One more instruction of the pipeline file. */
  readonly prompt: string | null;
  readonly problem: ProblemFacts | null;
  /** What the user asks for, in their own words. */
  readonly goal: string | null;
  /** The user's original file. */
  readonly code: Solution | null;
  /** More files that the user hands over, whatever the step reads. */
  readonly attachments: readonly { readonly name: string; readonly text: string }[];
  /** The programs that stress tests are made with, once there are some. */
  readonly oracle: readonly ReplyFile[] | null;
  readonly language: Language;
  readonly ledger: readonly LedgerEntry[];
  /** The same in short, with what came of it; null where a step has nothing to learn from it. */
  readonly tried: Tried | null;
  readonly currentVersion: number | null;
}

/** The version that the step works on, or null before there is one. */
export function currentSolution(context: AgentContext): Solution | null {
  const versions = context.ledger.flatMap((entry) =>
    entry.kind === "solution" ? [entry.solution] : [],
  );
  return versions.find(({ version }) => version === context.currentVersion) ?? null;
}
