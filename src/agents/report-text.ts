import { isAnchor, type Origin } from "../core/case.js";
import { type CaseResult, type Report, tally } from "../core/report.js";
import { describeEnding } from "../core/verdict.js";
import { dataBlock, plainName } from "./marker.js";

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
  const title = `# Test report of v${version}`;
  if (report.compile?.ok === false) {
    const log = dataBlock("compiler messages", firstPart(report.compile.log));
    return [title, "It does not compile, so nothing was run.", log].join("\n\n");
  }
  if (report.cases.length === 0) {
    return `${title}\n\nThere was nothing to run, so nothing is known about it.`;
  }
  const failed = report.cases.filter(({ verdict }) => verdict !== "AC");
  const detailed = anchorsFirst(failed).slice(0, MOST_DETAILS);
  return [
    title,
    summaryLine(report.cases),
    table(report.cases, timeLimitMs),
    ...detailed.map(caseText),
    ...(failed.length > detailed.length
      ? [`${failed.length - detailed.length} more cases failed; their details are left out.`]
      : []),
  ].join("\n\n");
}

function summaryLine(cases: readonly CaseResult[]): string {
  const counts = ORIGINS.flatMap((origin) => {
    const { passed, total } = tally(cases, (result) => result.origin === origin);
    return total === 0 ? [] : [`${origin} ${passed} of ${total}`];
  });
  return `Passed: ${counts.join(", ")}.`;
}

function table(cases: readonly CaseResult[], timeLimitMs: number): string {
  const shown = cases.length <= MOST_ROWS ? cases : mostTelling(cases);
  const rows = shown.map(({ id, origin, verdict, cpuMs }) => {
    const cells = [plainName(id), origin, verdict, shareOfLimit(cpuMs, timeLimitMs)];
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
  const { input, expected, output, stderr, note } = result;
  return [
    `## ${id}: ${result.verdict}, ${describeEnding(result.ending)}`,
    ...part(`${id} remark`, firstPart(note)),
    ...part(`${id} input`, firstPart(input)),
    ...part(`${id} expected`, firstPart(expected ?? "")),
    ...(output === "" && result.verdict === "WA"
      ? ["It wrote nothing."]
      : part(`${id} got`, firstPart(output))),
    ...part(`${id} stderr`, lastPart(withoutPlaces(stderr))),
  ].join("\n\n");
}

function part(name: string, content: string): string[] {
  return content === "" ? [] : [dataBlock(name, content)];
}

const MOST_CHARACTERS = 1200;

function firstPart(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS)}\n[the rest is left out]`;
}

/** The last lines of an error output name the error. */
function lastPart(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `[the beginning is left out]\n${text.slice(-MOST_CHARACTERS)}`;
}

/** Folders and addresses differ from machine to machine and from run to run; file names stay. */
function withoutPlaces(stderr: string): string {
  return stderr
    .replaceAll(/(?:file:\/\/)?(?<![\w.])(?:\/[\w.@+-]+)+\/(?=[\w.@+-])/g, "")
    .replaceAll(/\b0x[0-9a-fA-F]{6,}\b/g, "0x…");
}
