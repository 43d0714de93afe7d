import type { Cluster, Clustering } from "./clusters.js";
import { checksFail } from "./conditions.js";
import type { RunState } from "./run-state.js";
import { type Scorecard, scorecardOf } from "./scorecard.js";
import type { Solution } from "./solution.js";
import { chooseFinal, standingOf } from "./standing.js";

/** Those of several versions that pass all their checks, and as many of them as the best does: no check tells them apart. */
export function levelCandidates(
  state: RunState,
  versions: readonly number[],
): readonly Pick<Solution, "version" | "program">[] {
  const passing = state.versions
    .filter((known) => versions.includes(known.solution.version) && !checksFail(known))
    .map((known) => ({ ...known.solution, passed: passedBy(scorecardOf(state, known)) }));
  const most = Math.max(...passing.map(({ passed }) => passed));
  return passing
    .filter(({ passed }) => passed === most)
    .map(({ version, program }) => ({ version, program }));
}

function passedBy({ checks: { sample, given, stress } }: Scorecard): number {
  return [sample, given, stress].reduce((sum, tally) => sum + (tally?.passed ?? 0), 0);
}

/** The candidate that goes on, and why in words; null: its standing alone speaks for it. */
export interface ChosenCandidate {
  readonly card: Scorecard;
  readonly why: string | null;
}

/**
 * The candidate with the best standing. Among those that stand level but for their speed it is one whose answers speak
 * for it: how fast a program is matters only where nothing says that another is rather right.
 */
export function chooseCandidate(
  cards: readonly Scorecard[],
  clustering: Clustering | null,
): ChosenCandidate | null {
  const best = chooseFinal(cards);
  if (best === null || clustering === null) return best && { card: best, why: null };
  const level = cards.filter((card) => besideSpeed(card) === besideSpeed(best));
  const preferred = chooseFinal(
    level.filter(({ version }) => clustering.preferred.includes(version)),
  );
  if (preferred === null) return { card: best, why: null };
  return { card: preferred, why: whyPreferred(clustering, preferred.version) };
}

function besideSpeed(card: Scorecard): string {
  return JSON.stringify(standingOf(card).slice(0, -1));
}

/** What several candidates answered on one input. */
export interface AnsweredInput {
  readonly input: string;
  readonly answers: readonly CandidateAnswer[];
}

/** What one of them answered. */
export interface CandidateAnswer {
  readonly version: number;
  /** Answers of one kind agree: those that compare as equal, or the verdict of those that gave none. */
  readonly kind: string;
  /** What it wrote, or how it ended. */
  readonly output: string;
  /** What a certified oracle says of it; null where it says nothing. */
  readonly isRight: boolean | null;
}

/**
 * Groups candidates by what they answered and says which group is preferred. A certified oracle decides where the
 * groups disagree; without one the largest is preferred, which does not make it right.
 */
export function clusteringOf(
  versions: readonly number[],
  inputs: readonly AnsweredInput[],
): Clustering {
  const clusters = groupByAnswers(versions, inputs);
  const { decidedBy, preferred } = choose(clusters, inputs);
  const disagreed = inputs.filter((each) => disagrees(each, decidedBy));
  const [smallest] = disagreed.toSorted(({ input: left }, { input: right }) =>
    left.length === right.length ? 0 : left.length - right.length,
  );
  const distinguishing = smallest === undefined ? null : shownInput(smallest);
  return { clusters, inputs: inputs.length, distinguishing, decidedBy, preferred };
}

/** Candidates with the same kinds of answers throughout, the largest group first, then the one with the oldest. */
function groupByAnswers(
  versions: readonly number[],
  inputs: readonly AnsweredInput[],
): readonly Cluster[] {
  const groups = new Map<string, number[]>();
  for (const version of versions.toSorted((left, right) => left - right)) {
    const signature = JSON.stringify(inputs.map((each) => answerOf(each, version)?.kind ?? null));
    groups.set(signature, [...(groups.get(signature) ?? []), version]);
  }
  // Groups were made in the order of their oldest members, and sorting keeps that.
  return [...groups.values()]
    .toSorted((left, right) => right.length - left.length)
    .map((members) => ({ versions: members }));
}

type Choice = Pick<Clustering, "decidedBy" | "preferred">;

function choose(clusters: readonly Cluster[], inputs: readonly AnsweredInput[]): Choice {
  const [largest] = clusters;
  if (largest === undefined || inputs.length === 0) return { decidedBy: "nobody", preferred: [] };
  if (clusters.length === 1) return { decidedBy: "agreement", preferred: largest.versions };
  const scores = clusters.map((cluster) => timesRight(cluster, inputs));
  const best = clusters.filter((_cluster, at) => scores[at] === Math.max(...scores));
  const leading = best.filter(({ versions }) => versions.length === best[0]?.versions.length);
  if (best.length < clusters.length) {
    return { decidedBy: "oracle", preferred: leading.flatMap(({ versions }) => versions) };
  }
  return leading.length === 1
    ? { decidedBy: "majority", preferred: largest.versions }
    : { decidedBy: "nobody", preferred: [] };
}

/** On how many inputs the members of a cluster are right; they answered the same, so one stands for all. */
function timesRight({ versions }: Cluster, inputs: readonly AnsweredInput[]): number {
  const [version = 0] = versions;
  return inputs.filter((each) => answerOf(each, version)?.isRight === true).length;
}

/** Whether an input shows why the choice fell as it did: where the oracle decided, one answer is right and one wrong. */
function disagrees({ answers }: AnsweredInput, decidedBy: Clustering["decidedBy"]): boolean {
  if (decidedBy !== "oracle") return new Set(answers.map(({ kind }) => kind)).size > 1;
  return [true, false].every((right) => answers.some(({ isRight }) => isRight === right));
}

function answerOf({ answers }: AnsweredInput, version: number): CandidateAnswer | undefined {
  return answers.find((answer) => answer.version === version);
}

function shownInput({ input, answers }: AnsweredInput): Clustering["distinguishing"] {
  return { input, outputs: answers.map(({ version, output }) => ({ version, output })) };
}

/**
 * Why a candidate goes on before others that pass as much, in words; null where its answers did not speak for it, or
 * where all candidates gave the same.
 */
export function whyPreferred(
  { clusters, decidedBy, preferred }: Clustering,
  version: number,
): string | null {
  if (!preferred.includes(version)) return null;
  const all = clusters.reduce((sum, { versions }) => sum + versions.length, 0);
  switch (decidedBy) {
    case "oracle":
      // It may be wrong elsewhere: an oracle prefers, and its inputs are few.
      return "agrees with the oracle more often than others";
    case "majority":
      return `${preferred.length} of ${all} candidates give the same answers`;
    case "agreement":
    case "nobody":
      return null;
  }
}
