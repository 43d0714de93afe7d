import path from "node:path";

import type { Comparison } from "../core/comparison.js";
import { PipelineError } from "../core/errors.js";
import { DEFAULT_MEMORY_LIMIT_MB, DEFAULT_TIME_LIMIT_MS, type Limits } from "../core/limits.js";
import type { PackagedCase, ProblemPackage } from "../packages/problem-package.js";
import { readPackage } from "../packages/read-package.js";
import type { Settings } from "../settings/settings.js";
import { readStatement } from "../statement/read-statement.js";
import { type ProblemSource, readGivenCases } from "./read-problem.js";

/** A package with what the user set, and what its statement says where it is silent itself. */
export interface OpenPackage {
  readonly found: ProblemPackage;
  readonly title: string;
  readonly cases: readonly PackagedCase[];
  /** What the user set, else what the package states. */
  readonly limits: Limits;
  /** Where the time limit comes from, for people; null when nothing states one. */
  readonly timeLimitFrom: string | null;
}

/** Limits in force, and where the time limit comes from. */
export interface StatedLimits {
  readonly limits: Limits;
  readonly timeLimitFrom: string;
}

/** Reads a package by its path, and the user's own samples with it. Throws PipelineError "bad_input". */
export async function openPackage(
  source: ProblemSource & { readonly settings: Settings },
): Promise<OpenPackage> {
  const { file, cwd, settings } = source;
  const found = await readPackage(path.resolve(cwd, file), file);
  const stated = found.format === "tests" ? statementOf(found) : found;
  const comparison = comparisonFor(found, settings);
  const given = await readGivenCases(source);
  const added = given.map((test) => ({
    id: test.id,
    origin: test.origin,
    comparison: comparison ?? found.comparison,
    bytes: Buffer.byteLength(test.input) + Buffer.byteLength(test.expected ?? ""),
    read: () => Promise.resolve(test),
  }));
  const cases =
    comparison === null ? found.cases : found.cases.map((test) => ({ ...test, comparison }));
  const { timeLimitMs, memoryLimitMb } = settings.limits;
  return {
    found,
    title: stated.title,
    cases: [...cases, ...added],
    limits: {
      timeLimitMs: timeLimitMs ?? stated.limits.timeLimitMs,
      memoryLimitMb: memoryLimitMb ?? stated.limits.memoryLimitMb,
    },
    timeLimitFrom: timeLimitMs === null ? stated.timeLimitFrom : "your settings",
  };
}

/** The limits of a problem as they stand, with the defaults where nothing states one. */
export function statedLimits({
  limits,
  timeLimitFrom,
}: Pick<OpenPackage, "limits" | "timeLimitFrom">): StatedLimits {
  return {
    limits: {
      timeLimitMs: limits.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS,
      memoryLimitMb: limits.memoryLimitMb ?? DEFAULT_MEMORY_LIMIT_MB,
    },
    timeLimitFrom: timeLimitFrom ?? "the default: nothing states one",
  };
}

/** A folder of tests says nothing about itself; a statement in it does. */
function statementOf({
  title,
  statement,
  limits,
}: ProblemPackage): Pick<OpenPackage, "title" | "limits" | "timeLimitFrom"> {
  if (statement === null) return { title, limits, timeLimitFrom: null };
  const problem = readStatement(statement, title);
  const timeLimitFrom = problem.limits.timeLimitMs === null ? null : "the statement";
  return { title: problem.title, limits: problem.limits, timeLimitFrom };
}

/** The comparison that the user asked for; null when it is left to the package. */
function comparisonFor(
  found: ProblemPackage,
  { sources, comparison }: Settings,
): Comparison | null {
  const isAsked = ["float", "checker", "compare"].some((name) => name in sources);
  if (!isAsked) return null;
  if (found.comparison.kind !== "interactive") return comparison;
  throw new PipelineError("usage", `"${found.title}" is interactive: its own program decides.`, {
    hint: "Leave out --float, --checker and --compare.",
  });
}
