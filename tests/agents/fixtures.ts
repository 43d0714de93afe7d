import type { AgentContext, LedgerEntry } from "../../src/agents/context.js";
import type { ModelChoice } from "../../src/agents/request.js";
import type { AgentDefinition } from "../../src/core/agent.js";
import type { DataCase } from "../../src/core/case.js";
import type { Finding, FixPlan } from "../../src/core/finding.js";
import type { CaseResult, Report } from "../../src/core/report.js";
import type { Program, Solution } from "../../src/core/solution.js";

export const CHOICE: ModelChoice = {
  model: "test-model",
  maxOutputTokens: 1000,
  onNotice: () => {},
};

export function agent(name: string, body = `You are asked as ${name}.`): AgentDefinition {
  return {
    name,
    description: "An agent of a test.",
    model: null,
    effort: "high",
    tools: [],
    maxTurns: null,
    thinking: null,
    maxOutputTokens: null,
    color: null,
    body,
    notActedOn: [],
    warnings: [],
  };
}

export function sample(id: string, input: string, expected: string | null): DataCase {
  return { kind: "data", id, origin: "sample", input, expected };
}

export function program(source: string, changes: Partial<Program> = {}): Program {
  return {
    language: "python",
    fileName: "solution_v1.py",
    source,
    shape: "call",
    entry: "longest",
    ...changes,
  };
}

export function solution(version: number, changes: Partial<Solution> = {}): Solution {
  return {
    version,
    parent: version === 1 ? null : version - 1,
    agent: version === 1 ? "problem-solver" : "solution-fixer",
    program: program(`def longest(xs):\n    return ${version}\n`),
    approach: null,
    ...changes,
  };
}

export function caseResult(changes: Partial<CaseResult> = {}): CaseResult {
  return {
    id: "sample-1",
    origin: "sample",
    verdict: "AC",
    cpuMs: 20,
    wallMs: 30,
    memoryKb: 9000,
    ending: { kind: "exited", code: 0 },
    note: "",
    input: "[[1, 2]]",
    expected: "2",
    output: "2",
    stderr: "",
    ...changes,
  };
}

export function report(cases: readonly CaseResult[], changes: Partial<Report> = {}): Report {
  return { cases, compile: null, isolation: "namespaces", confirmations: 3, ...changes };
}

export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    id: "1.1",
    severity: "critical",
    title: "Empty input crashes",
    line: 2,
    endLine: null,
    issue: "max() of nothing.",
    impact: "It crashes.",
    fix: "Return 0.",
    proof: { kind: "data", id: "proof/1.1", origin: "proof", input: "[[]]", expected: "0" },
    status: "confirmed",
    evidence: "The proof input was run: RE, ValueError.",
    ...changes,
  };
}

export function plan(changes: Partial<FixPlan> = {}): FixPlan {
  return {
    number: 1,
    version: 1,
    summary: "One crash.",
    findings: [finding()],
    recommendations: ["Name the variables."],
    coverageGaps: [{ what: "one element", input: "[[7]]", expected: null }],
    ...changes,
  };
}

/** Two rounds: a version, its report, a review, the repaired version and its report. */
export const LEDGER: readonly LedgerEntry[] = [
  { kind: "solution", solution: solution(1), file: "solution_v1.py" },
  { kind: "report", version: 1, report: report([caseResult()]) },
  { kind: "fix_plan", plan: plan() },
  { kind: "solution", solution: solution(2), file: "solution_v2.py" },
  { kind: "report", version: 2, report: report([caseResult()]) },
];

export function context(changes: Partial<AgentContext> = {}): AgentContext {
  return {
    stepKey: "1/problem-solver",
    agent: agent("problem-solver"),
    focus: null,
    reads: ["problem"],
    writes: "solution",
    keep: "always",
    prompt: null,
    problem: {
      title: "Longest",
      statement: "Find the longest increasing subsequence.\nlongest([1, 2]) -> 2\n",
      limits: { timeLimitMs: 1000, memoryLimitMb: 256 },
      shape: "call",
      entry: "longest",
      samples: [sample("sample-1", "[[1, 2]]", "2")],
    },
    goal: null,
    code: null,
    attachments: [],
    oracle: null,
    language: "python",
    ledger: [],
    tried: null,
    currentVersion: null,
    ...changes,
  };
}
