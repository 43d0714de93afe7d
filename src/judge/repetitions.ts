import { type Case, isAnchor } from "../core/case.js";
import type { JudgeRequest } from "../core/ports.js";
import { type CaseResult, type Disagreement, isFlaky } from "../core/report.js";
import type { Verdict } from "../core/verdict.js";

/** What one repetition gave, by the id of the case. */
export type Results = ReadonlyMap<string, readonly CaseResult[]>;

/** Runs cases once, in this order; the seed varies what must not change an answer. */
export type JudgeOnce = (cases: readonly Case[], seed: number) => Promise<Results>;

/** What came of all repetitions, and how often the anchors were run. */
export interface Repeated {
  readonly results: Results;
  readonly confirmations: number;
}

/**
 * Runs every case, then the anchors again and again in another order for as long as all pass. Anchors that fail
 * the first time are run once more, so that one that fails only now and then is told from one that always does.
 */
export async function repeatCases(
  request: Pick<JudgeRequest, "cases" | "confirmations">,
  judgeOnce: JudgeOnce,
): Promise<Repeated> {
  const { cases, confirmations } = request;
  const first = await judgeOnce(cases, 0);
  const rounds = [first];
  const failing = cases.filter(({ id }) => first.get(id)?.some(mayDiffer) ?? false);
  if (confirmations > 1 && failing.length > 0) rounds.push(await judgeOnce(failing, 1));
  const anchors = cases.filter(({ origin }) => isAnchor(origin));
  let results = together(cases, rounds);
  let done = 1;
  while (done < confirmations && anchorsPassed(results)) {
    rounds.push(await judgeOnce(shuffled(anchors, done), done));
    results = together(cases, rounds);
    done += 1;
  }
  return { results, confirmations: done };
}

/** A limit that was exceeded is no answer that could differ, and to exceed it once more takes long. */
function mayDiffer({ origin, verdict }: CaseResult): boolean {
  return isAnchor(origin) && (verdict === "WA" || verdict === "RE");
}

/** Whether every anchor was accepted, so that it is worth asking again whether that was luck. */
function anchorsPassed(results: Results): boolean {
  const anchors = [...results.values()].flat().filter(({ origin }) => isAnchor(origin));
  const passed = anchors.every((result) => result.verdict === "AC" || isFlaky(result));
  return anchors.length > 0 && passed;
}

/** What the cases of the first round come to with what later rounds said of them. */
function together(cases: readonly Case[], [first, ...later]: readonly Results[]): Results {
  const ofCase = ({ id, kind }: Case): readonly CaseResult[] =>
    (first?.get(id) ?? []).map((result) => {
      const again = later.flatMap((round) => round.get(id)?.filter(isSame(result)) ?? []);
      return combine([result, ...again], kind === "data" ? "program" : "test");
    });
  return new Map(cases.filter(({ id }) => first?.has(id)).map((test) => [test.id, ofCase(test)]));
}

function isSame({ id }: CaseResult): (other: CaseResult) => boolean {
  return (other) => other.id === id;
}

/**
 * What a case comes to by all its runs: the first failure stands; of passes the fastest is the best
 * measurement, while memory counts at its highest. Where the runs did not end alike, all are told.
 */
export function combine(
  runs: readonly [CaseResult, ...CaseResult[]],
  of: Disagreement["of"],
): CaseResult {
  const verdicts = runs.map(({ verdict }) => verdict);
  const stands = standing(runs);
  if (!disagree(verdicts, of)) return stands;
  return { ...stands, note: differs(stands, of), disagreement: { verdicts, of } };
}

function standing(runs: readonly [CaseResult, ...CaseResult[]]): CaseResult {
  const failed = runs.find(({ verdict }) => verdict !== "AC");
  if (failed !== undefined) return failed;
  const [first] = runs;
  const fastest = runs.reduce((best, run) => (run.cpuMs < best.cpuMs ? run : best), first);
  return { ...fastest, memoryKb: Math.max(...runs.map(({ memoryKb }) => memoryKb)) };
}

/** Whether runs of one case did not end alike. What the judge itself failed at says nothing. */
function disagree(verdicts: readonly Verdict[], of: Disagreement["of"]): boolean {
  const told = new Set(verdicts.filter((verdict) => verdict !== "JE"));
  return told.size > 1 && (of === "program" || told.has("AC"));
}

function differs({ verdict, note }: CaseResult, of: Disagreement["of"]): string {
  if (verdict === "JE") return note;
  if (of === "test") return `It does not always fail, so it may be flaky: ${note}`;
  return verdict === "TLE" || verdict === "MLE"
    ? `It is not always within its limits: ${note}`
    : `It gives different answers when it is run again: ${note}`;
}

/** The same in another order, which the seed alone decides. */
export function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  return items
    .map((item, at) => ({ item, rank: scrambled(scrambled(seed) + at) }))
    .toSorted((left, right) => left.rank - right.rank)
    .map(({ item }) => item);
}

/** Another whole number of 32 bits for each, with no order left in them. */
function scrambled(number: number): number {
  let bits = Math.imul(number + 0x9e3779b9, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
