import type { FixPlanReply, RawFinding } from "../agents/read-plan.js";
import type { PlanWritten } from "../core/events.js";
import { planFile } from "../core/file-names.js";
import type { Finding } from "../core/finding.js";
import type { AgentStep } from "../core/pipeline.js";
import { decideProof, isIndependent, proofToRun } from "../core/prove.js";
import { type CaseResult, isResultOf } from "../core/report.js";
import { versionOf } from "../core/run-state.js";
import { dataCases, judgeProofsOnOthers, runCases } from "./judge-version.js";
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
    const { findings, results } = await prove(run, reply.findings);
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
  await judgeProofsOnOthers(run, key);
}

interface Proved {
  readonly findings: readonly Finding[];
  /** Results that later versions are held to: those of confirmed findings. */
  readonly results: readonly CaseResult[];
}

async function prove(run: RunContext, raw: readonly RawFinding[]): Promise<Proved> {
  const { state } = run.recorder;
  const program = versionOf(state, state.current)?.solution.program;
  const known = dataCases(run);
  const proofs = raw.flatMap(({ proof }) => (proof === null ? [] : [proofToRun(proof, known)]));
  if (program === undefined || proofs.length === 0) {
    return { findings: raw.map(withoutProof), results: [] };
  }
  run.parts.onNotice("judge", { kind: "judging", file: "the proofs of the findings" });
  const report = await runCases(run, program, { cases: proofs, confirmations: 1 });
  const findings = raw.map((finding): Finding => {
    const { proof } = finding;
    if (proof === null) return withoutProof(finding);
    const results = report.cases.filter((result) => isResultOf(result, proof.id));
    const verdict = decideProof(proofToRun(proof, known), results, isIndependent(proof, known));
    return { ...finding, ...verdict };
  });
  const confirmed = findings.flatMap(({ status, proof }) =>
    status === "confirmed" && proof !== null ? [proof.id] : [],
  );
  const results = report.cases.filter((result) => confirmed.some((id) => isResultOf(result, id)));
  return { findings, results };
}

function withoutProof(finding: RawFinding): Finding {
  return { ...finding, status: "unproven", evidence: "The reviewer gave nothing to run." };
}
