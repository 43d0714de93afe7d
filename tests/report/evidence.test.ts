import { describe, expect, test } from "vitest";

import type { RunEvent } from "../../src/core/events.js";
import type { Growth } from "../../src/core/growth.js";
import type { Certification } from "../../src/core/oracle.js";
import { stateOf, versionOf } from "../../src/core/run-state.js";
import type { Program } from "../../src/core/solution.js";
import { evidenceOf } from "../../src/report/evidence.js";
import { evidenceWords } from "../../src/report/evidence-words.js";
import { metricsOf } from "../../src/report/metrics.js";
import { finding, judged, result, reviewed, wrote } from "../core/run-maker.js";
import { planWith, usualPipeline } from "../engine/engine-maker.js";

const at = "2026-01-01T00:00:00.000Z";
const plan = planWith(usualPipeline());

function program(fileName: string): Program {
  return { language: "python", fileName, source: "", shape: "stdio", entry: null };
}

const CERTIFIED: Certification = {
  status: "certified",
  faults: [],
  samples: 2,
  inputs: 40,
  distinct: 37,
  answeredSize: 20,
  largestSize: 200_000,
};

function examined(change: Partial<Certification> = {}): RunEvent {
  return {
    type: "oracle.examined",
    key: "oracle",
    at,
    agent: "bug-report-reviewer",
    seconds: 1,
    examined: {
      oracle: {
        brute: program("brute.py"),
        generator: program("generate.py"),
        validator: program("validate.py"),
        checker: null,
        largestSize: 200_000,
      },
      certification: { ...CERTIFIED, ...change },
    },
  };
}

function stressed(tried: number, skipped = 0): RunEvent {
  return {
    type: "stress.ran",
    key: "stress",
    at,
    version: 1,
    firstSeed: 1,
    sizes: { smallest: 1, largest: 20 },
    seconds: 2,
    report: {
      tried,
      skipped: { count: skipped, reason: skipped === 0 ? null : "Seed 3: too slow." },
      failure: null,
      compile: null,
      isolation: "namespaces",
      seconds: 2,
    },
  };
}

const LINEAR: Growth = {
  points: [{ size: 200_000, inputLength: 1_400_000, cpuMs: 310, memoryKb: 40_960 }],
  fit: {
    exponent: 1.02,
    low: 0.98,
    high: 1.06,
    fits: ["n log n", "n"],
    words: "~ n^1.02, n log n fits",
  },
  largest: { size: 200_000, from: "measured", cpuMs: 310, memoryKb: 40_960 },
  failure: null,
  verdict: "within",
  timeLimitMs: 1500,
  memoryLimitMb: 256,
  note: "",
};

function grew(change: Partial<Growth> = {}): RunEvent {
  const growth = { ...LINEAR, ...change };
  return { type: "growth.measured", key: "growth", at, version: 1, growth, seconds: 3 };
}

const passes = judged(1, [result("1", "AC"), result("2", "AC")]);

function wordsAfter(...events: readonly RunEvent[]) {
  const state = stateOf([wrote(1), ...events]);
  const version = versionOf(state, 1);
  if (version === undefined) throw new Error("there is no version");
  return evidenceWords(state, version);
}

describe("the words of the end", () => {
  test("say what was proved, with figures, and what was not", () => {
    const review = reviewed(1, 1, [finding("1.1", "major", "unproven")]);
    expect(wordsAfter(passes, examined(), stressed(412), grew(), review)).toEqual({
      proved: [
        "2/2 samples",
        "412 stress cases agree with the oracle",
        "n=2·10^5 in 0.31 s of 1.5 s",
        "~ n^1.02, n log n fits",
      ],
      fails: [],
      notProved: ["1 finding unproven"],
    });
  });

  test("without an oracle nothing but the tests counts as shown", () => {
    expect(wordsAfter(passes, reviewed(1, 1))).toEqual({
      proved: ["2/2 samples"],
      fails: [],
      notProved: ["nothing but its tests was tried: there is no oracle"],
    });
  });

  test("an oracle that was set aside proves nothing, and says why", () => {
    const fault = "On sample 1 it answers 5, and the statement says 6.";
    const setAside = examined({ status: "set-aside", faults: [fault] });
    expect(wordsAfter(passes, setAside).notProved).toEqual([
      "the oracle was not certified: On sample 1 it answers 5, and the statement says 6",
      "it was not reviewed",
    ]);
  });

  test("a largest input that was only predicted is not proved", () => {
    const predicted = grew({
      largest: { size: 1_000_000, from: "predicted", cpuMs: 900, memoryKb: 1 },
    });
    const { proved, notProved } = wordsAfter(passes, examined(), stressed(9, 4), predicted);

    expect(proved).not.toContainEqual(expect.stringContaining("10^6"));
    expect(notProved).toContain("n=10^6 is within the limits by its growth, not by a run");
    expect(notProved).toContain("4 generated inputs came to nothing");
  });

  test("what a version fails is no proof, and stands apart", () => {
    const broken = judged(1, [
      result("1", "AC"),
      result("2", "WA"),
      result("tests", "WA", { origin: "given" }),
      result("stress/1", "WA", { origin: "stress" }),
    ]);
    const failure = { seed: 1, size: 1000, inputLength: 9, verdict: "TLE", note: "" } as const;
    const tooSlow = grew({ failure, verdict: "exceeds", largest: null });
    const { proved, fails } = wordsAfter(broken, examined(), stressed(9), tooSlow);

    expect(proved).toEqual(["1/2 samples"]);
    expect(fails).toEqual([
      "1 of 2 samples",
      "1 of 1 given test",
      "1 generated input",
      "TLE at n=1000 on a legal input",
    ]);
  });

  test("a largest size that took longer than the limit is beyond it, not proved", () => {
    const { proved, fails } = wordsAfter(passes, examined(), grew({ verdict: "exceeds" }));

    expect(proved).toEqual(["2/2 samples", "~ n^1.02, n log n fits"]);
    expect(fails).toEqual(["n=2·10^5 in 0.31 s of 1.5 s"]);
  });

  test("a flaky test is named as one", () => {
    const flaky = {
      ...result("tests", "WA", { origin: "given" }),
      disagreement: { verdicts: ["AC", "WA"], of: "test" } as const,
    };
    const { proved, notProved } = wordsAfter(judged(1, [flaky, result("1", "AC")]));

    expect(notProved).toContain("tests is flaky and decides nothing");
    expect(proved).toEqual(["1/1 sample"]);
  });
});

describe("result.json and metrics.json", () => {
  const state = stateOf([wrote(1), passes, examined(), stressed(412), grew()]);

  test("carry the oracle, the stress, the growth and the margin", () => {
    expect(evidenceOf(plan, state, versionOf(state, 1))).toMatchObject({
      oracle: { status: "certified", answered_size: 20, largest_size: 200_000 },
      stress: {
        cases: 412,
        first_seed: 1,
        sizes: { smallest: 1, largest: 20 },
        agrees: true,
        counterexamples: 0,
      },
      growth: {
        verdict: "within",
        exponent: 1.02,
        points: [{ size: 200_000, cpu_ms: 310, memory_kb: 40_960 }],
        largest: { size: 200_000, from: "measured", cpu_ms: 310, memory_kb: 40_960 },
      },
      limits_margin: {
        time: { used_ms: 310 },
        memory: { used_mb: 40 },
        at: "n=200000",
        from: "measured",
      },
      consistency: { confirmations: 3, disagreements: [], flaky_tests: [] },
    });
    expect(metricsOf(plan, state)).toMatchObject({
      oracle: CERTIFIED,
      counterexamples: 0,
      findings: { confirmed: 0, refuted: 0, claimed: 0, unproven: 0 },
      versions: [{ version: 1, growth: LINEAR, stress: [{ tried: 412, firstSeed: 1 }] }],
    });
  });

  test("a version on which stress found something does not agree", () => {
    const broken = judged(1, [result("stress/1", "WA", { origin: "stress" })]);
    const after = stateOf([wrote(1), passes, examined(), stressed(412), broken]);
    expect(evidenceOf(plan, after, versionOf(after, 1)).stress).toMatchObject({ agrees: false });
  });

  test("without a version there is no evidence", () => {
    expect(evidenceOf(plan, stateOf([]), undefined)).toEqual({
      oracle: null,
      stress: null,
      growth: null,
      limits_margin: null,
      consistency: { confirmations: 0, disagreements: [], flaky_tests: [] },
    });
  });
});
