import { isFlaky, isResultOf, type Tally, tally } from "./report.js";
import type { RunState } from "./run-state.js";
import { confirmedFindings, decidingCases } from "./scorecard.js";
import type { VersionState } from "./version-state.js";

/** What a run has tried so far, in short: all that somebody needs who starts anew. Oldest first. */
export interface Tried {
  readonly versions: readonly TriedVersion[];
  readonly inputs: readonly TriedInput[];
  /** Titles of findings that were run and refuted, each once. */
  readonly refuted: readonly string[];
}

/** One version in a few words. */
export interface TriedVersion {
  readonly version: number;
  /** Null: the user's own file. */
  readonly agent: string | null;
  /** In the words of its author; null when nothing was said. */
  readonly approach: string | null;
  /** Of the cases that decide. */
  readonly passed: Tally;
  /** How its time grows, in a word; null when that is not known. */
  readonly growth: string | null;
  readonly whyDropped: string | null;
}

/** Something that some version failed on. */
export interface TriedInput {
  readonly id: string;
  /** The input, or the source of a test. */
  readonly text: string;
  /** The right answer, where something independent of the reviewer says so. */
  readonly expected: string | null;
  /** The versions that failed on it. */
  readonly broke: readonly number[];
}

/** What a run has tried. Pure: the same state gives the same. */
export function triedOf(state: RunState): Tried {
  const refuted = state.plans
    .flatMap(({ findings }) => findings)
    .filter(({ status }) => status === "refuted");
  return {
    versions: state.versions.map(triedVersion),
    inputs: triedInputs(state),
    refuted: [...new Set(refuted.map(({ title }) => title))],
  };
}

function triedVersion({ solution, cases, growth, whyDropped }: VersionState): TriedVersion {
  return {
    version: solution.version,
    agent: solution.agent,
    approach: solution.approach?.approach ?? null,
    passed: tally(decidingCases(cases), () => true),
    growth: growth?.fit?.fits[0] ?? null,
    whyDropped,
  };
}

function triedInputs(state: RunState): readonly TriedInput[] {
  const found = state.counterexamples.map(({ id, input, expected }) => ({
    id,
    text: input,
    expected,
  }));
  const proved = confirmedFindings(state).flatMap(({ proof, answer }) => {
    if (proof === null) return [];
    const text = proof.kind === "data" ? proof.input : proof.source;
    return [{ id: proof.id, text, expected: answer ?? null }];
  });
  const inputs = [...found, ...proved];
  return inputs.map((input) => ({ ...input, broke: brokenBy(state, input.id) }));
}

function brokenBy({ versions }: RunState, id: string): readonly number[] {
  const fails = ({ cases }: VersionState): boolean =>
    cases.some((result) => {
      const isShown = isResultOf(result, id) && !isFlaky(result);
      return isShown && result.verdict !== "AC" && result.verdict !== "JE";
    });
  return versions.filter(fails).map(({ solution }) => solution.version);
}
