import type { Origin } from "../../src/core/case.js";
import type { RunEvent } from "../../src/core/events.js";
import type { Finding, ProofStatus, Severity } from "../../src/core/finding.js";
import type { CaseResult } from "../../src/core/report.js";
import type { Verdict } from "../../src/core/verdict.js";

const at = "2026-01-01T00:00:00.000Z";
let keys = 0;

function stamp(): { key: string; at: string } {
  keys += 1;
  return { key: `step-${keys}`, at };
}

/** A version that an agent wrote. */
export function wrote(version: number, source = `print(${version})`): RunEvent {
  return {
    type: "solution.written",
    ...stamp(),
    file: `solution_v${version}.py`,
    solution: {
      version,
      parent: version > 1 ? version - 1 : null,
      agent: "problem-solver",
      program: {
        language: "python",
        fileName: `solution_v${version}.py`,
        source,
        shape: "stdio",
        entry: null,
      },
      approach: null,
    },
  };
}

/** The result of one case. */
export function result(
  id: string,
  verdict: Verdict,
  { origin = "sample", cpuMs = 10 }: { origin?: Origin; cpuMs?: number } = {},
): CaseResult {
  return {
    id,
    origin,
    verdict,
    cpuMs,
    wallMs: cpuMs,
    memoryKb: 9000,
    ending: { kind: "exited", code: verdict === "RE" ? 1 : 0 },
    note: verdict === "AC" ? "" : "it went wrong",
    input: "1\n",
    expected: "1\n",
    output: "",
    stderr: "",
  };
}

/** A report on a version. */
export function judged(version: number, cases: readonly CaseResult[]): RunEvent {
  return {
    type: "report.recorded",
    ...stamp(),
    version,
    seconds: 1,
    report: { cases, compile: null, isolation: "weak", confirmations: 3 },
  };
}

/** A finding of plan `number`, with a proof that reads standard input. */
export function finding(id: string, severity: Severity, status: ProofStatus): Finding {
  return {
    id,
    severity,
    title: "a title",
    line: 1,
    endLine: null,
    issue: "an issue",
    impact: "an impact",
    fix: "a fix",
    proof: { kind: "data", id: `proof/${id}`, origin: "proof", input: "9\n", expected: "9\n" },
    status,
    evidence: "",
  };
}

/** A review of a version. */
export function reviewed(
  version: number,
  number: number,
  findings: readonly Finding[] = [],
): RunEvent {
  return {
    type: "plan.written",
    ...stamp(),
    agent: "bug-report-reviewer",
    focus: null,
    file: `fix_plan_${number}.md`,
    plan: { number, version, summary: "", findings, recommendations: [], coverageGaps: [] },
    results: findings
      .filter(({ status }) => status === "confirmed")
      .map(({ id }) => result(`proof/${id}`, "RE", { origin: "proof" })),
    seconds: 1,
  };
}

/** The beginning of a round. */
export function round(number: number): RunEvent {
  return { type: "round.started", ...stamp(), round: number, max: 5 };
}
