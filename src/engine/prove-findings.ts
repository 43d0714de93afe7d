import type { RawFinding } from "../agents/read-plan.js";
import type { DataCase, TestFileCase } from "../core/case.js";
import { PipelineError } from "../core/errors.js";
import type { Finding, Proof } from "../core/finding.js";
import { certifiedOracle, type Oracle } from "../core/oracle.js";
import {
  besideOracle,
  decideProof,
  ILLEGAL_INPUT,
  needsOracle,
  type OracleAnswer,
  type ProofVerdict,
  type Trial,
  trialOf,
} from "../core/prove.js";
import { type CaseResult, isResultOf } from "../core/report.js";
import type { Program } from "../core/solution.js";
import { askOracle } from "../evidence/ask-oracle.js";
import { OracleBench } from "../evidence/oracle-bench.js";
import { dataCases, runCases } from "./judge-version.js";
import type { RunContext } from "./run-context.js";

/** Findings with what runs said of them. */
export interface Proved {
  readonly findings: readonly Finding[];
  /** Results that later versions are held to: those of confirmed findings. */
  readonly results: readonly CaseResult[];
}

/** Runs the proof of every finding on a program, with the oracle as the judge of inputs and answers where there is one. */
export async function proveFindings(
  run: RunContext,
  program: Program,
  raw: readonly RawFinding[],
): Promise<Proved> {
  const proofs = raw.flatMap(({ proof }) => (proof === null ? [] : [proof]));
  if (proofs.length === 0) return { findings: raw.map(withoutProof), results: [] };
  run.parts.onNotice("judge", { kind: "judging", file: "the proofs of the findings" });
  const oracle = certifiedOracle(run.recorder.state.oracle);
  const known = [...dataCases(run), ...run.recorder.state.counterexamples];
  const unknown = proofs.filter((proof) => needsOracle(proof, known));
  const answers = await answersOf(run, oracle, unknown);
  const answerTo = (proof: Proof): OracleAnswer => answers.get(proof.id) ?? { kind: "silent" };
  const legal = proofs.filter((proof) => answerTo(proof).kind !== "illegal");
  const trials = legal.map((proof) => trialOf(proof, known, answerTo(proof)));
  const { verdicts, cases } = await tryProofs(run, program, { trials, oracle });
  const findings = raw.map((finding): Finding => {
    const { proof } = finding;
    if (proof === null) return withoutProof(finding);
    const said = answerTo(proof);
    const answer = said.kind === "answer" ? { answer: said.output } : {};
    return { ...finding, ...(verdicts.get(proof.id) ?? ILLEGAL_INPUT), ...answer };
  });
  const confirmed = findings.flatMap(({ status, proof }) =>
    status === "confirmed" && proof !== null ? [proof.id] : [],
  );
  const results = cases.filter((result) => confirmed.some((id) => isResultOf(result, id)));
  return { findings, results };
}

/** What the oracle says of the inputs of proofs, by the id of the proof. */
async function answersOf(
  run: RunContext,
  oracle: Oracle | null,
  proofs: readonly DataCase[],
): Promise<ReadonlyMap<string, OracleAnswer>> {
  if (oracle === null || proofs.length === 0) return new Map();
  const inputs = proofs.map(({ input }) => input);
  const answers = await orNothing(
    run.parts.judge.withBench(
      (bench) => askOracle(new OracleBench(oracle, bench), inputs),
      run.signal,
    ),
  );
  const pairs = proofs.map(({ id }, at) => [id, answers?.[at] ?? { kind: "silent" }] as const);
  return new Map(pairs);
}

interface Tries {
  readonly trials: readonly Trial[];
  readonly oracle: Oracle | null;
}

interface Tried {
  readonly verdicts: ReadonlyMap<string, ProofVerdict>;
  readonly cases: readonly CaseResult[];
}

async function tryProofs(
  run: RunContext,
  program: Program,
  { trials, oracle }: Tries,
): Promise<Tried> {
  if (trials.length === 0) return { verdicts: new Map(), cases: [] };
  const proofs = trials.map(({ proof }) => proof);
  const { cases } = await runCases(run, program, { cases: proofs, confirmations: 1 });
  const decided = trials.map((trial) => ({
    trial,
    verdict: decideProof(trial, resultsOf(cases, trial.proof)),
  }));
  const failed = decided.flatMap(({ trial: { proof }, verdict: { status } }) =>
    proof.kind === "test-file" && status === "confirmed" ? [proof] : [],
  );
  const onBruteForce = await runTestsOn(run, oracle, { program, tests: failed });
  const verdicts = decided.map(({ trial: { proof }, verdict }) => {
    const beside = besideOracle(verdict, resultsOf(onBruteForce, proof));
    return [proof.id, beside] as const;
  });
  return { verdicts: new Map(verdicts), cases };
}

/** The results of proof tests on the brute force in the place of the program; none where it cannot stand there. */
async function runTestsOn(
  run: RunContext,
  oracle: Oracle | null,
  { program, tests }: { readonly program: Program; readonly tests: readonly TestFileCase[] },
): Promise<readonly CaseResult[]> {
  if (oracle === null || tests.length === 0 || !canStandFor(oracle.brute, program)) return [];
  const { fileName, entry } = program;
  const brute: Program = { ...oracle.brute, fileName, entry };
  const report = await orNothing(runCases(run, brute, { cases: tests, confirmations: 1 }));
  return report?.cases ?? [];
}

/** Tests load what they exercise: a program that reads standard input is used in too many ways to be exchanged. */
function canStandFor(brute: Program, { language, shape }: Program): boolean {
  return brute.language === language && brute.shape === shape && shape !== "stdio";
}

function resultsOf(cases: readonly CaseResult[], { id }: Proof): readonly CaseResult[] {
  return cases.filter((result) => isResultOf(result, id));
}

/** Evidence that the judge could not gather is none, and no reason to stop. */
async function orNothing<T>(evidence: Promise<T>): Promise<T | null> {
  try {
    return await evidence;
  } catch (error) {
    if (error instanceof PipelineError && error.kind === "judge") return null;
    throw error;
  }
}

function withoutProof(finding: RawFinding): Finding {
  return { ...finding, status: "unproven", evidence: "The reviewer gave nothing to run." };
}
