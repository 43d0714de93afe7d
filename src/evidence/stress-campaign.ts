import type { StatedComparison } from "../core/comparison.js";
import type { Limits } from "../core/limits.js";
import { comparisonWith, type ExaminedOracle } from "../core/oracle.js";
import type { Stressor, Workbench } from "../core/ports.js";
import type { Program } from "../core/solution.js";
import {
  type InputSizes,
  type StressFailure,
  type StressReport,
  type StressRequest,
  sizeOfSeed,
} from "../core/stress.js";
import { confirmFailure } from "./confirm-failure.js";

/** What a program is held against, and for how long. */
export interface Campaign {
  readonly program: Program;
  readonly examined: ExaminedOracle;
  readonly limits: Limits;
  readonly comparison: StatedComparison;
  readonly seconds: number;
  readonly cases: number;
}

/** The seeds begin here for every program, so that all are compared on the same inputs. */
export const FIRST_SEED = 1;

/** What the generator and the oracle may take for one input. */
const ORACLE_LIMITS: Limits = { timeLimitMs: 1000, memoryLimitMb: 1024 };
/** Failures that do not count are gone past, but not for ever. */
const MOST_UNFIT = 20;

/** Inputs of a campaign that have much the same size. */
export interface Phase {
  readonly sizes: InputSizes;
  readonly firstSeed: number;
  readonly count: number;
  /** From the beginning of the campaign. Time that one phase leaves is the next one's. */
  readonly endsAtMs: number;
}

/** Shares of the inputs and of the time. Most inputs are small: there mistakes are easy to find and to read. */
const SHARES = [
  { smallest: 1, largest: 4, ofCases: 0.45, ofTime: 0.35 },
  { smallest: 4, largest: 10, ofCases: 0.35, ofTime: 0.35 },
  { smallest: 11, largest: Number.POSITIVE_INFINITY, ofCases: 0.2, ofTime: 0.3 },
] as const;

/** Sizes of all inputs of a campaign. */
export function campaignSizes({ certification }: ExaminedOracle): InputSizes {
  return { smallest: 1, largest: Math.max(1, certification.answeredSize) };
}

/** The phases of a campaign: the same seeds and sizes for every program. */
export function phasesOf(
  { largest: most }: InputSizes,
  { seconds, cases }: Pick<Campaign, "seconds" | "cases">,
): readonly Phase[] {
  const shares = SHARES.filter(({ smallest }, at) => at === 0 || smallest < most);
  const total = { ofCases: 0, ofTime: 0 };
  const ends = shares.map(({ ofCases, ofTime }) => {
    total.ofCases += ofCases;
    total.ofTime += ofTime;
    return { ...total };
  });
  const seedAfter = (at: number): number =>
    FIRST_SEED + Math.round((cases * (ends[at]?.ofCases ?? 0)) / total.ofCases);
  return shares
    .map(({ smallest, largest }, at) => ({
      sizes: { smallest, largest: Math.max(smallest, Math.min(largest, most)) },
      firstSeed: seedAfter(at - 1),
      count: seedAfter(at) - seedAfter(at - 1),
      endsAtMs: (1000 * seconds * (ends[at]?.ofTime ?? 0)) / total.ofTime,
    }))
    .filter(({ count }) => count > 0);
}

/**
 * Holds a program against a certified oracle on generated inputs, small ones first, until the first on which they
 * disagree: a legal one, to which the brute force gives the same answer again. Throws as a judge does.
 */
export async function stressCampaign(
  campaign: Campaign,
  judge: Stressor & Workbench,
  signal: AbortSignal,
): Promise<StressReport> {
  let startedAt = performance.now();
  const sizes = campaignSizes(campaign.examined);
  const reports: StressReport[] = [];
  for (const phase of phasesOf(sizes, campaign)) {
    const report = await stressPhase({ campaign, judge, signal, startedAt }, phase);
    // A phase that waited for compilers takes nothing from those after it.
    startedAt += Math.max(0, performance.now() - startedAt - phase.endsAtMs);
    if (report === null) continue;
    reports.push(report);
    if (report.failure !== null || report.compile?.ok === false) break;
  }
  return withWarning(reports.reduce(addReports, NOTHING_TRIED));
}

interface Work {
  readonly campaign: Campaign;
  readonly judge: Stressor & Workbench;
  readonly signal: AbortSignal;
  /** By the clock of `performance`. */
  readonly startedAt: number;
}

/** One phase, gone on with behind every failure that does not count; null when there was no time for it. */
async function stressPhase(
  { campaign, judge, signal, startedAt }: Work,
  { endsAtMs, ...phase }: Phase,
): Promise<StressReport | null> {
  const request = requestOf(campaign, phase);
  let report: StressReport | null = null;
  let beginWith = phase.firstSeed;
  for (let unfit = 0; unfit < MOST_UNFIT; unfit += 1) {
    const budgetMs = startedAt + endsAtMs - performance.now();
    if (budgetMs <= 0 || beginWith >= phase.firstSeed + phase.count) return report;
    const newest = await judge.stress({ ...request, budgetMs, beginWith }, signal);
    const { failure } = newest;
    if (failure === null) return addReports(report, newest);
    const sized = { ...failure, size: sizeOfSeed(failure.seed, request) };
    const confirmed = await confirmFailure({ ...request, ...campaign.examined }, sized, {
      judge,
      signal,
    });
    if (confirmed.kind === "counts") {
      return addReports(report, { ...newest, failure: confirmed.failure });
    }
    report = addReports(report, withoutFailure(newest, failure, confirmed.why));
    beginWith = failure.seed + 1;
  }
  return report;
}

function requestOf(
  { program, examined, limits, comparison }: Campaign,
  seeds: Pick<StressRequest, "firstSeed" | "count" | "sizes">,
): Omit<StressRequest, "budgetMs"> {
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

function withoutFailure(report: StressReport, { seed }: StressFailure, why: string): StressReport {
  const { count, reason } = report.skipped;
  return {
    ...report,
    tried: report.tried - 1,
    skipped: { count: count + 1, reason: reason ?? `Seed ${seed}: ${why}` },
    failure: null,
  };
}

const NOTHING_TRIED: StressReport = {
  tried: 0,
  skipped: { count: 0, reason: null },
  failure: null,
  compile: null,
  isolation: "none",
  seconds: 0,
};

function addReports(before: StressReport | null, after: StressReport): StressReport {
  if (before === null) return after;
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

function withWarning(report: StressReport): StressReport {
  const { count, reason } = report.skipped;
  if (reason === null || count <= report.tried) return report;
  const warning = `More than half of the inputs came to nothing. ${reason}`;
  return { ...report, skipped: { count, reason: warning } };
}
