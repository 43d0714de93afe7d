import type { RunEvent } from "../core/events.js";
import { planFile, versionFile } from "../core/file-names.js";
import { LANGUAGES } from "../core/language.js";
import type { AgentStep } from "../core/pipeline.js";
import type { RunPlan } from "../core/run-plan.js";
import { stateOf } from "../core/run-state.js";
import type { Program, Solution } from "../core/solution.js";
import { isIndependent } from "./write-solutions.js";

// Neither ever reaches a journal or a model.
const AT = "1970-01-01T00:00:00.000Z";
const UNKNOWN = "unknown";

/** What a run on a file of the user's begins with. */
export function givenCode(plan: RunPlan): readonly RunEvent[] {
  const { code } = plan;
  if (code === null) return [];
  return [written(plan, { version: 0, parent: null, agent: null, program: code })];
}

/** The events of a run once a step has come to what it is to come to; without a step, once it has begun. */
export function eventsOf(
  plan: RunPlan,
  step: AgentStep | null,
  before: readonly RunEvent[],
): readonly RunEvent[] {
  if (step === null) return plan.code === null ? before : [...before, judged(0)];
  const { versions, plans, current } = stateOf(before);
  const version = Math.max(0, ...versions.map(({ solution }) => solution.version)) + 1;
  switch (step.writes) {
    case "solution": {
      const program = programOf(plan, versionFile(plan, version));
      const parent = isIndependent(step) ? null : current;
      const solution = { version, parent, agent: step.agent, program };
      return [...before, written(plan, solution), judged(version)];
    }
    case "fix_plan":
      return [...before, reviewed(step, { number: plans.length + 1, version: current ?? 0 })];
    case "oracle":
      return [...before, certified(plan, step)];
  }
}

function written(plan: RunPlan, known: Omit<Solution, "approach">): RunEvent {
  const { version } = known;
  const file = versionFile(plan, version);
  const solution = { ...known, approach: null };
  return { type: "solution.written", key: `v${version}`, at: AT, file, solution };
}

function judged(version: number): RunEvent {
  const report = { cases: [], compile: null, isolation: "none", confirmations: 1 } as const;
  const key = `v${version}/judge`;
  return { type: "report.recorded", key, at: AT, version, report, seconds: 0 };
}

function reviewed(
  { agent, focus }: AgentStep,
  { number, version }: { readonly number: number; readonly version: number },
): RunEvent {
  const said = { summary: UNKNOWN, findings: [], recommendations: [], coverageGaps: [] };
  return {
    type: "plan.written",
    key: `plan-${number}`,
    at: AT,
    agent,
    focus: focus ?? null,
    file: planFile(number),
    plan: { number, version, ...said },
    results: [],
    seconds: 0,
  };
}

function certified(plan: RunPlan, { agent }: AgentStep): RunEvent {
  const part = (stem: string): Program =>
    programOf(plan, `${stem}${LANGUAGES[plan.language].extension}`);
  const oracle = {
    brute: part("brute"),
    generator: part("generate"),
    validator: part("validate"),
    checker: null,
    largestSize: null,
  };
  const found = { samples: 0, inputs: 0, distinct: 0, answeredSize: 0, largestSize: 0 };
  const certification = { status: "certified", faults: [], ...found } as const;
  return {
    type: "oracle.examined",
    key: "oracle",
    at: AT,
    agent,
    examined: { oracle, certification },
    seconds: 0,
  };
}

/** Used as the statement or the user's file says; else as most are. */
function programOf({ language, code, problem }: RunPlan, fileName: string): Program {
  return {
    language,
    fileName,
    source: UNKNOWN,
    shape: code?.shape ?? problem?.shape ?? "stdio",
    entry: code?.entry ?? problem?.entry ?? null,
  };
}
