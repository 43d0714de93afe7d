import type { Bench } from "../core/bench.js";
import type { DataCase } from "../core/case.js";
import type { StatedComparison } from "../core/comparison.js";
import { type Certification, comparisonWith, type Oracle } from "../core/oracle.js";
import {
  examineSamples,
  examineSmallAnswers,
  type KnownCase,
  NOTHING_KNOWN,
} from "./examine-answers.js";
import { examineChecker } from "./examine-checker.js";
import { examineInputs, examineValidator } from "./examine-inputs.js";
import { answeredSize, examineLargest } from "./examine-sizes.js";
import { JudgeTrouble, OracleBench, TROUBLE } from "./oracle-bench.js";

/** An oracle, and what is known of the problem without it. */
export interface Examination {
  readonly oracle: Oracle;
  /** Cases of the statement and of the user; those without an expected output are left out. */
  readonly samples: readonly DataCase[];
  /** As the user asked for it. */
  readonly comparison: StatedComparison;
}

/**
 * Runs all programs of an oracle and says what may be built on it. Never throws for what they do: what the judge
 * cannot run is set aside. Throws when the work is aborted.
 */
export async function certify(examination: Examination, bench: Bench): Promise<Certification> {
  try {
    return await examine(examination, new OracleBench(examination.oracle, bench));
  } catch (error) {
    if (error instanceof JudgeTrouble) return setAside(error);
    throw error;
  }
}

/** The certification of an oracle that the judge could not run, with the judge's own words. */
export function unexamined(reason: string): Certification {
  return setAside(new JudgeTrouble("the oracle", reason));
}

function setAside({ message }: JudgeTrouble): Certification {
  return { ...NOTHING_SHOWN, status: "set-aside", faults: [message] };
}

/** Counted where nothing could be counted. */
const NOTHING_SHOWN = { samples: 0, inputs: 0, distinct: 0, answeredSize: 0, largestSize: 0 };

/** The faults that the author of an oracle can do something about. */
export function faultsToMend({ faults }: Certification): readonly string[] {
  return faults.filter((fault) => fault !== NOTHING_KNOWN && !fault.startsWith(TROUBLE));
}

async function examine(
  { oracle, samples, comparison: stated }: Examination,
  programs: OracleBench,
): Promise<Certification> {
  const known = samples.filter((test): test is KnownCase => test.expected !== null);
  const inputs = await examineInputs(programs);
  const validatorFaults = await examineValidator(programs, known, inputs.inputs);
  const comparison = comparisonInUse(oracle, stated);
  const atSamples = await examineSamples(programs, known, comparison);
  const small = await examineSmallAnswers(programs, inputs.inputs);
  const material = { samples: known, answers: small.answers };
  const checkerFaults =
    comparison.kind === "validator" ? await examineChecker(programs, material, comparison) : [];
  const smallFaults = [...validatorFaults, ...inputs.faults];
  const largest =
    smallFaults.length === 0
      ? await examineLargest(programs)
      : { faults: smallFaults, largestSize: 0 };
  const answerFaults = [...atSamples.faults, ...small.faults, ...checkerFaults];
  return {
    status: statusOf(largest.faults, answerFaults),
    faults: [...largest.faults, ...answerFaults],
    samples: atSamples.agreed,
    inputs: inputs.accepted,
    distinct: inputs.inputs.length,
    answeredSize: smallFaults.length === 0 ? await answeredSize(programs, inputs, small.inTime) : 0,
    largestSize: largest.largestSize,
  };
}

/** The comparison that the oracle would be used with. */
function comparisonInUse(oracle: Oracle, stated: StatedComparison) {
  const certification: Certification = { ...NOTHING_SHOWN, status: "certified", faults: [] };
  return comparisonWith({ oracle, certification }, stated);
}

function statusOf(
  ofInputs: readonly string[],
  ofAnswers: readonly string[],
): Certification["status"] {
  if (ofInputs.length > 0) return "set-aside";
  return ofAnswers.length > 0 ? "inputs-only" : "certified";
}
