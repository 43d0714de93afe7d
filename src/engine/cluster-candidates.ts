import { clusteringOf, levelCandidates } from "../core/cluster-candidates.js";
import type { Clustering } from "../core/clusters.js";
import { PipelineError } from "../core/errors.js";
import type { CandidatesClustered } from "../core/events.js";
import { type ExaminedOracle, inputsOf } from "../core/oracle.js";
import { type Candidate, CLUSTER_INPUTS, clusterOf } from "../evidence/cluster.js";
import type { RunContext } from "./run-context.js";

/**
 * Groups those of a step's candidates that no check tells apart by what they answer on generated inputs, once in the
 * life of the run. Null where there is nothing to tell apart, or nothing that makes inputs.
 */
export async function clusterCandidates(
  run: RunContext,
  { key, written }: { readonly key: string; readonly written: readonly number[] },
): Promise<Clustering | null> {
  const { recorder, parts } = run;
  const examined = inputsOf(recorder.state.oracle);
  const candidates = levelCandidates(recorder.state, written);
  if (examined === null || candidates.length < 2) return null;
  const event = await recorder.step<CandidatesClustered>(
    `${key}/clusters`,
    "candidates.clustered",
    async (stamp) => {
      const startedAt = parts.clock.now();
      parts.onNotice("judge", { kind: "judging", file: `${candidates.length} candidates` });
      const clustering = await clusteringFor(run, { examined, candidates });
      const seconds = (parts.clock.now() - startedAt) / 1000;
      return { type: "candidates.clustered", ...stamp(), clustering, seconds };
    },
  );
  return event.clustering;
}

interface Work {
  readonly examined: ExaminedOracle;
  readonly candidates: readonly Candidate[];
}

async function clusteringFor({ plan, parts, signal }: RunContext, work: Work): Promise<Clustering> {
  const { limits, comparison } = plan;
  const request = { ...work, limits, comparison, count: CLUSTER_INPUTS };
  try {
    return await parts.judge.withBench(async (bench) => clusterOf(request, bench), signal);
  } catch (error) {
    // The checks have chosen already; what the judge cannot do here is no reason to end a run.
    if (!(error instanceof PipelineError) || error.kind !== "judge") throw error;
    return clusteringOf(
      work.candidates.map(({ version }) => version),
      [],
    );
  }
}
