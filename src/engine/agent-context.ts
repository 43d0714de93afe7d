import type { AgentContext, LedgerEntry } from "../agents/context.js";
import type { RunEvent } from "../core/events.js";
import { certifiedOracle } from "../core/oracle.js";
import type { AgentStep } from "../core/pipeline.js";
import { versionOf } from "../core/run-state.js";
import { type Tried, triedOf } from "../core/tried.js";
import { agentOf, type KnownRun, problemOf } from "./run-context.js";

/** What a step begins with: the run as it is then, whatever happens while the step is at work. */
export interface Base {
  readonly ledger: readonly LedgerEntry[];
  readonly current: number | null;
  readonly tried: Tried;
}

/** The run as it is now. */
export function baseOf({ recorder }: KnownRun): Base {
  const { state, taken } = recorder;
  return { ledger: ledgerOf(taken), current: state.current, tried: triedOf(state) };
}

/** A run from which nothing is taken on but the knowledge of what was tried. */
export function freshBase({ recorder }: KnownRun): Base {
  return { ledger: [], current: null, tried: triedOf(recorder.state) };
}

/** Where an agent is asked: the step's key, and what it begins with. */
export interface Place {
  readonly key: string;
  readonly base: Base;
}

/** What an agent step is composed from. */
export function contextOf(run: KnownRun, step: AgentStep, { key, base }: Place): AgentContext {
  const { plan, recorder } = run;
  const problem = problemOf(run);
  return {
    stepKey: key,
    agent: agentOf(plan, step.agent),
    focus: step.focus ?? null,
    reads: step.reads,
    writes: step.writes,
    keep: step.keep ?? "always",
    prompt: step.prompt ?? null,
    problem:
      problem === null
        ? null
        : { ...problem, limits: plan.limits, samples: problem.samples.map(({ test }) => test) },
    goal: plan.goal,
    code: versionOf(recorder.state, 0)?.solution ?? null,
    attachments: plan.attachments,
    oracle: oracleFiles(run),
    language: plan.language,
    ledger: base.ledger,
    tried: base.tried,
    currentVersion: base.current,
  };
}

/** Only an oracle that may decide is worth an agent's while. */
function oracleFiles({ recorder }: KnownRun): AgentContext["oracle"] {
  const oracle = certifiedOracle(recorder.state.oracle);
  if (oracle === null) return null;
  const { brute, generator, validator, checker } = oracle;
  return [brute, generator, validator, ...(checker === null ? [] : [checker])].map(
    ({ fileName, source, entry }) => ({ path: fileName, text: source, entry }),
  );
}

/** Versions, reports, what broke versions, how they grow, and plans in order of time. Append-only: what stands in it never changes. */
function ledgerOf(events: readonly RunEvent[]): readonly LedgerEntry[] {
  return events.flatMap((event): readonly LedgerEntry[] => {
    if (event.type === "solution.written") {
      return [{ kind: "solution", solution: event.solution, file: event.file }];
    }
    if (event.type === "report.recorded") {
      return [{ kind: "report", version: event.version, report: event.report }];
    }
    if (event.type === "counterexample.found") {
      const { version, result } = event;
      const report = {
        cases: [result],
        compile: null,
        isolation: "none",
        confirmations: 1,
      } as const;
      return [{ kind: "report", version, report }];
    }
    if (event.type === "growth.measured" && event.growth.points.length > 0) {
      return [{ kind: "growth", version: event.version, growth: event.growth }];
    }
    return event.type === "plan.written" ? [{ kind: "fix_plan", plan: event.plan }] : [];
  });
}
