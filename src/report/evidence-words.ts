import { isAnchor } from "../core/case.js";
import type { Growth } from "../core/growth.js";
import { certifiedOracle } from "../core/oracle.js";
import { type CaseResult, tally } from "../core/report.js";
import type { RunState, VersionState } from "../core/run-state.js";
import { newestPlan } from "../core/scorecard.js";

/** What was shown of a version and what was not, one clause each. */
export interface EvidenceWords {
  readonly proved: readonly string[];
  readonly notProved: readonly string[];
}

/** Says of a version what runs have shown, and what nothing has. */
export function evidenceWords(state: RunState, version: VersionState): EvidenceWords {
  return {
    proved: [...checkClauses(version.cases), ...stressClauses(version), ...growthClauses(version)],
    notProved: [
      ...notStressed(state, version),
      ...notMeasured(state, version),
      ...openClaims(state, version),
      ...flakyTests(version),
    ],
  };
}

const NOUNS = { sample: "sample", given: "given test", own: "own test" } as const;

function checkClauses(cases: readonly CaseResult[]): readonly string[] {
  return (["sample", "given", "own"] as const).flatMap((origin) => {
    const { passed, total } = tally(cases, (result) => result.origin === origin);
    return total === 0 ? [] : [`${passed}/${total} ${NOUNS[origin]}${total === 1 ? "" : "s"}`];
  });
}

function stressClauses({ stress, cases }: VersionState): readonly string[] {
  const tried = stress.reduce((sum, campaign) => sum + campaign.tried, 0);
  const broken = cases.filter(({ origin, verdict }) => origin === "stress" && verdict !== "AC");
  if (broken.length > 0) return [`it fails on ${counted(broken.length, "generated input")}`];
  if (tried === 0 || stress.some(({ failed }) => failed)) return [];
  return [`${counted(tried, "stress case")} agree${tried === 1 ? "s" : ""} with the oracle`];
}

function growthClauses({ growth }: VersionState): readonly string[] {
  if (growth === null) return [];
  const { failure, largest, fit } = growth;
  if (failure !== null) {
    return [`${failure.verdict} at ${sizeText(failure.size)} on a legal input`];
  }
  const words = fit === null ? [] : [fit.words];
  return largest?.from === "measured" ? [atLargest(growth), ...words] : words;
}

function atLargest({ largest, timeLimitMs }: Growth): string {
  if (largest === null) return "";
  return `${sizeText(largest.size)} in ${secondsText(largest.cpuMs)} of ${secondsText(timeLimitMs)}`;
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

function flakyTests({ cases }: VersionState): readonly string[] {
  const flaky = cases.filter(
    ({ disagreement, origin }) => disagreement?.of === "test" && isAnchor(origin),
  );
  return flaky.length === 0 ? [] : [counted(flaky.length, "flaky test")];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}

/** `n=200000`, and from a million on with its powers of ten: `n=2·10^6`. */
function sizeText(size: number): string {
  const digits = String(size).replace(/0+$/, "").length;
  if (size < 10_000 || digits > 2) return `n=${size}`;
  const power = String(size).length - 1;
  const factor = size / 10 ** power;
  return factor === 1 ? `n=10^${power}` : `n=${factor}·10^${power}`;
}

function secondsText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return `${Number(seconds.toPrecision(seconds < 1 ? 2 : 3))} s`;
}
