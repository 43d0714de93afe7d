import type { Limits } from "../core/limits.js";
import type { OracleAnswer } from "../core/prove.js";
import { JudgeTrouble, type OracleBench } from "./oracle-bench.js";

/** What the oracle may take for one input that somebody thought of. */
const WORK_PER_INPUT: Limits = { timeLimitMs: 2000, memoryLimitMb: 1024 };
/** What is longer is not kept as a case. */
const MOST_CHARACTERS = 2_000_000;

/**
 * What a certified oracle says of inputs, in their order: whether they are legal, and what the answer is. It is silent
 * where it takes too long, fails, or cannot be run.
 */
export async function askOracle(
  oracle: OracleBench,
  inputs: readonly string[],
): Promise<readonly OracleAnswer[]> {
  try {
    return await ask(oracle, inputs);
  } catch (error) {
    if (error instanceof JudgeTrouble) return inputs.map(() => ({ kind: "silent" }));
    throw error;
  }
}

async function ask(
  oracle: OracleBench,
  inputs: readonly string[],
): Promise<readonly OracleAnswer[]> {
  const validations = await oracle.validate(inputs, WORK_PER_INPUT);
  const legal = inputs.filter((_input, at) => validations[at]?.kind === "legal");
  const answers = (await oracle.answer(legal, WORK_PER_INPUT)).values();
  return validations.map(({ kind }): OracleAnswer => {
    if (kind === "refused") return { kind: "illegal" };
    const answer = kind === "legal" ? answers.next().value : undefined;
    return answer?.verdict === "AC" && answer.output.length <= MOST_CHARACTERS
      ? { kind: "answer", output: answer.output }
      : { kind: "silent" };
  });
}
