import { type DataCase, isAnchor } from "./case.js";
import type { Finding, Proof, ProofStatus } from "./finding.js";
import type { CaseResult } from "./report.js";

/** What a run said about a finding. */
export interface ProofVerdict {
  readonly status: ProofStatus;
  /** One sentence: what was run and what came out. */
  readonly evidence: string;
}

/**
 * What a certified oracle says of an input. `illegal`: the statement does not allow it. `silent`: it is no help, too
 * slow for instance.
 */
export type OracleAnswer =
  | { readonly kind: "illegal" }
  | { readonly kind: "answer"; readonly output: string }
  | { readonly kind: "silent" };

/** A proof as it is to be run. */
export interface Trial {
  readonly proof: Proof;
  /** Whose answer the output is held against: the reviewer's own, a case's of the run, or the oracle's. */
  readonly authority: "reviewer" | "case" | "oracle";
  /** What the reviewer expects; null where nothing was named, and for a test file. */
  readonly claimed: string | null;
  /** The case of the run with the same input, where its output decides. */
  readonly caseId?: string;
}

/** Whether a proof is an input of which the run's own cases say nothing, so that only an oracle could. */
export function needsOracle(proof: Proof, known: readonly DataCase[]): proof is DataCase {
  return proof.kind === "data" && anchorWithInput(proof.input, known) === undefined;
}

/**
 * Where the input of a proof is one of the run's own cases, the expected output of that case stands in for the
 * reviewer's; else the oracle's answer does where there is one. What the reviewer expects is the last to be asked.
 */
export function trialOf(proof: Proof, known: readonly DataCase[], oracle: OracleAnswer): Trial {
  if (proof.kind === "test-file") return { proof, authority: "reviewer", claimed: null };
  const { expected: claimed } = proof;
  const same = anchorWithInput(proof.input, known);
  if (same !== undefined) {
    const { expected, id: caseId } = same;
    return { proof: { ...proof, expected }, authority: "case", claimed, caseId };
  }
  return oracle.kind === "answer"
    ? { proof: { ...proof, expected: oracle.output }, authority: "oracle", claimed }
    : { proof, authority: "reviewer", claimed };
}

function anchorWithInput(input: string, known: readonly DataCase[]): DataCase | undefined {
  return known.find(
    (test) => isAnchor(test.origin) && test.expected !== null && test.input.trim() === input.trim(),
  );
}

/** An input that the statement rules out shows nothing, whatever the program does with it. */
export const ILLEGAL_INPUT: ProofVerdict = {
  status: "unproven",
  evidence: "The proof input breaks the constraints: the oracle's validator refuses it.",
};

/** Decides a finding by the results of its proof. Pure; a judge that failed decides nothing. */
export function decideProof(trial: Trial, results: readonly CaseResult[]): ProofVerdict {
  const failed = results.find(({ verdict }) => verdict !== "AC") ?? results[0];
  if (failed === undefined) return { status: "unproven", evidence: "The proof held no test." };
  switch (failed.verdict) {
    case "AC":
      return decideAccepted(trial);
    case "WA":
      return decideDifference(trial, failed);
    case "TLE":
    case "MLE":
    case "OLE":
    case "RE":
      return decideCrash(trial, failed);
    case "CE":
      return { status: "unproven", evidence: `The proof could not be compiled: ${failed.note}` };
    case "JE":
      return { status: "unproven", evidence: `The judge could not run the proof: ${failed.note}` };
  }
}

function decideAccepted({ proof, authority, claimed, caseId }: Trial): ProofVerdict {
  if (proof.kind === "test-file") {
    return { status: "refuted", evidence: "The proof test was run and passed." };
  }
  if (authority !== "reviewer") {
    const isOther =
      claimed !== null && (authority === "oracle" || claimed.trim() !== proof.expected?.trim());
    const other = isOther ? `; the reviewer expected ${excerpt(claimed)}` : "";
    const agrees =
      authority === "oracle"
        ? "The program agrees with the oracle"
        : `The program gives the output of ${caseId ?? "a case of the run"}`;
    return { status: "refuted", evidence: `${agrees}${other}.` };
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

const MOST_SHOWN = 60;

function excerpt(text: string): string {
  const line = text.trim();
  return JSON.stringify(line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line);
}

function decideDifference({ proof, authority, caseId }: Trial, { note }: CaseResult): ProofVerdict {
  if (proof.kind === "test-file") {
    return { status: "confirmed", evidence: `The proof test was run and failed: ${note}` };
  }
  switch (authority) {
    case "case":
      return {
        status: "confirmed",
        evidence: `Run on the input of ${caseId ?? "a case of the run"}: ${note}`,
      };
    case "oracle":
      return { status: "confirmed", evidence: `The program disagrees with the oracle: ${note}` };
    case "reviewer":
      return {
        status: "claimed",
        evidence: `The output differs from what the reviewer expects, and nothing independent can decide: ${note}`,
      };
  }
}

function decideCrash({ proof }: Trial, result: CaseResult): ProofVerdict {
  const what = proof.kind === "test-file" ? "The proof test" : "The proof input";
  return {
    status: "confirmed",
    evidence: `${what} was run: ${result.verdict}, ${result.note}`,
  };
}

/** A brute force that took longer may have failed a test that only asks for speed. */
const QUICK_MS = 500;

/**
 * What becomes of a proof test that failed on the program, by what it came to on the brute force: one that the
 * oracle fails as well, and not for its slowness, asks for something else than the problem does.
 */
export function besideOracle(
  verdict: ProofVerdict,
  onBruteForce: readonly CaseResult[],
): ProofVerdict {
  // It may also fall over what only the program has; then the test itself ends with an error, not a failure.
  const failed = onBruteForce.find((result) => result.verdict === "WA" && result.cpuMs < QUICK_MS);
  if (verdict.status !== "confirmed" || failed === undefined) return verdict;
  return {
    status: "refuted",
    evidence: `The proof test contradicts the oracle: its brute force fails it as well: ${failed.note}`,
  };
}

/**
 * The case that later versions are held to. Of a reviewer's own expectation only this much is known to
 * be true: the program must end in good order.
 */
export function caseOfConfirmed(
  { proof, answer }: Pick<Finding, "proof" | "answer">,
  known: readonly DataCase[],
): Proof | null {
  if (proof === null || proof.kind === "test-file") return proof;
  const expected = anchorWithInput(proof.input, known)?.expected ?? answer ?? null;
  return { ...proof, expected };
}
