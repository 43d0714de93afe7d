import type { DataCase } from "../core/case.js";
import { checksPass } from "../core/conditions.js";
import type { Duel } from "../core/duel.js";
import { decideDuel } from "../core/duel-verdict.js";
import { PipelineError } from "../core/errors.js";
import type { VersionsCompared } from "../core/events.js";
import { comparisonWith, inputsOf } from "../core/oracle.js";
import { type RunState, type VersionState, versionOf } from "../core/run-state.js";
import { type Scorecard, scorecardOf } from "../core/scorecard.js";
import { compareStandings, standingOf } from "../core/standing.js";
import { type Duellist, type DuelWork, duelOf } from "../evidence/duel.js";
import { dataCases } from "./judge-version.js";
import type { RunContext } from "./run-context.js";

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
  const { state } = run.recorder;
  const measured = (version: VersionState) => ({
    card: scorecardOf(state, version),
    growth: version.growth,
  });
  return decideDuel(duel, measured(before), measured(after));
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
