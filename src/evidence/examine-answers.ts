import type { BenchResult } from "../core/bench.js";
import type { DataCase } from "../core/case.js";
import type { Comparison } from "../core/comparison.js";
import type { CaseResult } from "../core/report.js";
import type { LegalInput } from "./examine-inputs.js";
import { JudgeTrouble, LARGE_WORK, type OracleBench, quoted, SMALL_WORK } from "./oracle-bench.js";

/** A case whose right output is known. */
export interface KnownCase extends DataCase {
  readonly expected: string;
}

/** What is said where nothing is known that the answers could be held against. No agent can mend it. */
export const NOTHING_KNOWN =
  "There is no sample with an output, so nothing shows that the answers of the oracle are right.";

/** What its runs on the samples and on the user's cases may take in all, the samples being always tried. */
const MOST_SPENT_MS = 20_000;
const LOT = 4;

/**
 * Holds the brute force against every sample, and against the user's cases for as long as there is time, the smallest
 * first. At most one fault is told.
 */
export async function examineSamples(
  { oracle, bench }: OracleBench,
  samples: readonly KnownCase[],
  comparison: Comparison,
): Promise<{ readonly faults: readonly string[]; readonly agreed: number }> {
  if (samples.length === 0) return { faults: [NOTHING_KNOWN], agreed: 0 };
  const program = oracle.brute;
  const results: CaseResult[] = [];
  for (const cases of lotsOf(samples)) {
    const spentMs = results.reduce((sum, { wallMs }) => sum + wallMs, 0);
    const isNeeded = cases.some(({ origin }) => origin === "sample") || results.length === 0;
    if (spentMs > MOST_SPENT_MS && !isNeeded) break;
    results.push(...(await bench.judge({ program, cases, limits: LARGE_WORK, comparison })));
  }
  const agreed = results.filter(({ verdict }) => verdict === "AC").length;
  // It may be as slow as it likes: what it does not answer says nothing against it.
  const wrong = results.find(({ verdict }) => !["AC", "TLE", "MLE"].includes(verdict));
  if (wrong?.verdict === "JE" && comparison.kind !== "validator") {
    throw new JudgeTrouble(program.fileName, wrong.note);
  }
  if (wrong !== undefined) return { faults: [disagreement(program.fileName, wrong)], agreed };
  if (agreed > 0) return { faults: [], agreed };
  return { faults: [`${program.fileName} answers none of the samples in time.`], agreed };
}

/** A few cases at a time: those of the statement in their order, then all others, the smallest first. */
function lotsOf(cases: readonly KnownCase[]): readonly (readonly KnownCase[])[] {
  const ofStatement = cases.filter(({ origin }) => origin === "sample");
  const others = cases
    .filter(({ origin }) => origin !== "sample")
    .toSorted((one, other) => one.input.length - other.input.length);
  return [ofStatement, others].flatMap((some) =>
    Array.from({ length: Math.ceil(some.length / LOT) }, (_, at) =>
      some.slice(at * LOT, (at + 1) * LOT),
    ),
  );
}

function disagreement(file: string, { id, verdict, note, ...texts }: CaseResult): string {
  const input = `on the input of ${id}, ${quoted(texts.input)},`;
  return verdict === "WA" || verdict === "JE"
    ? `${file} ${input} answers ${quoted(texts.output)}, and the statement says ${quoted(texts.expected ?? "")}. ${note}`
    : `${file} ${input} gives no answer: ${note}`;
}

/** What the brute force came to on small inputs. */
export interface SmallAnswers {
  readonly faults: readonly string[];
  /** The inputs that it answered in time. */
  readonly inTime: ReadonlySet<string>;
  readonly answers: readonly { readonly input: string; readonly output: string }[];
}

const ASKED_AGAIN = 6;

/** Has the brute force answer small inputs, some of them twice. At most one fault of each kind is told. */
export async function examineSmallAnswers(
  oracle: OracleBench,
  inputs: readonly LegalInput[],
): Promise<SmallAnswers> {
  const texts = inputs.map(({ input }) => input);
  const again = texts.slice(-ASKED_AGAIN);
  const results = await oracle.answer([...texts, ...again], SMALL_WORK);
  const { fileName } = oracle.oracle.brute;
  const first = results.slice(0, texts.length);
  const answers = texts.flatMap((input, at) => {
    const result = first[at];
    return result?.verdict === "AC" ? [{ input, output: result.output }] : [];
  });
  const failedAt = first.findIndex(({ verdict }) => verdict !== "AC");
  const [failed, task] = [first[failedAt], inputs[failedAt]];
  const faults =
    failed === undefined || task === undefined
      ? differing(fileName, again, { first: first.slice(-ASKED_AGAIN), second: results })
      : [
          `${fileName} does not answer ${quoted(task.input)}, an input of size ${task.size}: ${failed.note}`,
        ];
  return { faults, answers, inTime: new Set(answers.map(({ input }) => input)) };
}

function differing(
  fileName: string,
  inputs: readonly string[],
  runs: { readonly first: readonly BenchResult[]; readonly second: readonly BenchResult[] },
): readonly string[] {
  const second = runs.second.slice(-inputs.length);
  const at = inputs.findIndex((_, index) => runs.first[index]?.output !== second[index]?.output);
  const [input, one, other] = [inputs[at], runs.first[at], second[at]];
  if (input === undefined || one === undefined || other === undefined) return [];
  return [
    `${fileName} answers ${quoted(input)} with ${quoted(one.output)} once and ${quoted(other.output)} the second time.`,
  ];
}
