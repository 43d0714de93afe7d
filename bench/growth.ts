import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

import type { Growth, GrowthClass } from "../src/core/growth.js";
import { measureGrowthOf } from "../src/evidence/growth.js";
import { createJudge } from "../src/judge/create-judge.js";
import { KNOWN_PROGRAMS, type KnownProgram } from "./growth/programs.js";
import { median } from "./median.js";

/**
 * How often the growth of programs whose growth is known is told right, while another process keeps a core busy all
 * the time. Right: the kind that is named first has the exponent of the true one, and the true one is among those
 * that fit.
 */
const ROUNDS = Number(process.argv[2] ?? 50);
const BUDGET_MS = Number(process.argv[3] ?? 6000);
const LIMITS = { timeLimitMs: 1000, memoryLimitMb: 256 };

const SAME_EXPONENT: Readonly<Record<GrowthClass, number>> = {
  "1": 0,
  "log n": 0,
  n: 1,
  "n log n": 1,
  "n^2": 2,
  "n^3": 3,
  "2^n": Number.POSITIVE_INFINITY,
};

interface Score {
  sameExponent: number;
  amongFits: number;
  first: number;
  readonly others: string[];
  readonly seconds: number[];
}

async function measureAll(scores: ReadonlyMap<KnownProgram, Score>): Promise<void> {
  const judge = createJudge();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [known, score] of scores) {
      const startedAt = performance.now();
      const { program, examined } = known;
      const growth = await judge.withBench(
        async (bench) =>
          measureGrowthOf({ program, examined, limits: LIMITS, budgetMs: BUDGET_MS }, bench),
        new AbortController().signal,
      );
      score.seconds.push((performance.now() - startedAt) / 1000);
      count(score, known.growth, growth);
    }
  }
}

function count(score: Score, truth: GrowthClass, { fit, points }: Growth): void {
  const fits = fit?.fits ?? [];
  const [first] = fits;
  const isSame = first !== undefined && SAME_EXPONENT[first] === SAME_EXPONENT[truth];
  const isAmong = fits.includes(truth);
  score.sameExponent += Number(isSame);
  score.amongFits += Number(isAmong);
  score.first += Number(first === truth);
  if (isSame && isAmong) return;
  const measured = points.map(({ size, cpuMs }) => `${size}:${Math.round(cpuMs)}`).join(" ");
  score.others.push(`${fit?.words ?? "no fit"} [${measured}]`);
}

async function main(): Promise<void> {
  const busy = fork(fileURLToPath(new URL("growth/busy.ts", import.meta.url)));
  const scores = new Map(
    KNOWN_PROGRAMS.map((known): [KnownProgram, Score] => [
      known,
      { sameExponent: 0, amongFits: 0, first: 0, others: [], seconds: [] },
    ]),
  );
  try {
    await measureAll(scores);
  } finally {
    busy.kill();
  }
  console.log(`${ROUNDS} measurements of each, under load on another core`);
  for (const [{ name }, { sameExponent, amongFits, first, others, seconds }] of scores) {
    console.log(
      `${name.padEnd(8)} right exponent ${sameExponent}/${ROUNDS}, among those that fit ${amongFits}/${ROUNDS}, named first ${first}/${ROUNDS}, median ${median(seconds).toFixed(1)} s`,
    );
    for (const other of others) console.log(`         not right: ${other}`);
  }
}

await main();
