import { isAnchor, type Origin } from "../core/case.js";
import { HEADINGS } from "../core/headings.js";
import { type CaseResult, differsInLimits, isFlaky, type Report, tally } from "../core/report.js";
import { describeEnding } from "../core/verdict.js";
import { dataBlock, plainName } from "./marker.js";
import { beginningOf, endOf, stableErrors, withoutMeasures } from "./stable-text.js";

const MOST_ROWS = 24;
const MOST_DETAILS = 6;
const ORIGINS: readonly Origin[] = ["sample", "given", "stress", "proof", "own"];

interface MeasuredVersion {
  readonly version: number;
  readonly report: Report;
  readonly timeLimitMs: number;
}

/** What the judge found out about one version, short enough to be read whole. */
export function reportText({ version, report, timeLimitMs }: MeasuredVersion): string {
  const title = `${HEADINGS.report} v${version}`;
  if (report.compile?.ok === false) {
    const log = dataBlock("compiler messages", beginningOf(stableErrors(report.compile.log)));
    return [title, "It does not compile, so nothing was run.", log].join("\n\n");
  }
  if (report.cases.length === 0) {
    return `${title}\n\nThere was nothing to run, so nothing is known about it.`;
  }
  const failed = report.cases.filter((result) => result.verdict !== "AC" && !isFlaky(result));
  const detailed = anchorsFirst(failed).slice(0, MOST_DETAILS);
  return [
    title,
    summaryLine(report.cases),
    table(report.cases, timeLimitMs),
    ...flakyText(report.cases),
    ...detailed.map(caseText),
    ...(failed.length > detailed.length
      ? [`${failed.length - detailed.length} more cases failed; their details are left out.`]
      : []),
  ].join("\n\n");
}

function summaryLine(cases: readonly CaseResult[]): string {
  const counts = ORIGINS.flatMap((origin) => {
    const { passed, total } = tally(
      cases,
      (result) => result.origin === origin && !isFlaky(result),
    );
    return total === 0 ? [] : [`${origin} ${passed} of ${total}`];
  });
  return `Passed: ${counts.join(", ")}.`;
}

function table(cases: readonly CaseResult[], timeLimitMs: number): string {
  const shown = cases.length <= MOST_ROWS ? cases : mostTelling(cases);
  const rows = shown.map((result) => {
    const { id, origin, verdict, cpuMs } = result;
    const came = isFlaky(result) ? "flaky" : verdict;
    const cells = [plainName(id), origin, came, shareOfLimit(cpuMs, timeLimitMs)];
    return `| ${cells.join(" | ")} |`;
  });
  const rest = cases.length - shown.length;
  return [
    "| case | origin | verdict | CPU time |",
    "|---|---|---|---|",
    ...rows,
    ...(rest === 0 ? [] : ["", `${rest} more cases are left out of this table.`]),
  ].join("\n");
}

function flakyText(cases: readonly CaseResult[]): string[] {
  const flaky = cases.filter(isFlaky);
  return flaky.length === 0
    ? []
    : ["A flaky test passed and failed on this same version, so it decides nothing."];
}

/** What failed, then what took longest, in the order in which it was run. */
function mostTelling(cases: readonly CaseResult[]): readonly CaseResult[] {
  const passed = cases.filter(({ verdict }) => verdict === "AC");
  const slowestFirst = passed.toSorted((left, right) => right.cpuMs - left.cpuMs);
  const failed = anchorsFirst(cases.filter(({ verdict }) => verdict !== "AC"));
  const kept = new Set([...failed, ...slowestFirst].slice(0, MOST_ROWS));
  return cases.filter((result) => kept.has(result));
}

function anchorsFirst(cases: readonly CaseResult[]): readonly CaseResult[] {
  return cases.toSorted((left, right) => rank(left) - rank(right));
}

function rank({ origin }: CaseResult): number {
  return isAnchor(origin) ? 0 : 1;
}

/**
 * Measured times differ from run to run; a coarse step keeps the text, and with it the cached prefix,
 * the same when the same program is measured again.
 */
function shareOfLimit(cpuMs: number, timeLimitMs: number): string {
  const share = cpuMs / timeLimitMs;
  if (share < 0.1) return "under 10 % of the limit";
  if (share < 0.5) return "10 to 50 % of the limit";
  return share < 1 ? "50 to 100 % of the limit" : "over the limit";
}

function caseText(result: CaseResult): string {
  const id = plainName(result.id);
  return [
    `## ${id}: ${result.verdict}, ${describeEnding(result.ending)}`,
    ...differenceText(result),
    ...part(`${id} input`, beginningOf(result.input)),
    ...part(`${id} expected`, beginningOf(result.expected ?? "")),
    ...(wasStopped(result) ? [] : whatItDid(id, result)),
  ].join("\n\n");
}

function differenceText({ disagreement }: CaseResult): string[] {
  if (disagreement?.of !== "program") return [];
  const what = differsInLimits(disagreement)
    ? "it is not always within its limits"
    : "it gives different answers";
  return [
    `A confirmed major finding: ${what}. Run again on the same input, it ended: ${disagreement.verdicts.join(", ")}.`,
  ];
}

/** How far a program came before it was stopped is chance, and says nothing that the verdict does not. */
function wasStopped({ verdict }: CaseResult): boolean {
  return verdict === "TLE" || verdict === "MLE";
}

function whatItDid(id: string, { output, stderr, note, verdict }: CaseResult): string[] {
  return [
    ...(output === "" && verdict === "WA" ? ["It wrote nothing."] : []),
    ...part(`${id} got`, beginningOf(output)),
    ...part(`${id} stderr`, endOf(stableErrors(stderr))),
    ...part(`${id}, the judge says`, beginningOf(withoutMeasures(note))),
  ];
}

function part(name: string, content: string): string[] {
  return content === "" ? [] : [dataBlock(name, content)];
}
