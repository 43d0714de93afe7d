import { type DataCase, isAnchor } from "./case.js";
import type { Proof, ProofStatus } from "./finding.js";
import type { CaseResult } from "./report.js";

/** What a run said about a finding. */
export interface ProofVerdict {
  readonly status: ProofStatus;
  /** One sentence: what was run and what came out. */
  readonly evidence: string;
}

/**
 * The proof as it is to be run. Where its input is one of the run's own cases, the expected output of
 * that case stands in for the reviewer's: the user's answer decides, not the model's.
 */
export function proofToRun(proof: Proof, known: readonly DataCase[]): Proof {
  if (proof.kind === "test-file") return proof;
  const same = anchorWithInput(proof.input, known);
  return same === undefined ? proof : { ...proof, expected: same.expected };
}

/** Whether the expected output of this proof is one that does not come from the reviewer. */
export function isIndependent(proof: Proof, known: readonly DataCase[]): boolean {
  return proof.kind === "data" && anchorWithInput(proof.input, known) !== undefined;
}

function anchorWithInput(input: string, known: readonly DataCase[]): DataCase | undefined {
  return known.find(
    (test) => isAnchor(test.origin) && test.expected !== null && test.input.trim() === input.trim(),
  );
}

/** Decides a finding by the results of its proof. Pure; a judge that failed decides nothing. */
export function decideProof(
  proof: Proof,
  results: readonly CaseResult[],
  independent: boolean,
): ProofVerdict {
  const failed = results.find(({ verdict }) => verdict !== "AC") ?? results[0];
  if (failed === undefined) return { status: "unproven", evidence: "The proof held no test." };
  switch (failed.verdict) {
    case "AC":
      return decideAccepted(proof);
    case "WA":
      return decideDifference(proof, failed, independent);
    case "TLE":
    case "MLE":
    case "OLE":
    case "RE":
      return decideCrash(proof, failed);
    case "CE":
      return { status: "unproven", evidence: `The proof could not be compiled: ${failed.note}` };
    case "JE":
      return { status: "unproven", evidence: `The judge could not run the proof: ${failed.note}` };
  }
}

function decideAccepted(proof: Proof): ProofVerdict {
  if (proof.kind === "test-file") {
    return { status: "refuted", evidence: "The proof test was run and passed." };
  }
  return proof.expected === null
    ? {
        status: "unproven",
        evidence: "The proof input was run and ended in good order; no expected output was named.",
      }
    : {
        status: "refuted",
        evidence: "The proof input was run and gave just the output that was expected.",
      };
}

function decideDifference(proof: Proof, result: CaseResult, independent: boolean): ProofVerdict {
  if (proof.kind === "test-file") {
    return { status: "confirmed", evidence: `The proof test was run and failed: ${result.note}` };
  }
  return independent
    ? { status: "confirmed", evidence: `Run on a case of the problem: ${result.note}` }
    : {
        status: "claimed",
        evidence: `The output differs from what the reviewer expects, and nothing independent can decide: ${result.note}`,
      };
}

function decideCrash(proof: Proof, result: CaseResult): ProofVerdict {
  const what = proof.kind === "test-file" ? "The proof test" : "The proof input";
  return {
    status: "confirmed",
    evidence: `${what} was run: ${result.verdict}, ${result.note}`,
  };
}

/**
 * The case that later versions are held to. Of a reviewer's own expectation only this much is known to
 * be true: the program must end in good order.
 */
export function caseOfConfirmed(proof: Proof, known: readonly DataCase[]): Proof {
  if (proof.kind === "test-file" || isIndependent(proof, known)) return proofToRun(proof, known);
  return { ...proof, expected: null };
}
