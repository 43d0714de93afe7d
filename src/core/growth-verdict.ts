import type { Growth, GrowthFailure, GrowthFit, GrowthPoint, LargestSize } from "./growth.js";
import { type Prediction, predict } from "./growth-fit.js";
import { DEFAULT_MEMORY_LIMIT_MB, DEFAULT_TIME_LIMIT_MS, type Limits } from "./limits.js";

/** What was measured of the growth of a program. */
export interface GrowthEvidence {
  readonly points: readonly GrowthPoint[];
  readonly fit: GrowthFit | null;
  readonly failure: GrowthFailure | null;
  /** The largest size that the statement allows, as the oracle says; null when it does not. */
  readonly claimed: number | null;
  /** The largest size of which there was a legal input. */
  readonly reachable: number;
  /** What the program took at the claimed size; null when it was not run there, or failed. */
  readonly atLargest: GrowthPoint | null;
  readonly timeLimitMs: number;
  readonly memoryLimitMb: number;
  /** What kept the measuring from going on; null when nothing did. */
  readonly trouble: string | null;
}

const FARTHEST = 8;
const LEAST_SIZE = 100;

/** Decides whether the largest legal input is inside the limits. A run decides, then the fit where it is sure. */
export function growthVerdict(evidence: GrowthEvidence): Growth {
  const { points, fit, failure, timeLimitMs, memoryLimitMb } = evidence;
  const { largest, verdict } = largestOf(evidence);
  const decided = failure === null ? verdict : "exceeds";
  return {
    points,
    fit,
    largest,
    failure,
    verdict: decided,
    timeLimitMs,
    memoryLimitMb,
    note: noteOf(evidence, { largest, verdict: decided }),
  };
}

/** A growth whose failure did not show itself again: it decides nothing. */
export function growthWithoutFailure(growth: Growth): Growth {
  const note = `${growth.note} It did not fail when it was run again, so nothing is decided.`;
  return { ...growth, failure: null, verdict: "unknown", note };
}

/** The growth of a program of which nothing could be measured. */
export function unmeasuredGrowth(limits: Limits, why: string): Growth {
  return {
    points: [],
    fit: null,
    largest: null,
    failure: null,
    verdict: "unknown",
    timeLimitMs: limits.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS,
    memoryLimitMb: limits.memoryLimitMb ?? DEFAULT_MEMORY_LIMIT_MB,
    note: `Nothing could be measured (${why}).`,
  };
}

type Decision = Pick<Growth, "largest" | "verdict">;

function largestOf(evidence: GrowthEvidence): Decision {
  const { claimed, atLargest, failure } = evidence;
  if (claimed === null) return { largest: null, verdict: "unknown" };
  if (atLargest !== null && failure === null) {
    const { size, cpuMs, memoryKb } = atLargest;
    return { largest: { size, cpuMs, memoryKb, from: "measured" }, verdict: "within" };
  }
  return foretold(evidence, claimed);
}

function foretold(evidence: GrowthEvidence, claimed: number): Decision {
  const { points, reachable, timeLimitMs, memoryLimitMb } = evidence;
  const time = predict(points, claimed);
  if (time === null) return { largest: null, verdict: "unknown" };
  const memory = memoryAt(points, claimed);
  const largest: LargestSize = {
    size: claimed,
    from: "predicted",
    cpuMs: time.high,
    memoryKb: memory.high,
  };
  const limitKb = memoryLimitMb * 1024;
  if (isNear(points, claimed) && time.high <= timeLimitMs && memory.high <= limitKb) {
    return { largest, verdict: "within" };
  }
  // Without a legal input of that size the claim of its author is all there is.
  const isReal = reachable >= claimed;
  const exceeds = time.low > timeLimitMs || memory.low > limitKb;
  return { largest, verdict: isReal && exceeds ? "exceeds" : "unknown" };
}

/** Farther away another part of the program may take over, and so it may where the sizes are small. */
function isNear(points: readonly GrowthPoint[], size: number): boolean {
  const last = points.at(-1)?.size ?? 0;
  return last >= LEAST_SIZE && size <= FARTHEST * last;
}

/** Memory grows as times do; where it hardly grows, the most that was seen. */
function memoryAt(points: readonly GrowthPoint[], size: number): Pick<Prediction, "low" | "high"> {
  const inMegabytes = points.map((point) => ({ size: point.size, cpuMs: point.memoryKb / 1024 }));
  const found = predict(inMegabytes, size);
  if (found !== null) return { low: found.low * 1024, high: found.high * 1024 };
  const most = Math.max(0, ...points.map(({ memoryKb }) => memoryKb));
  return { low: most, high: most };
}

function noteOf(evidence: GrowthEvidence, { largest, verdict }: Decision): string {
  const { points, failure, timeLimitMs, memoryLimitMb, trouble } = evidence;
  if (failure !== null) {
    const { size, seed, verdict: how, note } = failure;
    return `A legal input of size ${size} (seed ${seed}) ends with ${how}: ${note}`;
  }
  const last = points.at(-1);
  const stopped = trouble === null ? "" : ` (${trouble})`;
  if (last === undefined) return `Nothing could be measured${stopped}.`;
  if (largest === null) {
    return `Up to size ${last.size} it stays inside the limits; what it takes at the largest legal size is not known${stopped}.`;
  }
  const took = `${Math.round(largest.cpuMs)} ms of ${timeLimitMs} ms and ${Math.round(largest.memoryKb / 1024)} MB of ${memoryLimitMb} MB`;
  if (largest.from === "measured") return `At the largest size ${largest.size} it takes ${took}.`;
  const foretells = `Measured up to size ${last.size}; at the largest size ${largest.size} at most ${took} are to be expected`;
  return verdict === "unknown"
    ? `${foretells}, which decides nothing${stopped}.`
    : `${foretells}${stopped}.`;
}
