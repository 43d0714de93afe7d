import type { Growth } from "./growth.js";
import { differsInLimits, isFlaky } from "./report.js";
import type { VersionState } from "./version-state.js";

/** On how many generated inputs the version fails, as a clause of its own; null when on none. */
export function brokenWords(version: VersionState): string | null {
  const broken = brokenInputs(version);
  return broken === null ? null : `it fails on ${broken}`;
}

/** How many generated inputs the version fails on; null when on none. */
export function brokenInputs({ cases }: VersionState): string | null {
  const broken = cases.filter(
    ({ origin, verdict }) => origin === "stress" && verdict !== "AC" && verdict !== "JE",
  );
  return broken.length === 0 ? null : counted(broken.length, "generated input");
}

/** What stress showed of a version, in one clause; null when it showed nothing. */
export function stressWords(version: VersionState): string | null {
  return brokenWords(version) ?? agreementWords(version);
}

/** On how many generated inputs the version agrees with the oracle; null where it was not held against it, or failed. */
export function agreementWords(version: VersionState): string | null {
  const { stress } = version;
  const tried = stress.reduce((sum, campaign) => sum + campaign.tried, 0);
  const isBroken = brokenInputs(version) !== null || stress.some(({ failed }) => failed);
  if (tried === 0 || isBroken) return null;
  return `${counted(tried, "stress case")} ${tried === 1 ? "agrees" : "agree"} with the oracle`;
}

/** What the version takes at the largest legal size, or where it failed before, in one clause; null when no run said so. */
export function largestWords(growth: Growth | null): string | null {
  if (growth === null) return null;
  const { failure, largest, timeLimitMs } = growth;
  if (failure !== null) {
    return `${failure.verdict} at ${sizeText(failure.size)} on a legal input`;
  }
  if (largest?.from !== "measured") return null;
  return `${sizeText(largest.size)} in ${secondsText(largest.cpuMs)} of ${secondsText(timeLimitMs)}`;
}

/** Which inputs come out differently when they are run again, in one clause; null when none do. */
export function differenceWords({ cases }: VersionState): string | null {
  const different = cases.filter(
    ({ disagreement }) => disagreement?.of === "program" && !differsInLimits(disagreement),
  );
  const [first] = different;
  if (first === undefined) return null;
  const others = different.length - 1;
  return `it gives different answers to ${first.id}${others === 0 ? "" : ` and ${counted(others, "other case")}`}`;
}

/** Which tests do not always end alike, in one clause; null when all do. */
export function flakyWords({ cases }: VersionState): string | null {
  const flaky = cases.filter(isFlaky);
  if (flaky.length === 0) return null;
  return flaky.length === 1
    ? `${flaky[0]?.id} is flaky and decides nothing`
    : `${flaky.length} tests are flaky and decide nothing`;
}

/** A number with its noun: `1 round`, `2 rounds`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `n=5000`, and what is larger and round with its powers of ten: `n=2·10^6`. */
export function sizeText(size: number): string {
  const digits = String(size).replace(/0+$/, "").length;
  if (size < 10_000 || digits > 2) return `n=${size}`;
  const power = String(size).length - 1;
  const factor = size / 10 ** power;
  return factor === 1 ? `n=10^${power}` : `n=${factor}·10^${power}`;
}

/** Milliseconds as seconds, as exact as they are of use. */
function secondsText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return `${Number(seconds.toPrecision(seconds < 1 ? 2 : 3))} s`;
}
