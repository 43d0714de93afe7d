import { DEFAULT_COMPARISON } from "../../src/core/comparison.js";
import type { Limits } from "../../src/core/limits.js";
import { comparisonWith, type ExaminedOracle } from "../../src/core/oracle.js";
import { tokenCount } from "../../src/core/shrink.js";
import type { Program } from "../../src/core/solution.js";
import { DEFAULT_STRESS } from "../../src/core/stress.js";
import { certify } from "../../src/evidence/certify.js";
import { GROWTH_BUDGET_MS, measureGrowthOf } from "../../src/evidence/growth.js";
import { minimise } from "../../src/evidence/minimise.js";
import { OracleBench } from "../../src/evidence/oracle-bench.js";
import { stressCampaign } from "../../src/evidence/stress-campaign.js";
import { createJudge } from "../../src/judge/create-judge.js";
import { type CorpusProblem, readCorpus } from "../../tests/corpus/read-corpus.js";
import { median } from "../median.js";

/**
 * What stress and growth find in programs of which it is known whether they are right: the share of wrong ones that
 * are caught although they pass all samples, right ones that are called wrong, and how small the counterexamples are.
 * Names of problems on the command line choose among them.
 */

/** What came of one program. */
interface Examined {
  readonly problem: string;
  readonly program: Program;
  /** Null: it is right. */
  readonly kind: string | null;
  readonly passesSamples: boolean;
  readonly caughtBy: "stress" | "growth" | null;
  readonly note: string;
  /** Tokens of the counterexample over those of the smallest that is known; null where one of them is not. */
  readonly ratio: number | null;
  readonly seconds: number;
}

const judge = createJudge();
const { signal } = new AbortController();

interface Subject {
  readonly corpus: CorpusProblem;
  readonly examined: ExaminedOracle;
  readonly limits: Limits;
}

type Caught = Pick<Examined, "caughtBy" | "note" | "ratio">;

async function certified(corpus: CorpusProblem): Promise<Subject> {
  const { oracle, problem } = corpus;
  const samples = problem.samples.map(({ test }) => test);
  const examination = { oracle, samples, comparison: DEFAULT_COMPARISON };
  const certification = await judge.withBench((bench) => certify(examination, bench), signal);
  return { corpus, examined: { oracle, certification }, limits: problem.limits };
}

async function passesSamples({ corpus, examined, limits }: Subject, program: Program) {
  const cases = corpus.problem.samples.map(({ test }) => test);
  const comparison = comparisonWith(examined, DEFAULT_COMPARISON);
  const request = { program, cases, limits, comparison, confirmations: 1 };
  const report = await judge.judge(request, signal);
  return report.cases.length > 0 && report.cases.every(({ verdict }) => verdict === "AC");
}

async function stress(
  subject: Subject,
  program: Program,
  smallest: string | null,
): Promise<Caught> {
  const { examined, limits } = subject;
  const campaign = {
    program,
    examined,
    limits,
    comparison: DEFAULT_COMPARISON,
    ...DEFAULT_STRESS,
  };
  const { tried, failure } = await stressCampaign(campaign, judge, signal);
  if (failure === null) return { caughtBy: null, note: `${tried} inputs agree`, ratio: null };
  const { input, expected, result } = failure;
  const test = { kind: "data", id: "stress/1", origin: "stress", input, expected } as const;
  const comparison = comparisonWith(examined, DEFAULT_COMPARISON);
  const small = await judge.withBench(
    (bench) =>
      minimise(
        { program, limits, comparison, test, result },
        new OracleBench(examined.oracle, bench),
      ),
    signal,
  );
  const note = `input ${tried}: ${result.verdict}, ${tokenCount(input)} -> ${tokenCount(small.input)} tokens`;
  const ratio = smallest === null ? null : tokenCount(small.input) / tokenCount(smallest);
  return { caughtBy: "stress", note, ratio };
}

async function growth({ examined, limits }: Subject, program: Program): Promise<Caught> {
  const work = { program, examined, limits, budgetMs: GROWTH_BUDGET_MS };
  const measured = await judge.withBench((bench) => measureGrowthOf(work, bench), signal);
  const isCaught = measured.failure !== null || measured.verdict === "exceeds";
  return { caughtBy: isCaught ? "growth" : null, note: measured.note, ratio: null };
}

async function examine(
  subject: Subject,
  program: Program,
  known: { readonly kind: string; readonly smallest: string | null } | null,
): Promise<Examined> {
  const startedAt = performance.now();
  const stressed = await stress(subject, program, known?.smallest ?? null);
  const caught = stressed.caughtBy === null ? await growth(subject, program) : stressed;
  return {
    problem: subject.corpus.name,
    program,
    kind: known?.kind ?? null,
    passesSamples: await passesSamples(subject, program),
    ...caught,
    seconds: (performance.now() - startedAt) / 1000,
  };
}

function row(found: Examined): string {
  const { problem, program, kind, caughtBy, note, ratio, seconds } = found;
  const isAsItShould = (kind === null) === (caughtBy === null);
  const cells = [
    isAsItShould ? "  " : "! ",
    `${problem}/${program.fileName}`.padEnd(34),
    (kind ?? "right").padEnd(16),
    (caughtBy ?? "-").padEnd(7),
    ratio === null ? "    " : ratio.toFixed(2),
    `${seconds.toFixed(1).padStart(5)} s`,
    note,
  ];
  return `${cells.join(" ")}${found.passesSamples ? "" : "  (does not pass the samples)"}\n`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`;
}

function summary(all: readonly Examined[]): string {
  const counted = all.filter((found) => found.passesSamples);
  const wrong = counted.filter(({ kind }) => kind !== null);
  const right = counted.filter(({ kind }) => kind === null);
  const caught = wrong.filter(({ caughtBy }) => caughtBy !== null);
  const kinds = [...new Set(wrong.map(({ kind }) => kind ?? ""))].toSorted();
  const rows = kinds.map((kind) => {
    const ofKind = wrong.filter((found) => found.kind === kind);
    const by = (how: string) => ofKind.filter(({ caughtBy }) => caughtBy === how).length;
    return `  ${kind.padEnd(18)} ${String(ofKind.length).padStart(3)}  stress ${by("stress")}, growth ${by("growth")}, missed ${ofKind.length - by("stress") - by("growth")}`;
  });
  const ratios = caught.flatMap(({ ratio }) => (ratio === null ? [] : [ratio]));
  const accused = right.filter(({ caughtBy }) => caughtBy !== null).length;
  return [
    "",
    ...rows,
    `wrong programs that pass all samples: ${caught.length} of ${wrong.length} caught (${percent(caught.length, wrong.length)})`,
    `right programs called wrong: ${accused} of ${right.length}`,
    `counterexample / smallest known, in tokens: median ${median(ratios).toFixed(2)}, worst ${Math.max(...ratios).toFixed(2)}, of ${ratios.length}`,
    "",
  ].join("\n");
}

const names = process.argv.slice(2);
const corpus = (await readCorpus()).filter(
  ({ name }) => names.length === 0 || names.includes(name),
);
const all: Examined[] = [];
for (const problem of corpus) {
  const subject = await certified(problem);
  const { status, faults } = subject.examined.certification;
  if (status !== "certified") {
    process.stdout.write(`! ${problem.name}: ${status}: ${faults.join(" ")}\n`);
    continue;
  }
  const known = [
    ...problem.right.map((program) => ({ program, fault: null })),
    ...problem.wrong.map(({ program, ...fault }) => ({ program, fault })),
  ];
  for (const { program, fault } of known) {
    const found = await examine(subject, program, fault);
    all.push(found);
    process.stdout.write(row(found));
  }
}
process.stdout.write(summary(all));
