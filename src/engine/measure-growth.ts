import type { Bench } from "../core/bench.js";
import type { DataCase } from "../core/case.js";
import { checksPass } from "../core/conditions.js";
import { PipelineError } from "../core/errors.js";
import type { CounterexampleFound, GrowthMeasured } from "../core/events.js";
import type { Growth, GrowthFailure } from "../core/growth.js";
import { growthWithoutFailure, unmeasuredGrowth } from "../core/growth-verdict.js";
import { comparisonWith, type ExaminedOracle } from "../core/oracle.js";
import type { CaseResult } from "../core/report.js";
import { versionOf } from "../core/run-state.js";
import type { Program } from "../core/solution.js";
import { measureGrowthOf } from "../evidence/growth.js";
import { generatedInput } from "../evidence/growth-runs.js";
import type { RunContext } from "./run-context.js";
import { skipStep } from "./skip-step.js";

/** Of the time that a version may be held against the oracle. */
const GROWTH_SHARE = 0.6;
/** Longer inputs stay in the growth record as seed and size. */
const LONGEST_CASE = 2 * 2 ** 20;

interface Subject {
  readonly version: number;
  readonly program: Program;
  readonly examined: ExaminedOracle;
}

/**
 * Measures how a version that passes all that decides grows with the size of its inputs, where a certified oracle makes
 * them. A legal input on which it fails becomes a case of the run.
 */
export async function measureGrowth(run: RunContext, version: number, key: string): Promise<void> {
  const subject = subjectOf(run, version);
  if (subject === null) return;
  const { growth } = await run.recorder.step<GrowthMeasured>(
    `${key}/growth`,
    "growth.measured",
    async (stamp) => {
      const { fileName } = subject.program;
      run.parts.onNotice("judge", { kind: "judging", file: `how ${fileName} grows` });
      const startedAt = run.parts.clock.now();
      const measured = await onBench(
        run,
        async (bench) => confirmed(run, subject, bench),
        (why) => unmeasuredGrowth(run.plan.limits, why),
      );
      const seconds = (run.parts.clock.now() - startedAt) / 1000;
      return { type: "growth.measured", ...stamp(), version, growth: measured, seconds };
    },
  );
  if (growth.failure !== null) await keepCase(run, { ...subject, key }, growth.failure);
}

function subjectOf(run: RunContext, version: number): Subject | null {
  const { state } = run.recorder;
  const known = versionOf(state, version);
  const examined = state.oracle;
  if (known === undefined || examined?.certification.status !== "certified") return null;
  const { program } = known.solution;
  return program.shape === "module" || !checksPass(known) ? null : { version, program, examined };
}

/** A judge that cannot run anything measures nothing; the run goes on without. */
async function onBench<T>(
  run: RunContext,
  work: (bench: Bench) => Promise<T>,
  without: (why: string) => T,
): Promise<T> {
  try {
    return await run.parts.judge.withBench(work, run.signal);
  } catch (error) {
    if (!(error instanceof PipelineError) || error.kind !== "judge") throw error;
    return without(error.message);
  }
}

/** A failure counts only where the program fails on the same input as any case is judged. */
async function confirmed(run: RunContext, subject: Subject, bench: Bench): Promise<Growth> {
  const { program, examined } = subject;
  const { limits, stress } = run.plan;
  const work = { program, examined, limits, budgetMs: GROWTH_SHARE * stress.seconds * 1000 };
  const growth = await measureGrowthOf(work, bench);
  if (growth.failure === null) return growth;
  const input = await generatedInput(examined.oracle, growth.failure, bench);
  const test = caseWith(run, input ?? "");
  const result = input === null ? null : await judged(run, subject, { test, bench });
  const isShown = result !== null && result.verdict !== "AC" && result.verdict !== "JE";
  return isShown ? growth : growthWithoutFailure(growth);
}

type Found = Pick<CounterexampleFound, "test" | "result">;

/**
 * Records the input of a failure as a case that every version must end on in good order and within its limits. Where the
 * judge cannot run it any more there is no case, in every session of the run.
 */
async function keepCase(
  run: RunContext,
  { key, ...subject }: Subject & { readonly key: string },
  failure: GrowthFailure,
): Promise<void> {
  if (failure.inputLength > LONGEST_CASE) return;
  const caseKey = `${key}/growth-case`;
  const startedAt = run.parts.clock.now();
  const isDecided = [caseKey, `${caseKey}/skipped`].some((each) => run.recorder.isRecorded(each));
  const found = isDecided
    ? null
    : await onBench(
        run,
        async (bench) => caseOfFailure(run, subject, { failure, bench }),
        () => null,
      );
  const seconds = (run.parts.clock.now() - startedAt) / 1000;
  if (found === null && !run.recorder.isRecorded(caseKey)) {
    const why = `the judge could not run the input of size ${failure.size} again`;
    return skipStep(run, caseKey, { agent: "judge", why });
  }
  await run.recorder.record<CounterexampleFound>(caseKey, "counterexample.found", (stamp) => {
    // What is recorded is read back, and nothing is made anew.
    if (found === null) throw new Error(`${caseKey} was recorded and is not read back`);
    const { seed, size, inputLength: lengthBefore } = failure;
    const { version } = subject;
    return {
      type: "counterexample.found",
      ...stamp,
      version,
      ...found,
      seed,
      size,
      lengthBefore,
      seconds,
    };
  });
}

interface Failed {
  readonly failure: GrowthFailure;
  readonly bench: Bench;
}

async function caseOfFailure(
  run: RunContext,
  subject: Subject,
  { failure, bench }: Failed,
): Promise<Found | null> {
  const input = await generatedInput(subject.examined.oracle, failure, bench);
  if (input === null) return null;
  const test = caseWith(run, input);
  const result = await judged(run, subject, { test, bench });
  return result.verdict === "JE" ? null : { test, result };
}

function caseWith({ recorder }: RunContext, input: string): DataCase {
  const id = `stress/${recorder.state.counterexamples.length + 1}`;
  return { kind: "data", id, origin: "stress", input, expected: null };
}

async function judged(
  { plan }: RunContext,
  { program, examined }: Subject,
  { test, bench }: { readonly test: DataCase; readonly bench: Bench },
): Promise<CaseResult> {
  const comparison = comparisonWith(examined, plan.comparison);
  const [result] = await bench.judge({ program, cases: [test], limits: plan.limits, comparison });
  if (result === undefined) throw new Error("a case that is judged has a result");
  return result;
}
