import type { DataCase } from "../core/case.js";
import { checksPass } from "../core/conditions.js";
import { PipelineError } from "../core/errors.js";
import type { CounterexampleFound, StressRan } from "../core/events.js";
import { certifiedOracle, comparisonWith, type ExaminedOracle } from "../core/oracle.js";
import type { CaseResult } from "../core/report.js";
import { versionOf } from "../core/run-state.js";
import type { Program } from "../core/solution.js";
import type { StressFailure, StressReport } from "../core/stress.js";
import { minimise } from "../evidence/minimise.js";
import { OracleBench } from "../evidence/oracle-bench.js";
import { campaignSizes, FIRST_SEED, stressCampaign } from "../evidence/stress-campaign.js";
import type { RunContext } from "./run-context.js";

interface Subject {
  readonly version: number;
  readonly program: Program;
  readonly examined: ExaminedOracle;
}

/**
 * Holds a version that passes all that decides against the certified oracle. An input on which they disagree is
 * recorded as it was found, and again when it is as small as could be: then it is a case of the run. False only when
 * there is such an input; a version that is not tried has nothing against it.
 */
export async function stressVersion(
  run: RunContext,
  version: number,
  key: string,
): Promise<boolean> {
  const subject = subjectOf(run, version);
  if (subject === null) return true;
  const { report } = await run.recorder.step<StressRan>(`${key}/stress`, "stress.ran", (stamp) =>
    timed(run, async () => ({
      type: "stress.ran",
      ...stamp(),
      version,
      firstSeed: FIRST_SEED,
      sizes: campaignSizes(subject.examined),
      report: await stress(run, subject),
    })),
  );
  if (report.failure === null) return true;
  await keepCounterexample(run, { ...subject, key }, report.failure);
  return false;
}

function subjectOf({ recorder: { state } }: RunContext, version: number): Subject | null {
  const known = versionOf(state, version);
  const examined = state.oracle;
  if (known === undefined || examined === null || certifiedOracle(examined) === null) return null;
  const { program } = known.solution;
  return program.shape === "module" || !checksPass(known) ? null : { version, program, examined };
}

/** A judge that cannot run anything shows nothing; the run goes on without. */
async function stress(run: RunContext, { program, examined }: Subject): Promise<StressReport> {
  const { plan, parts, signal } = run;
  parts.onNotice("judge", { kind: "judging", file: `${program.fileName} against the oracle` });
  const { limits, comparison, stress: most } = plan;
  const campaign = { program, examined, limits, comparison, ...most };
  return unlessJudgeFails(stressCampaign(campaign, parts.judge, signal), ({ message }) =>
    untried(message, most.cases),
  );
}

function untried(reason: string, count: number): StressReport {
  return {
    tried: 0,
    skipped: { count, reason },
    failure: null,
    compile: null,
    isolation: "none",
    seconds: 0,
  };
}

/** Records an input that a version fails on, made small, as a case of the run. */
async function keepCounterexample(
  run: RunContext,
  { key, version, ...subject }: Subject & { readonly key: string },
  failure: StressFailure,
): Promise<void> {
  const { seed, size, input } = failure;
  await run.recorder.step<CounterexampleFound>(
    `${key}/counterexample`,
    "counterexample.found",
    (stamp) =>
      timed(run, async () => ({
        type: "counterexample.found",
        ...stamp(),
        version,
        ...(await smallest(run, subject, failure)),
        seed,
        size,
        lengthBefore: input.length,
      })),
  );
}

async function smallest(
  run: RunContext,
  { program, examined }: Pick<Subject, "program" | "examined">,
  { input, expected, result }: StressFailure,
): Promise<Pick<CounterexampleFound, "test" | "result">> {
  const { plan, parts, recorder, signal } = run;
  const id = `stress/${recorder.state.counterexamples.length + 1}`;
  const test: DataCase = { kind: "data", id, origin: "stress", input, expected };
  parts.onNotice("judge", { kind: "judging", file: "ever smaller inputs that it fails on" });
  const comparison = comparisonWith(examined, plan.comparison);
  const found = { ...result, id };
  const asFound = { test, result: found };
  const made = parts.judge.withBench(async (bench) => {
    const work = { program, limits: plan.limits, comparison, test, result: found };
    const small = await minimise(work, new OracleBench(examined.oracle, bench));
    const kept = { ...test, input: small.input, expected: small.expected };
    const cases = [kept];
    const [again] = await bench.judge({ program, limits: plan.limits, comparison, cases });
    return { test: kept, result: settled(small.result, again) };
  }, signal);
  return unlessJudgeFails(made, () => asFound);
}

/** What the judge cannot do is no reason to lose what was found, or to stop. */
async function unlessJudgeFails<T>(
  work: Promise<T>,
  instead: (error: PipelineError) => T,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof PipelineError && error.kind === "judge") return instead(error);
    throw error;
  }
}

/** What a program failed on once and passes the next time gets different answers. */
function settled(failed: CaseResult, again: CaseResult | undefined): CaseResult {
  if (again?.verdict !== "AC" || failed.disagreement !== undefined) return failed;
  const verdicts = [failed.verdict, again.verdict];
  return { ...failed, disagreement: { verdicts, of: "program" } };
}

/** Adds how long the work took. */
async function timed<T>(
  { parts }: RunContext,
  work: () => Promise<T>,
): Promise<T & { readonly seconds: number }> {
  const startedAt = parts.clock.now();
  const done = await work();
  return { ...done, seconds: (parts.clock.now() - startedAt) / 1000 };
}
