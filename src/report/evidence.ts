import { isAnchor } from "../core/case.js";
import type {
  Growth,
  GrowthClass,
  GrowthFailure,
  GrowthPoint,
  LargestSize,
} from "../core/growth.js";
import { DEFAULT_MEMORY_LIMIT_MB, DEFAULT_TIME_LIMIT_MS, type Limits } from "../core/limits.js";
import type { OracleStatus } from "../core/oracle.js";
import type { CaseResult } from "../core/report.js";
import type { RunPlan } from "../core/run-plan.js";
import type { RunState } from "../core/run-state.js";
import type { VersionState } from "../core/version-state.js";

/** The part of `result.json` that says what the word of its status rests on. */
export interface EvidenceResult {
  /** Null: none was written. */
  readonly oracle: OracleResult | null;
  /** Null: the version was not held against an oracle. */
  readonly stress: StressResult | null;
  /** Null: not measured. */
  readonly growth: GrowthResult | null;
  /** Null: nothing was run. */
  readonly limits_margin: LimitsMargin | null;
  readonly consistency: {
    /** How often every anchor ran. */
    readonly confirmations: number;
    /** Cases that did not come out the same each time. */
    readonly disagreements: readonly string[];
    /** Tests of the user's that passed and failed on one program. */
    readonly flaky_tests: readonly string[];
  };
}

interface OracleResult {
  readonly status: OracleStatus;
  readonly faults: readonly string[];
  readonly samples: number;
  readonly inputs: number;
  readonly distinct: number;
  readonly answered_size: number;
  readonly largest_size: number;
}

interface StressResult {
  /** Generated inputs on which the version and the oracle were compared. */
  readonly cases: number;
  readonly skipped: number;
  readonly first_seed: number;
  readonly sizes: { readonly smallest: number; readonly largest: number };
  readonly agrees: boolean;
  /** Cases that the run has gained by stress, over all versions. */
  readonly counterexamples: number;
}

interface GrowthResult {
  readonly verdict: Growth["verdict"];
  readonly words: string | null;
  readonly exponent: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly fits: readonly GrowthClass[];
  readonly points: readonly MeasuredSize[];
  readonly largest: (MeasuredSize & Pick<LargestSize, "from">) | null;
  readonly failure: GrowthFailure | null;
}

interface MeasuredSize {
  readonly size: number;
  readonly cpu_ms: number;
  readonly memory_kb: number;
}

/** The most that was used of each limit, and where. */
interface LimitsMargin {
  readonly time: { readonly used_ms: number; readonly limit_ms: number };
  readonly memory: { readonly used_mb: number; readonly limit_mb: number };
  /** A case by its id, or the size of a generated input such as `n=200000`. */
  readonly at: string;
  readonly from: "case" | LargestSize["from"];
}

/** Where nothing was run at all. */
export const NO_EVIDENCE: EvidenceResult = {
  oracle: null,
  stress: null,
  growth: null,
  limits_margin: null,
  consistency: { confirmations: 0, disagreements: [], flaky_tests: [] },
};

/** The evidence on a version, in the words of `result.json`. */
export function evidenceOf(
  plan: RunPlan,
  state: RunState,
  version: VersionState | undefined,
): EvidenceResult {
  const cases = version?.cases ?? [];
  const disagreeing = (of: "program" | "test") =>
    cases.filter(({ disagreement }) => disagreement?.of === of).map(({ id }) => id);
  return {
    oracle: oracleResult(state),
    stress: version === undefined ? null : stressResult(state, version),
    growth: growthResult(version?.growth ?? null),
    limits_margin: limitsMargin(plan.limits, version),
    consistency: {
      confirmations: version?.confirmations ?? 0,
      disagreements: disagreeing("program"),
      flaky_tests: disagreeing("test"),
    },
  };
}

function oracleResult({ oracle }: RunState): OracleResult | null {
  if (oracle === null) return null;
  const { status, faults, samples, inputs, distinct, answeredSize, largestSize } =
    oracle.certification;
  return {
    status,
    faults,
    samples,
    inputs,
    distinct,
    answered_size: answeredSize,
    largest_size: largestSize,
  };
}

function stressResult(state: RunState, { stress, cases }: VersionState): StressResult | null {
  const [first] = stress;
  if (first === undefined) return null;
  const failed = cases.some(({ origin, verdict }) => origin === "stress" && verdict !== "AC");
  return {
    cases: stress.reduce((sum, { tried }) => sum + tried, 0),
    skipped: stress.reduce((sum, { skipped }) => sum + skipped, 0),
    first_seed: first.firstSeed,
    sizes: {
      smallest: Math.min(...stress.map(({ smallest }) => smallest)),
      largest: Math.max(...stress.map(({ largest }) => largest)),
    },
    agrees: !failed && !stress.some((campaign) => campaign.failed),
    counterexamples: state.counterexamples.length,
  };
}

const NO_FIT = { words: null, exponent: null, low: null, high: null, fits: [] };

function growthResult(growth: Growth | null): GrowthResult | null {
  if (growth === null) return null;
  const { verdict, fit, points, largest, failure } = growth;
  return {
    verdict,
    ...(fit ?? NO_FIT),
    points: points.map(measured),
    largest: largest === null ? null : { ...measured(largest), from: largest.from },
    failure,
  };
}

function measured({ size, cpuMs, memoryKb }: Omit<GrowthPoint, "inputLength">): MeasuredSize {
  return { size, cpu_ms: cpuMs, memory_kb: memoryKb };
}

/** At the largest legal input where that is known, else at the slowest case that decides. */
function limitsMargin(limits: Limits, version: VersionState | undefined): LimitsMargin | null {
  const limit_ms = limits.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS;
  const limit_mb = limits.memoryLimitMb ?? DEFAULT_MEMORY_LIMIT_MB;
  const used = usedAtLargest(version?.growth ?? null) ?? usedBySlowest(version?.cases ?? []);
  if (used === null) return null;
  const { at, from, cpuMs, memoryKb } = used;
  return {
    time: { used_ms: cpuMs, limit_ms },
    memory: { used_mb: Math.round(memoryKb / 102.4) / 10, limit_mb },
    at,
    from,
  };
}

interface Used extends Pick<LimitsMargin, "at" | "from"> {
  readonly cpuMs: number;
  readonly memoryKb: number;
}

function usedAtLargest(growth: Growth | null): Used | null {
  if (growth === null || growth.largest === null) return null;
  const { size, from, cpuMs, memoryKb } = growth.largest;
  return { at: `n=${size}`, from, cpuMs, memoryKb };
}

function usedBySlowest(cases: readonly CaseResult[]): Used | null {
  const [slowest] = cases
    .filter(({ origin }) => isAnchor(origin))
    .toSorted((left, right) => right.cpuMs - left.cpuMs);
  if (slowest === undefined) return null;
  const memoryKb = Math.max(...cases.map((result) => result.memoryKb));
  return { at: slowest.id, from: "case", cpuMs: slowest.cpuMs, memoryKb };
}
