import { expect, test } from "vitest";

import type { RunEvent } from "../../src/core/events.js";
import type { Growth } from "../../src/core/growth.js";
import { NO_LIMITS } from "../../src/core/limits.js";
import { decideOutcome } from "../../src/core/outcome.js";
import { pipelineSchema } from "../../src/core/pipeline.js";
import type { CaseResult } from "../../src/core/report.js";
import { stateOf } from "../../src/core/run-state.js";
import { judged, result, reviewed, wrote } from "./run-maker.js";

const pipeline = pipelineSchema.parse({
  version: 1,
  name: "test",
  steps: [{ agent: "problem-solver", reads: ["problem"], writes: "solution" }],
});
const at = "2026-01-01T00:00:00.000Z";

const stressed = (tried: number): RunEvent => ({
  type: "stress.ran",
  key: `stress-${tried}`,
  at,
  version: 1,
  firstSeed: 1,
  sizes: { smallest: 1, largest: 9 },
  report: {
    tried,
    skipped: { count: 0, reason: null },
    failure: null,
    compile: null,
    isolation: "weak",
    seconds: 1,
  },
  seconds: 1,
});
const growth: Growth = {
  points: [],
  fit: null,
  largest: { size: 200_000, from: "measured", cpuMs: 310, memoryKb: 9000 },
  failure: null,
  verdict: "within",
  timeLimitMs: 1500,
  memoryLimitMb: 256,
  note: "",
};
const grown = (change: Partial<Growth> = {}): RunEvent => ({
  type: "growth.measured",
  key: "growth",
  at,
  version: 1,
  growth: { ...growth, ...change },
  seconds: 1,
});

const good = result("s/1", "AC");
const broken = result("stress/1", "WA", { origin: "stress" });
const late = result("s/2", "TLE");

test.each<[reason: string, cases: readonly CaseResult[], events: readonly RunEvent[]]>([
  ["1/1 checks passed, 3 times over, no major finding is left", [good], []],
  [
    "1/1 checks passed, 3 times over, 412 stress cases agree with the oracle, n=2·10^5 in 0.31 s of 1.5 s, no major finding is left",
    [good],
    [stressed(400), stressed(12), grown()],
  ],
  [
    "1/1 checks passed, 3 times over, no major finding is left",
    [good],
    [grown({ largest: { size: 9, from: "predicted", cpuMs: 1, memoryKb: 1 } })],
  ],
  ["1/2 checks passed, it fails on 1 generated input", [good, broken], [stressed(5)]],
  ["1/2 checks passed", [good, late], [stressed(5)]],
])("the reason says what was shown: %s", (reason, cases, events) => {
  const state = stateOf([wrote(1), judged(1, cases), ...events, reviewed(1, 1)]);

  expect(decideOutcome(state, { pipeline, limits: NO_LIMITS, failure: null }).reason).toBe(reason);
});
