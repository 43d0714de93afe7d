import type { Bench } from "../core/bench.js";
import type { DataCase } from "../core/case.js";
import { checksPass } from "../core/conditions.js";
import type { Duel } from "../core/duel.js";
import { decideDuel } from "../core/duel-verdict.js";
import { PipelineError } from "../core/errors.js";
import type { CounterexampleFound, VersionsCompared } from "../core/events.js";
import { comparisonWith, inputsOf } from "../core/oracle.js";
import { type RunState, versionOf } from "../core/run-state.js";
import { type Scorecard, scorecardOf } from "../core/scorecard.js";
import { compareStandings, standingOf } from "../core/standing.js";
import type { VersionState } from "../core/version-state.js";
import { type Duellist, type DuelWork, duelOf } from "../evidence/duel.js";
import { oracleAnswer } from "../evidence/duel-answers.js";
import { generatedInput } from "../evidence/growth-runs.js";
import { dataCases, judgeNewCasesOnOthers } from "./judge-version.js";
import type { RunContext } from "./run-context.js";
import { skipStep } from "./skip-step.js";

/** Longer inputs stay in the duel as seed and size. */
const LONGEST_CASE = 2 * 2 ** 20;

interface Pair {
  readonly parent: number;
  readonly child: number;
  readonly key: string;
}

/**
 * Holds a version against the one it was made from, in one measurement of both. Null where speed is not what they
 * differ in: one does not pass all that decides, or the child is better in something that counts for more.
 */
export async function compareVersions(
  run: RunContext,
  { parent, child, key }: Pair,
): Promise<{ readonly keepsChild: boolean; readonly why: string } | null> {
  const before = versionOf(run.recorder.state, parent);
  const after = versionOf(run.recorder.state, child);
  if (before === undefined || after === undefined) return null;
  if (!isComparable(run.recorder.state, before, after)) return null;
  const { duel } = await run.recorder.step<VersionsCompared>(
    `${key}/duel`,
    "versions.compared",
    async (stamp) => {
      run.parts.onNotice("judge", { kind: "judging", file: `${before.file} and ${after.file}` });
      const startedAt = run.parts.clock.now();
      const fought = await fight(run, before, after);
      const seconds = (run.parts.clock.now() - startedAt) / 1000;
      return { type: "versions.compared", ...stamp(), duel: fought, seconds };
    },
  );
  const wrong = duel.accepted === "child" || duel.accepted === "neither" ? before : after;
  if (duel.shown !== undefined) await keepCase(run, { key, wrong, shown: duel.shown });
  const { state } = run.recorder;
  const measured = (version: VersionState) => ({
    card: scorecardOf(state, version),
    growth: version.growth,
  });
  return decideDuel(duel, measured(before), measured(after));
}

interface Shown {
  readonly key: string;
  /** One of the two that the oracle found wrong. */
  readonly wrong: VersionState;
  readonly shown: NonNullable<Duel["shown"]>;
}

/** The input on which the oracle found one of the two wrong becomes a case of the run, and of every version. */
async function keepCase(run: RunContext, { key, wrong, shown }: Shown): Promise<void> {
  const { recorder, parts } = run;
  const caseKey = `${key}/duel-case`;
  const startedAt = parts.clock.now();
  const isDecided = [caseKey, `${caseKey}/skipped`].some((each) => recorder.isRecorded(each));
  const found = isDecided ? null : await caseOf(run, wrong, shown);
  const seconds = (parts.clock.now() - startedAt) / 1000;
  if (found === null && !recorder.isRecorded(caseKey)) {
    const why = `the input of size ${shown.size} on which two versions differ could not be kept`;
    return skipStep(run, caseKey, { agent: "judge", why });
  }
  await recorder.record<CounterexampleFound>(caseKey, "counterexample.found", (stamp) => {
    // What is recorded is read back, and nothing is made anew.
    if (found === null) throw new Error(`${caseKey} was recorded and is not read back`);
    const { version } = wrong.solution;
    const lengthBefore = found.test.input.length;
    const event = { type: "counterexample.found" as const, ...stamp, version, ...found };
    return { ...event, ...shown, lengthBefore, seconds };
  });
  await judgeNewCasesOnOthers(run, `${key}/duel`);
}

type Found = Pick<CounterexampleFound, "test" | "result">;

/** Null where the input is too long, or where the version does not fail on it as any case is judged. */
async function caseOf(
  { recorder, plan, parts, signal }: RunContext,
  { solution: { program } }: VersionState,
  shown: Shown["shown"],
): Promise<Found | null> {
  const { oracle: examined, counterexamples } = recorder.state;
  if (examined === null) return null;
  const id = `stress/${counterexamples.length + 1}`;
  const comparison = comparisonWith(examined, plan.comparison);
  const work = async (bench: Bench): Promise<Found | null> => {
    const input = await generatedInput(examined.oracle, shown, bench);
    if (input === null || input.length > LONGEST_CASE) return null;
    const expected = await oracleAnswer(examined, input, bench);
    if (expected === null || expected.length > LONGEST_CASE) return null;
    const test: DataCase = { kind: "data", id, origin: "stress", input, expected };
    const judging = { program, cases: [test], limits: plan.limits, comparison };
    const [result] = await bench.judge(judging);
    const isWrong = result !== undefined && result.verdict !== "AC" && result.verdict !== "JE";
    return isWrong ? { test, result } : null;
  };
  try {
    return await parts.judge.withBench(work, signal);
  } catch (error) {
    if (!(error instanceof PipelineError) || error.kind !== "judge") throw error;
    return null;
  }
}

function isComparable(state: RunState, before: VersionState, after: VersionState): boolean {
  if (before.solution.program.shape === "module" || !checksPass(before) || !checksPass(after)) {
    return false;
  }
  const [parent, child] = [before, after].map((version) =>
    withoutSpeed(scorecardOf(state, version)),
  );
  return compareStandings(parent ?? [], child ?? []) === 0;
}

/** The standing without its last place: the speed is what the comparison is to find out. */
function withoutSpeed(card: Scorecard): readonly number[] {
  return standingOf(card).slice(0, -1);
}

/** A judge that cannot run anything leaves the two level. */
async function fight(run: RunContext, before: VersionState, after: VersionState): Promise<Duel> {
  const work = workOf(run, before, after);
  try {
    return await run.parts.judge.withBench(async (bench) => duelOf(work, bench), run.signal);
  } catch (error) {
    if (!(error instanceof PipelineError) || error.kind !== "judge") throw error;
    return {
      parent: work.parent.version,
      child: work.child.version,
      points: [],
      ratio: null,
      verdict: "level",
      accepted: null,
      note: `The two could not be compared: ${error.message}.`,
    };
  }
}

function workOf(run: RunContext, before: VersionState, after: VersionState): DuelWork {
  const { oracle } = run.recorder.state;
  return {
    parent: side(before),
    child: side(after),
    examined: inputsOf(oracle),
    knownSize: knownSize(before, after),
    cases: slowestFirst(dataCases(run), before),
    limits: run.plan.limits,
    comparison: comparisonWith(oracle, run.plan.comparison),
  };
}

function side({ solution: { version, program } }: VersionState): Duellist {
  return { version, program };
}

/** The largest size that both were measured at; null where one was not measured. */
function knownSize(before: VersionState, after: VersionState): number | null {
  const sizes = [before, after].flatMap(({ growth }) => growth?.points.at(-1)?.size ?? []);
  return sizes.length === 2 ? Math.min(...sizes) : null;
}

function slowestFirst(
  cases: readonly DataCase[],
  { cases: results }: VersionState,
): readonly DataCase[] {
  const timeOf = ({ id }: DataCase): number =>
    results.find((result) => result.id === id)?.cpuMs ?? 0;
  return cases.toSorted((left, right) => timeOf(right) - timeOf(left));
}
