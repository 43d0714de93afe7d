import type { StatedComparison } from "../core/comparison.js";
import type { Limits } from "../core/limits.js";
import { comparisonWith, type ExaminedOracle } from "../core/oracle.js";
import type { Stressor } from "../core/ports.js";
import type { Program } from "../core/solution.js";
import type { InputSizes, StressFailure, StressReport, StressRequest } from "../core/stress.js";

/** What a program is held against, and for how long. */
export interface Campaign {
  readonly program: Program;
  readonly examined: ExaminedOracle;
  readonly limits: Limits;
  readonly comparison: StatedComparison;
  readonly seconds: number;
  readonly cases: number;
  /** Whether the statement allows an input; what it does not allow decides nothing. */
  readonly isLegal: (input: string) => Promise<boolean>;
}

/** The seeds begin here for every program, so that all are compared on the same inputs. */
export const FIRST_SEED = 1;

/** What the generator and the oracle may take for one input. */
const ORACLE_LIMITS: Limits = { timeLimitMs: 2000, memoryLimitMb: 1024 };
/** A generator that keeps making what its own validator refuses is no use. */
const MOST_ILLEGAL = 5;

interface Phase {
  readonly sizes: InputSizes;
  /** Of all cases and of the time. */
  readonly share: number;
}

/** Sizes of all inputs of a campaign. */
export function campaignSizes({ certification }: ExaminedOracle): InputSizes {
  return { smallest: 1, largest: Math.max(1, certification.answeredSize) };
}

/** Most inputs are small: there mistakes are easy to find and to read. */
function phasesOf(examined: ExaminedOracle): readonly Phase[] {
  const { largest } = campaignSizes(examined);
  const phases = [
    { sizes: { smallest: 1, largest: 3 }, share: 0.25 },
    { sizes: { smallest: 4, largest: 6 }, share: 0.3 },
    { sizes: { smallest: 7, largest: 10 }, share: 0.25 },
    { sizes: { smallest: 11, largest }, share: 0.2 },
  ];
  return phases
    .filter(({ sizes }) => sizes.smallest <= largest)
    .map(({ sizes, share }) => ({
      sizes: { ...sizes, largest: Math.min(sizes.largest, largest) },
      share,
    }));
}

/**
 * Holds a program against a certified oracle on generated inputs, small ones first, until the first legal one on which
 * they disagree. Throws as a judge does.
 */
export async function stressCampaign(
  campaign: Campaign,
  stressor: Stressor,
  signal: AbortSignal,
): Promise<StressReport> {
  const phases = phasesOf(campaign.examined);
  const shares = phases.reduce((sum, { share }) => sum + share, 0);
  let firstSeed = FIRST_SEED;
  let msLeft = campaign.seconds * 1000;
  let sharesLeft = shares;
  const reports: StressReport[] = [];
  for (const { sizes, share } of phases) {
    const count = Math.max(1, Math.round((campaign.cases * share) / shares));
    const budgetMs = (msLeft * share) / sharesLeft;
    const report = await stressPhase(
      { campaign, stressor, signal },
      { firstSeed, count, sizes, budgetMs },
    );
    reports.push(report);
    if (report.failure !== null || report.compile?.ok === false) break;
    firstSeed += count;
    msLeft -= Math.min(budgetMs, report.seconds * 1000);
    sharesLeft -= share;
  }
  return reports.reduce(addReports);
}

interface Work {
  readonly campaign: Campaign;
  readonly stressor: Stressor;
  readonly signal: AbortSignal;
}

type Seeds = Pick<StressRequest, "firstSeed" | "count" | "sizes" | "budgetMs">;

/** One phase, gone on with behind every failure on an input that is not legal. */
async function stressPhase(work: Work, seeds: Seeds): Promise<StressReport> {
  const { campaign, stressor, signal } = work;
  let report = await stressor.stress(requestOf(campaign, seeds), signal);
  for (let illegal = 1; illegal <= MOST_ILLEGAL; illegal += 1) {
    const { failure } = report;
    if (failure === null || (await campaign.isLegal(failure.input))) return report;
    const done = withoutFailure(report, failure);
    const left = seeds.firstSeed + seeds.count - (failure.seed + 1);
    const msLeft = seeds.budgetMs - report.seconds * 1000;
    if (left <= 0 || msLeft <= 0 || illegal === MOST_ILLEGAL) return done;
    const rest = { ...seeds, firstSeed: failure.seed + 1, count: left, budgetMs: msLeft };
    report = addReports(done, await stressor.stress(requestOf(campaign, rest), signal));
  }
  return report;
}

function requestOf(
  { program, examined, limits, comparison }: Campaign,
  seeds: Seeds,
): StressRequest {
  const { generator, brute } = examined.oracle;
  return {
    program,
    generator,
    oracle: brute,
    comparison: comparisonWith(examined, comparison),
    limits,
    oracleLimits: ORACLE_LIMITS,
    ...seeds,
  };
}

function withoutFailure(report: StressReport, { seed }: StressFailure): StressReport {
  const { count, reason } = report.skipped;
  const why = `Seed ${seed}: the validator refuses the input.`;
  return {
    ...report,
    tried: report.tried - 1,
    skipped: { count: count + 1, reason: reason ?? why },
    failure: null,
  };
}

function addReports(before: StressReport, after: StressReport): StressReport {
  const { skipped } = before;
  return {
    ...after,
    tried: before.tried + after.tried,
    skipped: {
      count: skipped.count + after.skipped.count,
      reason: skipped.reason ?? after.skipped.reason,
    },
    failure: before.failure ?? after.failure,
    seconds: before.seconds + after.seconds,
  };
}
