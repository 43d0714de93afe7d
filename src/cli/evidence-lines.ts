import type {
  CandidatesClustered,
  CounterexampleFound,
  GrowthMeasured,
  OracleExamined,
  StressRan,
  VersionsCompared,
} from "../core/events.js";
import { type RunState, versionOf } from "../core/run-state.js";
import { PLAIN as NOTHING, type StoryLine } from "./story-line.js";

/** Evidence takes time and costs nothing. */
const PLAIN = { ...NOTHING, usd: 0 };

/** Events that add evidence to what agents have proposed. */
type EvidenceEvent =
  | OracleExamined
  | StressRan
  | CounterexampleFound
  | GrowthMeasured
  | VersionsCompared
  | CandidatesClustered;

/** Evidence as a line of the story. */
export function evidenceLine(event: EvidenceEvent, state: RunState): StoryLine {
  switch (event.type) {
    case "oracle.examined":
      return oracleLine(event);
    case "stress.ran":
      return stressLine(event, state);
    case "counterexample.found":
      return counterexampleLine(event);
    case "growth.measured":
      return growthLine(event, state);
    case "versions.compared": {
      const { duel, seconds } = event;
      const mark = duel.verdict === "differs" ? "bad" : "ok";
      return { ...PLAIN, mark, who: "judge", what: duel.note, seconds };
    }
    case "candidates.clustered":
      return clusterLine(event);
  }
}

function oracleLine({ agent, examined, seconds }: OracleExamined): StoryLine {
  const { status, samples, inputs, faults } = examined.certification;
  const line = { ...PLAIN, who: agent, seconds, details: faults.slice(0, 3) };
  switch (status) {
    case "certified": {
      const checks = `samples ${samples}, generated inputs ${inputs}`;
      return { ...line, mark: "ok", what: "oracle certified", checks };
    }
    case "inputs-only":
      return { ...line, mark: "note", what: "oracle: only its inputs can be used" };
    case "set-aside":
      return { ...line, mark: "note", what: "oracle set aside; the run goes on without" };
  }
}

function stressLine({ version, report, seconds }: StressRan, state: RunState): StoryLine {
  const file = versionOf(state, version)?.file ?? `v${version}`;
  const { tried, skipped, failure } = report;
  const line = { ...PLAIN, who: "stress", what: file, seconds };
  const left = skipped.count === 0 ? [] : [`${skipped.count} skipped: ${skipped.reason ?? ""}`];
  if (failure === null) {
    const checks = `${tried} generated inputs agree`;
    return { ...line, mark: tried > 0 ? "ok" : "note", checks, details: left };
  }
  const { verdict, note } = failure.result;
  const where = failure.size === null ? "" : ` of size ${failure.size}`;
  const details = [`seed ${failure.seed}${where}: ${verdict}, ${note}`, ...left];
  return { ...line, mark: "bad", checks: `input ${tried} fails`, details };
}

function counterexampleLine({
  test,
  result,
  lengthBefore,
  seconds,
}: CounterexampleFound): StoryLine {
  const length = test.input.length;
  const size = length < lengthBefore ? `${lengthBefore} -> ${length} characters` : "";
  const what = `${test.id}.in`;
  const details = [`${result.verdict}  ${result.note}`];
  return { ...PLAIN, mark: "note", who: "counterexample", what, size, seconds, details };
}

function growthLine({ version, growth, seconds }: GrowthMeasured, state: RunState): StoryLine {
  const file = versionOf(state, version)?.file ?? `v${version}`;
  const mark = growth.verdict === "exceeds" ? "bad" : "ok";
  const checks = growth.fit?.words ?? "";
  return { ...PLAIN, mark, who: "growth", what: file, checks, seconds, details: [growth.note] };
}

function clusterLine({ clustering, seconds }: CandidatesClustered): StoryLine {
  const { clusters, inputs, decidedBy, preferred } = clustering;
  const groups = clusters
    .map(({ versions }) => versions.map((each) => `v${each}`).join("="))
    .join(" / ");
  const what = `${groups} on ${inputs} generated inputs`;
  const goesOn = preferred.map((version) => `v${version}`).join(", ");
  const why = {
    agreement: "all agree",
    oracle: `the oracle agrees with ${goesOn}`,
    majority: `most agree with ${goesOn}`,
    nobody: "nothing decides",
  };
  return {
    ...PLAIN,
    mark: clusters.length > 1 ? "note" : "ok",
    who: "candidates",
    what,
    seconds,
    details: [why[decidedBy]],
  };
}
