import type { Growth, GrowthFailure } from "../core/growth.js";
import { growthWord } from "../core/growth-fit.js";
import { HEADINGS } from "../core/headings.js";
import { dataBlock } from "./marker.js";
import { stableErrors } from "./stable-text.js";

interface GrowthOfVersion {
  readonly version: number;
  readonly growth: Growth;
}

/** How a version grows, in words coarse enough to come out the same when the same program is measured again. */
export function growthText({ version, growth }: GrowthOfVersion): string {
  const { fit, failure } = growth;
  const like = fit === null ? "" : `it grows like ${growthWord(fit)}; `;
  const crash = failure === null ? [] : crashText(failure);
  return [
    `${HEADINGS.growth} v${version}`,
    `Measured on generated legal inputs of growing size: ${like}${limitsText(growth)}.`,
    ...crash,
  ].join("\n\n");
}

function limitsText(growth: Growth): string {
  const { failure, largest, verdict, timeLimitMs } = growth;
  if (failure !== null) {
    const at = largest === null ? "" : `at the largest legal size (${largest.size}) `;
    return `${at}it ${failureText(failure, growth)}, first at about ${coarse(failure.size)}`;
  }
  if (largest === null) return "whether the largest legal size is inside the limits is not known";
  const at = `at the largest legal size (${largest.size}) it`;
  switch (verdict) {
    case "within":
      return `${at} stays inside the limits, ${shareText(largest.cpuMs / timeLimitMs)} of the time limit`;
    case "exceeds":
      return `${at} must be expected to exceed the limits`;
    case "unknown":
      return `${at} may or may not stay inside the limits`;
  }
}

function failureText({ verdict }: GrowthFailure, { timeLimitMs, memoryLimitMb }: Growth): string {
  switch (verdict) {
    case "TLE":
      return `exceeds the time limit of ${timeLimitMs} ms`;
    case "MLE":
      return `exceeds the memory limit of ${memoryLimitMb} MB`;
    case "OLE":
      return "writes too much";
    case "RE":
      return "does not end in good order";
    case "CE":
    case "JE":
      return "could not be run";
  }
}

/** How far a program came before it was stopped is chance; what it says when it breaks is not. */
function crashText({ verdict, note }: GrowthFailure): readonly string[] {
  return verdict === "RE" ? [dataBlock("how it ends", stableErrors(note))] : [];
}

function shareText(share: number): string {
  if (share < 0.1) return "with under 10 %";
  return share < 0.5 ? "with 10 to 50 %" : "with more than half";
}

function coarse(size: number): number {
  return Number(size.toPrecision(2));
}
