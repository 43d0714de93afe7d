import { DEFAULT_TIME_LIMIT_MS, NO_LIMITS } from "../core/limits.js";
import type { AgentContext, LedgerEntry } from "./context.js";
import { growthText } from "./growth-text.js";
import { dataBlock } from "./marker.js";
import { planText } from "./plan-text.js";
import { limitsText, problemText } from "./problem-text.js";
import { reportText } from "./report-text.js";
import { shortenLedger, type WrittenEntry } from "./shorten-ledger.js";
import { solutionText } from "./solution-text.js";

/**
 * What the agent is given, filtered by what it reads: first what stays as it is for the whole run, and what all are
 * given before what some are given; then the ledger, oldest first. An entry has the same bytes and the same place
 * whoever reads it, so that agents that read the same share one cached prefix, which only grows.
 */
export function sharedBlocks(context: AgentContext): readonly string[] {
  return blocksAround(
    context,
    writtenEntries(context).map(({ text }) => text),
  );
}

/** The same without the oldest of the ledger, for a model that cannot hold it all; null where nothing can be left out. */
export function shorterBlocks(context: AgentContext): readonly string[] | null {
  const { currentVersion, code } = context;
  const codeVersion = code?.version ?? null;
  const shortened = shortenLedger(writtenEntries(context), { currentVersion, codeVersion });
  return shortened === null ? null : blocksAround(context, shortened.texts);
}

function writtenEntries(context: AgentContext): readonly WrittenEntry[] {
  const timeLimitMs = context.problem?.limits.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS;
  return visibleEntries(context).map((entry) => ({ entry, text: entryText(entry, timeLimitMs) }));
}

function blocksAround(context: AgentContext, ledger: readonly string[]): readonly string[] {
  const { goal, oracle, reads } = context;
  return [
    ...problemBlocks(context),
    ...context.attachments.map(
      ({ name, text }) => `# A file from the user\n\n${dataBlock(name, text)}`,
    ),
    ...(goal !== null && reads.includes("goal") ? [goalText(goal)] : []),
    ...(oracle !== null && reads.includes("oracle") ? [oracleText(oracle)] : []),
    ...ledger,
  ];
}

/** The limits stand in the problem; only without it they are a block of their own. */
function problemBlocks({ problem, reads }: AgentContext): readonly string[] {
  if (problem !== null && reads.includes("problem")) return [problemText(problem)];
  return reads.includes("limits") ? [limitsText(problem?.limits ?? NO_LIMITS)] : [];
}

/** The entries of the ledger that this agent reads, in order of time. */
function visibleEntries(context: AgentContext): readonly LedgerEntry[] {
  const { ledger } = context;
  const newestPlan = ledger.findLast(({ kind }) => kind === "fix_plan");
  return withUsersFile(context).filter((entry) => isVisible(entry, context, newestPlan));
}

/** The user's own file is the oldest entry, also where the run did not write it down as version 0. */
function withUsersFile({ ledger, code }: AgentContext): readonly LedgerEntry[] {
  const isThere = ledger.some(
    (entry) => entry.kind === "solution" && entry.solution.version === code?.version,
  );
  if (code === null || isThere) return ledger;
  return [{ kind: "solution", solution: code, file: code.program.fileName }, ...ledger];
}

function isVisible(
  entry: LedgerEntry,
  { reads, currentVersion, code }: AgentContext,
  newestPlan: LedgerEntry | undefined,
): boolean {
  const history = reads.includes("history");
  switch (entry.kind) {
    case "solution":
      if (entry.solution.version === code?.version && reads.includes("code")) return true;
      return entry.solution.version === currentVersion ? reads.includes("solution") : history;
    case "report":
    case "growth":
      return entry.version === currentVersion ? reads.includes("report") : history;
    case "fix_plan":
      return history || (entry === newestPlan && reads.includes("fix_plan"));
  }
}

function entryText(entry: LedgerEntry, timeLimitMs: number): string {
  switch (entry.kind) {
    case "solution":
      return solutionText(entry.solution, entry.file);
    case "report":
      return reportText({ version: entry.version, report: entry.report, timeLimitMs });
    case "growth":
      return growthText(entry);
    case "fix_plan":
      return planText(entry.plan);
  }
}

function goalText(goal: string): string {
  return `# The goal\n\nWhat the user asks for, in their own words:\n\n${dataBlock("goal", goal)}`;
}

function oracleText(oracle: NonNullable<AgentContext["oracle"]>): string {
  const files = oracle.map(({ path, text }) => dataBlock(path, text));
  return ["# The oracle: the programs that stress tests are made with", ...files].join("\n\n");
}
