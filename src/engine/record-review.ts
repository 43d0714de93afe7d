import type { FixPlanReply } from "../agents/read-plan.js";
import type { PlanWritten } from "../core/events.js";
import { planFile } from "../core/file-names.js";
import type { AgentStep } from "../core/pipeline.js";
import { versionOf } from "../core/run-state.js";
import { judgeNewCasesOnOthers } from "./judge-version.js";
import { proveFindings } from "./prove-findings.js";
import type { RunContext } from "./run-context.js";

interface Review {
  readonly step: AgentStep;
  readonly key: string;
  readonly reply: FixPlanReply;
}

/**
 * Runs the proof of every finding on the reviewed version, records the fix plan with what came out, and
 * holds every other version to what was confirmed: each is compared by the same cases.
 */
export async function recordReview(run: RunContext, { step, key, reply }: Review): Promise<void> {
  const reviewed = versionOf(run.recorder.state, run.recorder.state.current);
  if (reviewed === undefined) throw new Error("a review needs a version");
  await run.recorder.step<PlanWritten>(`${key}/plan`, "plan.written", async (stamp) => {
    const startedAt = run.parts.clock.now();
    const { findings, results } = await proveFindings(
      run,
      reviewed.solution.program,
      reply.findings,
    );
    return {
      type: "plan.written",
      ...stamp(),
      agent: step.agent,
      focus: step.focus ?? null,
      file: planFile(reply.number),
      plan: {
        number: reply.number,
        version: reviewed.solution.version,
        summary: reply.summary,
        findings,
        recommendations: reply.recommendations,
        coverageGaps: reply.coverageGaps,
      },
      results,
      seconds: (run.parts.clock.now() - startedAt) / 1000,
    };
  });
  await judgeNewCasesOnOthers(run, key);
}
