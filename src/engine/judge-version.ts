import { type Case, type DataCase, isAnchor } from "../core/case.js";
import { PipelineError } from "../core/errors.js";
import type { ReportRecorded } from "../core/events.js";
import { comparisonWith } from "../core/oracle.js";
import { caseOfConfirmed } from "../core/prove.js";
import { isResultOf, type Report } from "../core/report.js";
import { type RunState, versionOf } from "../core/run-state.js";
import { confirmedFindings } from "../core/scorecard.js";
import type { Program } from "../core/solution.js";
import { problemOf, type RunContext } from "./run-context.js";

/** How often every anchor must pass before it counts as passed. */
const CONFIRMATIONS = 3;

/** Runs everything that there is to run on a version, and records the verdicts. */
export async function judgeVersion(run: RunContext, version: number, key: string): Promise<void> {
  await judgeCases(run, { version, key, cases: casesFor(run), confirmations: CONFIRMATIONS });
}

/** Runs the proofs and counterexamples that came up on the versions that have not been held to them yet. */
export async function judgeNewCasesOnOthers(run: RunContext, key: string): Promise<void> {
  const { state } = run.recorder;
  const found = [...state.counterexamples, ...proofCases(run, state)];
  for (const { solution, cases: results } of state.versions) {
    const { version } = solution;
    const cases = found.filter(({ id }) => !results.some((result) => isResultOf(result, id)));
    if (cases.length === 0) continue;
    const confirmations = CONFIRMATIONS;
    await judgeCases(run, { version, key: `${key}/proofs/v${version}`, cases, confirmations });
  }
}

/** Runs the cases with an input on all versions again: a certified checker decides about their outputs now. */
export async function judgeByChecker(run: RunContext, key: string): Promise<void> {
  const { state } = run.recorder;
  if (comparisonWith(state.oracle, run.plan.comparison).kind !== "validator") return;
  const cases = [...dataCases(run), ...state.counterexamples];
  for (const { solution } of state.versions) {
    const { version } = solution;
    const confirmations = CONFIRMATIONS;
    await judgeCases(run, { version, key: `${key}/by-checker/v${version}`, cases, confirmations });
  }
}

interface CasesOfVersion {
  readonly version: number;
  readonly key: string;
  readonly cases: readonly Case[];
  readonly confirmations: number;
}

async function judgeCases(run: RunContext, wanted: CasesOfVersion): Promise<void> {
  await run.recorder.step<ReportRecorded>(wanted.key, "report.recorded", async (stamp) => {
    const program = versionOf(run.recorder.state, wanted.version)?.solution.program;
    if (program === undefined) throw new Error(`version ${wanted.version} was never written`);
    const startedAt = run.parts.clock.now();
    const judged = await runCases(run, program, wanted);
    const report = await judgeUnjudgedAgain(run, program, { wanted, judged });
    refuseUnjudged(report);
    return {
      type: "report.recorded",
      ...stamp(),
      version: wanted.version,
      report: withKnownTests(withoutUnknown(run, wanted.version, report), run.plan.requiredTests),
      seconds: (run.parts.clock.now() - startedAt) / 1000,
    };
  });
}

/**
 * A checker that came with an oracle may fail on what a program prints, which is no reason to stop: what cannot be judged
 * by it a second time either is decided by the comparison of the plan.
 */
async function judgeUnjudgedAgain(
  run: RunContext,
  program: Program,
  { wanted, judged }: { readonly wanted: CasesOfVersion; readonly judged: Report },
): Promise<Report> {
  const { comparison: stated, limits } = run.plan;
  const byChecker = comparisonWith(run.recorder.state.oracle, stated);
  if (byChecker === stated) return judged;
  let report = judged;
  for (const comparison of [byChecker, stated]) {
    const unjudged = report.cases.filter(({ verdict }) => verdict === "JE");
    const ids = new Set(unjudged.map(({ id }) => id));
    const cases = wanted.cases.filter(({ kind, id }) => kind === "data" && ids.has(id));
    if (cases.length === 0) return report;
    const request = { program, limits, comparison, cases, confirmations: wanted.confirmations };
    report = withResults(report, await run.parts.judge.judge(request, run.signal));
  }
  return report;
}

function withResults(report: Report, { cases: newer }: Report): Report {
  const cases = report.cases.map((result) => newer.find(({ id }) => id === result.id) ?? result);
  return { ...report, cases };
}

/** What the judge could not run does not take the place of what a version has shown before. */
function withoutUnknown({ recorder }: RunContext, version: number, report: Report): Report {
  const known = versionOf(recorder.state, version)?.cases ?? [];
  const isKnown = (id: string): boolean => known.some((result) => result.id === id);
  const cases = report.cases.filter(({ verdict, id }) => verdict !== "JE" || !isKnown(id));
  return { ...report, cases };
}

/** Where the judge itself failed on a case that decides, nothing was shown: the run stops and can go on later. */
function refuseUnjudged({ cases }: Report): void {
  const failed = cases.find(({ verdict, origin }) => verdict === "JE" && isAnchor(origin));
  if (failed === undefined) return;
  throw new PipelineError("judge", `the judge could not run ${failed.id}: ${failed.note}`, {
    hint: "Mend that, then continue with: pipeline resume",
  });
}

/** Runs cases on a program with the limits and the comparison of the run. */
export function runCases(
  run: RunContext,
  program: Program,
  wanted: Pick<CasesOfVersion, "cases" | "confirmations">,
): Promise<Report> {
  const { limits } = run.plan;
  const comparison = comparisonWith(run.recorder.state.oracle, run.plan.comparison);
  return run.parts.judge.judge({ program, limits, comparison, ...wanted }, run.signal);
}

/** The cases with an input and an output that come from the problem or from the user. */
export function dataCases(run: RunContext): readonly DataCase[] {
  const { checks } = run.plan.pipeline.definition;
  const samples = problemOf(run)?.samples.map(({ test }) => test) ?? [];
  return [...(checks.samples === "auto" ? samples : []), ...run.plan.givenCases];
}

function casesFor(run: RunContext): readonly Case[] {
  const { checks } = run.plan.pipeline.definition;
  const { testCommand, requiredTests, code } = run.plan;
  const own: Case = {
    kind: "own-tests",
    id: "own",
    origin: code === null ? "own" : "given",
    requiredTests,
  };
  return [
    ...dataCases(run),
    ...(checks.tests === "auto" && testCommand !== null ? [testCommand] : []),
    ...(checks.own === "auto" ? [own] : []),
    ...run.recorder.state.counterexamples,
    ...proofCases(run, run.recorder.state),
  ];
}

function proofCases(run: RunContext, state: RunState): readonly Case[] {
  const known = dataCases(run);
  return confirmedFindings(state).flatMap((finding) => caseOfConfirmed(finding, known) ?? []);
}

/** Tests that a repaired file brought along anew are its own; only the user's tests decide. */
function withKnownTests(report: Report, requiredTests: readonly string[]): Report {
  const cases = report.cases.map((result) => {
    const isNew = result.id.startsWith("own/") && !requiredTests.includes(result.id.slice(4));
    return isNew && isAnchor(result.origin) ? { ...result, origin: "own" as const } : result;
  });
  return { ...report, cases };
}
