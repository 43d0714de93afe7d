import type { Duel, DuelRatio } from "./duel.js";
import type { Growth } from "./growth.js";
import type { Scorecard } from "./scorecard.js";

/** CPU times of both versions in one turn, over all inputs. */
export interface DuelTurn {
  readonly parentCpuMs: number;
  readonly childCpuMs: number;
}

/** What a difference must be to be more than noise: a tenth of the time, and more than a start may differ by. */
const MARGIN = 0.1;
const LEAST_DIFFERENCE_MS = 10;

/** Below this number of turns even their whole range may miss the true ratio. */
const ENOUGH_TURNS = 6;
const WIDENED = 1.05;

/**
 * The median of the ratios of the turns. Its interval is made of the ratios themselves, by the sign test: nothing is
 * supposed of how they scatter. Null without turns.
 */
export function ratioOfTurns(turns: readonly DuelTurn[]): DuelRatio | null {
  const ratios = turns
    .map(({ parentCpuMs, childCpuMs }) => childCpuMs / Math.max(parentCpuMs, 1e-3))
    .toSorted((left, right) => left - right);
  if (ratios.length === 0) return null;
  const left = leftOut(ratios.length);
  const widened = ratios.length < ENOUGH_TURNS ? WIDENED : 1;
  return {
    value: medianOf(ratios),
    low: (ratios[left] ?? 0) / widened,
    high: (ratios[ratios.length - 1 - left] ?? 0) * widened,
  };
}

/** How many of the smallest, and of the greatest, may be left out so that the rest holds the median with 95 % confidence. */
function leftOut(count: number): number {
  let chance = 0.5 ** count;
  let sum = chance;
  let left = 0;
  while (left < count / 2) {
    chance *= (count - left) / (left + 1);
    sum += chance;
    if (sum > 0.025) return left;
    left += 1;
  }
  return left;
}

/** Says which of two is faster. Level where the interval comes near to one, or the difference is but a start's. */
export function speedVerdict(turns: readonly DuelTurn[]): "faster" | "level" | "slower" {
  const ratio = ratioOfTurns(turns);
  if (ratio === null) return "level";
  const difference = medianOf(
    turns
      .map(({ parentCpuMs, childCpuMs }) => childCpuMs - parentCpuMs)
      .toSorted((left, right) => left - right),
  );
  if (Math.abs(difference) < LEAST_DIFFERENCE_MS) return "level";
  if (ratio.high < 1 - MARGIN) return "faster";
  return ratio.low > 1 + MARGIN ? "slower" : "level";
}

function medianOf(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}

/** A version with what was measured of it. */
export interface Measured {
  readonly card: Scorecard;
  readonly growth: Growth | null;
}

/** Whether the child of a duel goes on in the place of its parent, and why. Both pass all that decides. */
export function decideDuel(
  duel: Duel,
  parent: Measured,
  child: Measured,
): { readonly keepsChild: boolean; readonly why: string } {
  switch (duel.verdict) {
    case "differs":
      return { keepsChild: duel.accepted === "child", why: duel.note };
    case "slower":
      return { keepsChild: false, why: duel.note };
    case "faster":
      return { keepsChild: true, why: duel.note };
    case "level": {
      const worse = whatIsWorse(parent, child);
      return worse === null
        ? { keepsChild: true, why: `${duel.note} Nothing that was measured is worse.` }
        : { keepsChild: false, why: `${duel.note} ${worse}` };
    }
  }
}

const MEMORY_MARGIN = { share: 0.25, kb: 8192 };
const VERDICT_RANK: Readonly<Record<Growth["verdict"], number>> = {
  exceeds: 0,
  unknown: 1,
  within: 2,
};

function whatIsWorse(parent: Measured, child: Measured): string | null {
  const allowedKb = parent.card.maxMemoryKb * (1 + MEMORY_MARGIN.share) + MEMORY_MARGIN.kb;
  if (child.card.maxMemoryKb > allowedKb) {
    return `It needs ${megabytes(child.card)} MB of memory, not ${megabytes(parent.card)} MB.`;
  }
  if (parent.growth === null || child.growth === null) return null;
  if (VERDICT_RANK[child.growth.verdict] < VERDICT_RANK[parent.growth.verdict]) {
    return `It is worse at the largest size: ${child.growth.note}`;
  }
  const [before, after] = [parent.growth.fit, child.growth.fit];
  const growsFaster =
    before?.high !== undefined && before.high !== null && (after?.low ?? 0) > before.high;
  return growsFaster ? `It grows faster: ${after?.words}, not ${before.words}.` : null;
}

function megabytes({ maxMemoryKb }: Scorecard): number {
  return Math.round(maxMemoryKb / 1024);
}
