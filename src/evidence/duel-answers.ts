import type { Bench } from "../core/bench.js";
import type { DataCase } from "../core/case.js";
import type { Duel } from "../core/duel.js";
import type { Limits } from "../core/limits.js";
import { certifiedOracle, type ExaminedOracle } from "../core/oracle.js";
import type { Program } from "../core/solution.js";
import type { DuelInput, DuelWork } from "./duel.js";

/** Of all inputs that are generated for duels. */
export const DUEL_SEED = 1;

/** What the brute force may take on an input on which two versions differ. */
const ANSWER: Limits = { timeLimitMs: 5000, memoryLimitMb: 1024 };

/** Looks for an input on which two versions do not give the same answer, and asks the oracle who is right; null: there is none. */
export async function whoIsRight(
  work: DuelWork,
  inputs: readonly DuelInput[],
  bench: Bench,
): Promise<Pick<Duel, "accepted" | "note" | "shown"> | null> {
  for (const each of inputs) {
    if (each.isJudged || sameText(each.parent.output, each.child.output)) continue;
    const accepted = await decide(work, each, bench);
    if (accepted === "both") continue;
    const said = { accepted, note: noteOf(accepted, each.size) };
    return accepted === null ? said : { ...said, shown: { seed: DUEL_SEED, size: each.size } };
  }
  return null;
}

type Accepted = Duel["accepted"] | "both";

async function decide(work: DuelWork, each: DuelInput, bench: Bench): Promise<Accepted> {
  const answer = await oracleAnswer(work.examined, each.input, bench);
  const { parent, child } = work;
  if (answer !== null) {
    const parentIsRight = await accepts(work, { ...each, program: parent.program, answer }, bench);
    const childIsRight = await accepts(work, { ...each, program: child.program, answer }, bench);
    if (parentIsRight && childIsRight) return "both";
    if (parentIsRight) return "parent";
    return childIsRight ? "child" : "neither";
  }
  // Each in the place of the answer: a comparison that leaves several answers right must say so both ways.
  const childAgrees = { ...each, program: child.program, answer: each.parent.output };
  const parentAgrees = { ...each, program: parent.program, answer: each.child.output };
  const agree =
    (await accepts(work, childAgrees, bench)) && (await accepts(work, parentAgrees, bench));
  return agree ? "both" : null;
}

/** What the brute force of a certified oracle answers; null where it does not in time. */
export async function oracleAnswer(
  examined: ExaminedOracle | null,
  input: string,
  bench: Bench,
): Promise<string | null> {
  const oracle = certifiedOracle(examined);
  if (oracle === null) return null;
  const run = { program: oracle.brute, words: [], input, limits: ANSWER };
  const [result] = await bench.run([run], "one-by-one");
  return result?.verdict === "AC" ? result.output : null;
}

interface Answered extends Pick<DuelInput, "input" | "size"> {
  readonly program: Program;
  readonly answer: string;
}

async function accepts(
  { limits, comparison }: DuelWork,
  { program, input, size, answer }: Answered,
  bench: Bench,
): Promise<boolean> {
  const test: DataCase = {
    kind: "data",
    id: `size ${size}`,
    origin: "stress",
    input,
    expected: answer,
  };
  const [result] = await bench.judge({ program, cases: [test], limits, comparison });
  return result?.verdict === "AC";
}

function sameText(left: string, right: string): boolean {
  return left.trim() === right.trim();
}

function noteOf(accepted: Exclude<Accepted, "both">, size: number): string {
  const differs = `It and its parent answer differently on an input of size ${size}`;
  switch (accepted) {
    case "parent":
      return `${differs}; the oracle says that its parent is right.`;
    case "child":
      return `${differs}; the oracle says that its parent is wrong.`;
    case "neither":
      return `${differs}; the oracle says that both are wrong.`;
    case null:
      return `${differs}, and nothing could decide which is right.`;
  }
}
