import type { Bench, BenchResult } from "../core/bench.js";
import type { DataCase } from "../core/case.js";
import type { Comparison } from "../core/comparison.js";
import type { Duel, DuelPoint } from "../core/duel.js";
import { type DuelTurn, ratioOfTurns, speedVerdict } from "../core/duel-verdict.js";
import type { Limits } from "../core/limits.js";
import type { ExaminedOracle } from "../core/oracle.js";
import type { Program } from "../core/solution.js";
import { DUEL_SEED, whoIsRight } from "./duel-answers.js";
import { type InputTask, JudgeTrouble, LARGE_WORK, OracleBench } from "./oracle-bench.js";

/** One side of a duel. */
export interface Duellist {
  readonly version: number;
  readonly program: Program;
}

/** Two versions that pass all that decides, and what to compare them on. */
export interface DuelWork {
  readonly parent: Duellist;
  readonly child: Duellist;
  /** Null: there are no generated inputs. */
  readonly examined: ExaminedOracle | null;
  /** A size at which both are known to end in time; null: it has to be found. */
  readonly knownSize: number | null;
  /** What they are compared on where no inputs are generated, the slowest first. */
  readonly cases: readonly DataCase[];
  readonly limits: Limits;
  readonly comparison: Comparison;
}

const BUDGET_MS = 4000;
const TURNS = { least: 3, wanted: 5, most: 15 };
const MOST_CASES = 3;
const STEP = 4;

/** An input that both versions are run on, and what they came to the first time. */
export interface DuelInput {
  readonly size: number;
  readonly input: string;
  /** Whether what they answer is to be compared: an anchor that both pass has been judged before. */
  readonly isJudged: boolean;
  readonly parent: BenchResult;
  readonly child: BenchResult;
}

type Ended = Pick<Duel, "verdict" | "note"> & Partial<Duel>;

/** Compares the speed of a version with that of its parent, in turns on the same inputs, and their answers. */
export async function duelOf(work: DuelWork, bench: Bench): Promise<Duel> {
  const base = { parent: work.parent.version, child: work.child.version };
  const nothing = { points: [], ratio: null, accepted: null };
  try {
    return { ...base, ...nothing, ...(await fight(work, bench)) };
  } catch (error) {
    if (!(error instanceof JudgeTrouble)) throw error;
    const note = `The two could not be compared: ${error.message}`;
    return { ...base, ...nothing, verdict: "level", note };
  }
}

async function fight(work: DuelWork, bench: Bench): Promise<Ended> {
  const inputs = await inputsFor(work, bench);
  const good = inputs.filter(({ parent, child }) => ended(parent) && ended(child));
  const difference = await whoIsRight(work, good, bench);
  if (difference !== null) return { verdict: "differs", ...difference };
  const top = good.at(-1);
  const sided = oneFails(inputs.at(-1));
  const measured = top === undefined ? null : await takeTurns(work, pair(good, top), bench);
  if (sided !== null) return { ...measured, ...sided };
  return measured ?? { verdict: "level", note: "There was nothing to compare the two on." };
}

/** At the largest size one of the two ends in time and the other does not. */
function oneFails(last: DuelInput | undefined): Ended | null {
  if (last === undefined || ended(last.parent) === ended(last.child)) return null;
  const { size } = last;
  return ended(last.child)
    ? { verdict: "faster", note: `At size ${size} its parent fails: ${last.parent.note}` }
    : {
        verdict: "slower",
        note: `At size ${size} it fails, and its parent does not: ${last.child.note}`,
      };
}

/** The largest input, and the one of about half its size. */
function pair(good: readonly DuelInput[], top: DuelInput): readonly DuelInput[] {
  return [top, ...good.slice(-2, -1)];
}

async function inputsFor(work: DuelWork, bench: Bench): Promise<readonly DuelInput[]> {
  const { examined, knownSize } = work;
  if (examined === null || examined.certification.largestSize === 0) return slowCases(work, bench);
  const oracle = new OracleBench(examined.oracle, bench);
  const { largestSize, answeredSize } = examined.certification;
  // Where the two differ at a size that the brute force still answers, it can say who is right.
  const sizes =
    knownSize === null
      ? steps(largestSize)
      : [
          ...(answeredSize > 0 && answeredSize < knownSize / 2 ? [answeredSize] : []),
          Math.ceil(knownSize / 2),
          knownSize,
        ];
  const inputs: DuelInput[] = [];
  for (const size of sizes) {
    const input = await legalInput(oracle, { seed: DUEL_SEED, size });
    if (input === null) continue;
    const both = await runBoth(work, { size, input, isJudged: false }, bench);
    inputs.push(both);
    if (!ended(both.parent) || !ended(both.child)) break;
  }
  return inputs.length > 0 ? inputs : slowCases(work, bench);
}

async function slowCases(work: DuelWork, bench: Bench): Promise<readonly DuelInput[]> {
  const inputs: DuelInput[] = [];
  for (const { input } of work.cases.slice(0, MOST_CASES).toReversed()) {
    inputs.push(await runBoth(work, { size: input.length, input, isJudged: true }, bench));
  }
  return inputs;
}

async function legalInput(oracle: OracleBench, task: InputTask): Promise<string | null> {
  const [made] = await oracle.generate([task], LARGE_WORK);
  if (made?.kind !== "made") return null;
  const [validation] = await oracle.validate([made.input], LARGE_WORK);
  return validation?.kind === "legal" ? made.input : null;
}

function steps(largest: number): readonly number[] {
  const sizes = [largest, Math.ceil(largest / 2)];
  for (let size = Math.ceil(largest / 2 / STEP); size > 1; size = Math.ceil(size / STEP)) {
    sizes.push(size);
  }
  return [...new Set(sizes)].toReversed();
}

async function runBoth(
  work: DuelWork,
  wanted: Pick<DuelInput, "size" | "input" | "isJudged">,
  bench: Bench,
): Promise<DuelInput> {
  const [parent, child] = await runTurn(work, { inputs: [wanted], parentFirst: true }, bench);
  if (parent === undefined || child === undefined) throw new Error("two runs have two results");
  return { ...wanted, parent, child };
}

interface Turn {
  readonly inputs: readonly Pick<DuelInput, "input">[];
  /** Who begins changes from turn to turn, so that what slows the machine down meets both alike. */
  readonly parentFirst: boolean;
}

/** Runs both versions on each input, one process at a time: parent and child of the first input, then of the next. */
async function runTurn(
  { parent, child, limits }: DuelWork,
  { inputs, parentFirst }: Turn,
  bench: Bench,
): Promise<readonly BenchResult[]> {
  const order = parentFirst ? [parent, child] : [child, parent];
  const runs = inputs.flatMap(({ input }) =>
    order.map(({ program }) => ({ program, words: [], input, limits })),
  );
  const results = await bench.run(runs, "one-by-one");
  const failed = results.find(({ verdict }) => verdict === "JE" || verdict === "CE");
  if (failed !== undefined) throw new JudgeTrouble("one of the two versions", failed.note);
  return parentFirst
    ? results
    : results.map((_, at) => results[at % 2 === 0 ? at + 1 : at - 1] ?? failedPair());
}

function failedPair(): never {
  throw new Error("every input has two results");
}

async function takeTurns(
  work: DuelWork,
  chosen: readonly DuelInput[],
  bench: Bench,
): Promise<Ended> {
  const affordable = turnsFor(chosen);
  const inputs = affordable >= TURNS.wanted ? chosen : chosen.slice(0, 1);
  const count = Math.min(TURNS.most, Math.max(TURNS.least, turnsFor(inputs)));
  const results: (readonly BenchResult[])[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    results.push(await runTurn(work, { inputs, parentFirst: turn % 2 === 0 }, bench));
  }
  const turns = results.map(sumOfTurn);
  const ratio = ratioOfTurns(turns);
  const verdict = speedVerdict(turns);
  const points = inputs.map(({ size }, at) => pointOf(size, results, at));
  return { verdict, points, ratio, note: noteOf(verdict, points, ratio) };
}

function turnsFor(inputs: readonly DuelInput[]): number {
  const costMs = inputs.reduce((sum, { parent, child }) => sum + parent.wallMs + child.wallMs, 0);
  return Math.floor(BUDGET_MS / Math.max(1, costMs));
}

function sumOfTurn(results: readonly BenchResult[]): DuelTurn {
  const sum = (side: number): number =>
    results.reduce((total, { cpuMs }, at) => total + (at % 2 === side ? cpuMs : 0), 0);
  return { parentCpuMs: sum(0), childCpuMs: sum(1) };
}

function pointOf(
  size: number,
  results: readonly (readonly BenchResult[])[],
  at: number,
): DuelPoint {
  const least = (side: number): number =>
    Math.min(...results.map((turn) => turn[2 * at + side]?.cpuMs ?? Number.POSITIVE_INFINITY));
  return { size, parentCpuMs: least(0), childCpuMs: least(1) };
}

function noteOf(
  verdict: "faster" | "level" | "slower",
  [top]: readonly DuelPoint[],
  ratio: Duel["ratio"],
): string {
  if (top === undefined || ratio === null) return "There was nothing to compare the two on.";
  const times = `${Math.round(top.childCpuMs)} ms, not ${Math.round(top.parentCpuMs)} ms, at size ${top.size}`;
  const range = `${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)} times its parent's time`;
  return verdict === "level"
    ? `It is as fast as its parent: ${times} (${range}).`
    : `It is ${verdict}: ${times} (${range}).`;
}

function ended({ verdict }: BenchResult): boolean {
  return verdict === "AC";
}
