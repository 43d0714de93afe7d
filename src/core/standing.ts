import type { Scorecard } from "./scorecard.js";

/**
 * Where a version stands by the declared order: anchors passed (where there is none, whether its own
 * tests pass), stress passed, fewer confirmed critical findings, fewer confirmed major ones, within
 * limits, whether the run went on with it, measured speed. Greater is better, the first place that differs decides. What
 * the run dropped was compared in ways that checks do not show: no speed makes up for that.
 */
export type Standing = readonly number[];

/** The standing without the age of the version: two versions may be level. */
export function standingOf(card: Scorecard): Standing {
  const { sample, given, own, stress } = card.checks;
  const hasAnchors = sample !== undefined || given !== undefined || stress !== undefined;
  const ownTestsPass = own !== undefined && own.passed === own.total;
  return [
    hasAnchors ? (sample?.passed ?? 0) + (given?.passed ?? 0) : Number(ownTestsPass),
    stress?.passed ?? 0,
    -card.confirmed.critical,
    -card.confirmed.major,
    Number(card.withinLimits),
    Number(!card.dropped),
    -speedClass(card.busyCpuMs),
  ];
}

/** Negative when the left stands lower, positive when higher, 0 when level. */
export function compareStandings(left: Standing, right: Standing): number {
  const place = left.findIndex((value, index) => value !== right[index]);
  return place < 0 ? 0 : (left[place] ?? 0) - (right[place] ?? 0);
}

/** The version that is to be final: the best standing, and the newest among the level ones. */
export function chooseFinal(cards: readonly Scorecard[]): Scorecard | null {
  return cards.reduce<Scorecard | null>((best, card) => {
    if (best === null) return card;
    const order = compareStandings(standingOf(card), standingOf(best));
    return order > 0 || (order === 0 && card.version > best.version) ? card : best;
  }, null);
}

// Two runs of one program differ by some percent.
const LEAST_DIFFERENCE_MS = 50;
const CLASS_WIDTH = 1.5;

/** Speed in steps of half as much again, so that noise rarely makes a difference and the order stays an order. */
function speedClass(busyCpuMs: number): number {
  if (busyCpuMs <= LEAST_DIFFERENCE_MS) return 0;
  return Math.ceil(Math.log(busyCpuMs / LEAST_DIFFERENCE_MS) / Math.log(CLASS_WIDTH));
}
