import {
  agreementWords,
  brokenInputs,
  counted,
  flakyWords,
  largestWords,
  sizeText,
} from "../core/evidence-words.js";
import type { Growth } from "../core/growth.js";
import { certifiedOracle } from "../core/oracle.js";
import type { CaseResult, Tally } from "../core/report.js";
import type { RunState } from "../core/run-state.js";
import { checksByOrigin, newestPlan } from "../core/scorecard.js";
import type { VersionState } from "../core/version-state.js";

/** What was shown of a version, what it was seen to fail, and what nothing has shown, one clause each. */
export interface EvidenceWords {
  readonly proved: readonly string[];
  readonly fails: readonly string[];
  readonly notProved: readonly string[];
}

/** Says of a version what runs have shown, and what nothing has. */
export function evidenceWords(state: RunState, version: VersionState): EvidenceWords {
  return {
    proved: [
      ...passedClauses(version.cases),
      ...present(agreementWords(version), ...sizeClauses(version.growth, "within")),
    ],
    fails: [
      ...failedClauses(version.cases),
      ...present(brokenInputs(version), ...sizeClauses(version.growth, "beyond")),
    ],
    notProved: [
      ...notStressed(state, version),
      ...notMeasured(state, version),
      ...openClaims(state, version),
      ...present(flakyWords(version)),
    ],
  };
}

const NOUNS = { sample: "sample", given: "given test", own: "own test" } as const;

function passedClauses(cases: readonly CaseResult[]): readonly string[] {
  return tallies(cases).flatMap(({ noun, passed, total }) =>
    passed === 0 ? [] : [`${passed}/${total} ${noun}${total === 1 ? "" : "s"}`],
  );
}

function failedClauses(cases: readonly CaseResult[]): readonly string[] {
  return tallies(cases).flatMap(({ noun, passed, total }) =>
    passed === total ? [] : [`${total - passed} of ${counted(total, noun)}`],
  );
}

interface NamedTally extends Tally {
  readonly noun: string;
}

function tallies(cases: readonly CaseResult[]): readonly NamedTally[] {
  const checks = checksByOrigin(cases);
  return (["sample", "given", "own"] as const).flatMap((origin) => {
    const tally = checks[origin];
    return tally === undefined ? [] : [{ noun: NOUNS[origin], ...tally }];
  });
}

/** How far it goes and how it grows; what is beyond the limits is no proof. */
function sizeClauses(
  growth: Growth | null,
  side: "within" | "beyond",
): readonly (string | null | undefined)[] {
  const isBeyond = growth !== null && (growth.failure !== null || growth.verdict === "exceeds");
  const largest = isBeyond === (side === "beyond") ? largestWords(growth) : null;
  return side === "within" ? [largest, growthWords(growth)] : [largest];
}

function present(...clauses: readonly (string | null | undefined)[]): readonly string[] {
  return clauses.filter((clause) => clause !== null && clause !== undefined);
}

function growthWords(growth: Growth | null): string | undefined {
  const fit = growth?.failure === null ? growth.fit : null;
  return fit === null || fit.fits.length === 0 ? undefined : fit.words;
}

function notStressed(state: RunState, { stress }: VersionState): readonly string[] {
  const { oracle } = state;
  if (certifiedOracle(oracle) === null) {
    if (oracle === null) return ["nothing but its tests was tried: there is no oracle"];
    const [fault] = oracle.certification.faults;
    return [`the oracle was not certified${fault === undefined ? "" : `: ${withoutStop(fault)}`}`];
  }
  return stress.length === 0 ? ["it was not held against the oracle"] : skippedInputs(stress);
}

function skippedInputs(stress: VersionState["stress"]): readonly string[] {
  const skipped = stress.reduce((sum, campaign) => sum + campaign.skipped, 0);
  return skipped === 0 ? [] : [`${counted(skipped, "generated input")} came to nothing`];
}

function notMeasured(state: RunState, { growth }: VersionState): readonly string[] {
  if (certifiedOracle(state.oracle) === null) return [];
  if (growth === null) return ["its growth was not measured"];
  if (growth.failure !== null || growth.largest?.from === "measured") return [];
  if (growth.largest === null) return ["the largest legal input is not known"];
  const { size } = growth.largest;
  return growth.verdict === "unknown"
    ? [`whether ${sizeText(size)} is within the limits is open`]
    : [
        `${sizeText(size)} is ${growth.verdict === "within" ? "within" : "beyond"} the limits by its growth, not by a run`,
      ];
}

function openClaims(state: RunState, { solution }: VersionState): readonly string[] {
  const plan = newestPlan(state, solution.version);
  if (plan === undefined) return ["it was not reviewed"];
  return (["claimed", "unproven"] as const).flatMap((status) => {
    const count = plan.findings.filter((finding) => finding.status === status).length;
    return count === 0 ? [] : [`${counted(count, "finding")} ${status}`];
  });
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
