import type { Bench } from "../core/bench.js";
import type { DataCase } from "../core/case.js";
import type { Oracle } from "../core/oracle.js";
import type { Workbench } from "../core/ports.js";
import type { CaseResult } from "../core/report.js";
import type { StressFailure, StressRequest } from "../core/stress.js";
import { JudgeTrouble, LARGE_WORK, OracleBench } from "./oracle-bench.js";

/** Whether a failure says something about the program. */
export type ConfirmedFailure =
  | { readonly kind: "counts"; readonly failure: StressFailure }
  | { readonly kind: "does-not-count"; readonly why: string };

/** What is longer is not kept as a case. */
const MOST_CHARACTERS = 2_000_000;

/** A program and the oracle that it was held against. */
export interface Disagreeing extends Pick<StressRequest, "program" | "limits" | "comparison"> {
  readonly oracle: Oracle;
}

/**
 * Puts the input of a failure to the validator, asks the brute force once more, and runs the program once more. A
 * failure that does not repeat is one all the same: the program gives different answers.
 */
export async function confirmFailure(
  work: Disagreeing,
  failure: StressFailure,
  { judge, signal }: { readonly judge: Workbench; readonly signal: AbortSignal },
): Promise<ConfirmedFailure> {
  if (failure.input.length + failure.expected.length > MOST_CHARACTERS) {
    return { kind: "does-not-count", why: "The input is too long to be kept." };
  }
  return judge.withBench(async (bench) => confirm(work, failure, bench), signal);
}

async function confirm(
  { oracle, program, limits, comparison }: Disagreeing,
  failure: StressFailure,
  bench: Bench,
): Promise<ConfirmedFailure> {
  const { input, expected, result } = failure;
  const why = await whyIllegal(new OracleBench(oracle, bench), input);
  if (why !== null) return { kind: "does-not-count", why };
  const cases: readonly DataCase[] = [
    { kind: "data", id: result.id, origin: "stress", input, expected },
  ];
  const asOracle = { program: oracle.brute, cases, limits: LARGE_WORK, comparison };
  const [answered] = await bench.judge(asOracle);
  if (answered?.verdict !== "AC") {
    const note = answered?.note ?? "it was not run.";
    return { kind: "does-not-count", why: `The brute force does not stand by its answer: ${note}` };
  }
  const [again] = await bench.judge({ program, cases, limits, comparison });
  return { kind: "counts", failure: { ...failure, result: together(result, again) } };
}

async function whyIllegal(oracle: OracleBench, input: string): Promise<string | null> {
  try {
    const [validation] = await oracle.validate([input], LARGE_WORK);
    return validation?.kind === "legal"
      ? null
      : `The validator does not accept the input: ${validation?.why ?? ""}`.trim();
  } catch (error) {
    if (error instanceof JudgeTrouble) return error.message;
    throw error;
  }
}

/** The first result, with a mark where the second run came out otherwise. */
function together(first: CaseResult, again: CaseResult | undefined): CaseResult {
  if (again === undefined || again.verdict === "JE" || again.verdict === first.verdict)
    return first;
  const verdicts = [first.verdict, again.verdict];
  return { ...first, disagreement: { verdicts, of: "program" } };
}
