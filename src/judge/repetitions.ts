import { isAnchor } from "../core/case.js";
import type { CaseResult } from "../core/report.js";

/** What one repetition gave, by the id of the case. */
export type Results = ReadonlyMap<string, readonly CaseResult[]>;

/** Whether every anchor was accepted, so that it is worth asking again whether that was luck. */
export function anchorsPassed(results: Results): boolean {
  const anchors = [...results.values()].flat().filter(({ origin }) => isAnchor(origin));
  return anchors.length > 0 && anchors.every(({ verdict }) => verdict === "AC");
}

/**
 * What a case comes to after one more run of it: the first failure stands; of two passes the faster is the
 * better measurement, while memory counts at its highest.
 */
export function combine(before: CaseResult, again: CaseResult | undefined): CaseResult {
  if (before.verdict !== "AC" || again === undefined) return before;
  if (again.verdict !== "AC") return { ...again, note: differs(again) };
  const memoryKb = Math.max(before.memoryKb, again.memoryKb);
  return { ...(again.cpuMs < before.cpuMs ? again : before), memoryKb };
}

function differs({ verdict, note }: CaseResult): string {
  if (verdict === "JE") return note;
  return verdict === "TLE" || verdict === "MLE"
    ? `It passed before, and is not always within its limits: ${note}`
    : `It passed before, and gives different answers when it is run again: ${note}`;
}
