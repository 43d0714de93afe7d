import type { Protocol } from "../compare/protocol.js";
import { type Decision, outcomeOfDecision, readDecision } from "../compare/protocol.js";
import type { Allowed } from "../languages/languages.js";
import type { PairExecution } from "../sandbox/runner.js";
import { faultOf, type Outcome, sentence } from "./verdict-of.js";

const VALIDATOR = "validator";

/**
 * What a talk between the judged program and a validator, its partner, comes to.
 * - A validator that ends first has decided by then: if it refuses, the answer is wrong, and if it breaks, nothing can
 *   be said, whatever becomes of a program that is left alone.
 * - Otherwise what the run alone says against the program counts: its limits and how it ended. When both wait for each
 *   other the program runs into its limit first.
 * - A program without fault is judged by the validator, also one that ended early.
 */
export function decideInteractive(
  talk: PairExecution,
  rules: { readonly protocol: Protocol; readonly allowed: Allowed },
): Outcome {
  const { program, partner, firstToEnd } = talk;
  if (partner.ending.kind === "not-started") {
    return { verdict: "JE", note: sentence(partner.ending.reason) };
  }
  const decision = readDecision(rules.protocol, partner);
  const fault = faultOf(program, rules.allowed);
  if (fault === null || fault.verdict === "JE") {
    return fault ?? outcomeOfDecision(decision, VALIDATOR);
  }
  return firstToEnd === "partner" && isFinal(decision, talk)
    ? outcomeOfDecision(decision, VALIDATOR)
    : fault;
}

/** Whether what the validator came to before the program ended stands. Waiting for a program is not its fault. */
function isFinal(decision: Decision, { partner, program }: PairExecution): boolean {
  switch (decision.kind) {
    case "accepts":
      return false;
    case "refuses":
      return true;
    case "failed":
      return partner.ending.kind !== "wall-limit" || program.ending.kind !== "wall-limit";
  }
}
