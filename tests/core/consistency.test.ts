import { describe, expect, test } from "vitest";

import { holds } from "../../src/core/conditions.js";
import type { RunEvent } from "../../src/core/events.js";
import { NO_LIMITS } from "../../src/core/limits.js";
import { decideOutcome } from "../../src/core/outcome.js";
import { pipelineSchema } from "../../src/core/pipeline.js";
import type { CaseResult, Disagreement } from "../../src/core/report.js";
import { stateOf, versionOf } from "../../src/core/run-state.js";
import { measuredFindings, scorecardOf } from "../../src/core/scorecard.js";
import { judged, result, reviewed, wrote } from "./run-maker.js";

const pipeline = pipelineSchema.parse({
  version: 1,
  name: "test",
  steps: [{ agent: "problem-solver", reads: ["problem"], writes: "solution" }],
});
const rules = { pipeline, limits: NO_LIMITS, failure: null };

const unlike = (kind: Disagreement["of"], once: CaseResult): CaseResult => ({
  ...once,
  disagreement: { of: kind, verdicts: ["AC", "WA"] },
});
const flaky = (id: string, origin: "given" | "own" = "given") =>
  unlike("test", result(id, "WA", { origin }));

/** The outcome and the scorecard of a first version on which these cases came out so. */
function of(...cases: readonly CaseResult[]) {
  const events: readonly RunEvent[] = [wrote(1), judged(1, cases), reviewed(1, 1)];
  const state = stateOf(events);
  const version = versionOf(state, 1);
  if (version === undefined) throw new Error("v1 was written");
  return {
    state,
    version,
    outcome: decideOutcome(state, rules),
    card: scorecardOf(state, version),
  };
}

describe("an input with different answers", () => {
  test("is a failed case and a confirmed major finding that nobody had to raise", () => {
    const { state, version, card, outcome } = of(
      result("s/1", "AC"),
      unlike("program", result("s/2", "WA")),
    );

    expect(card.checks.sample).toEqual({ passed: 1, total: 2 });
    expect(card.confirmed).toEqual({ critical: 0, major: 1 });
    expect(measuredFindings(version)).toMatchObject([
      { severity: "major", status: "confirmed", proof: { id: "s/2", input: "1\n" } },
    ]);
    expect(measuredFindings(version)[0]?.evidence).toContain("AC, WA");
    expect(holds("no_major_findings", state, NO_LIMITS)).toBe(false);
    expect(holds("has_findings", state, NO_LIMITS)).toBe(true);
    expect(outcome).toMatchObject({
      status: "failed",
      reason: "1/2 checks passed, it gives different answers to s/2",
    });
  });

  test("that differs in its limits alone is told so", () => {
    const { version, outcome } = of({
      ...result("s/1", "TLE"),
      disagreement: { of: "program", verdicts: ["AC", "TLE"] },
    });

    expect(measuredFindings(version)[0]?.title).toBe("It is not always within its limits on s/1");
    expect(outcome.reason).toBe("0/1 checks passed");
  });

  test("is forgotten once a version passes it each time", () => {
    const events = [wrote(1), judged(1, [unlike("program", result("s/1", "WA"))])];
    const state = stateOf([...events, wrote(2), judged(2, [result("s/1", "AC")]), reviewed(2, 1)]);

    expect(holds("no_major_findings", state, NO_LIMITS)).toBe(true);
    expect(decideOutcome(state, rules).status).toBe("passed");
  });
});

describe("a test that may be flaky itself", () => {
  test("neither passes nor fails, and is named", () => {
    const { card, outcome } = of(result("s/1", "AC"), flaky("tests"));

    expect(card.flaky).toEqual(["tests"]);
    expect(card.checks.given).toBeUndefined();
    expect(card.confirmed).toEqual({ critical: 0, major: 0 });
    expect(outcome).toMatchObject({
      status: "passed",
      reason:
        "1/1 checks passed, 3 times over, no major finding is left; tests is flaky and decides nothing",
    });
  });

  test("proves nothing where there is no other", () => {
    const { outcome, state } = of(flaky("tests"));

    expect(holds("checks_pass", state, NO_LIMITS)).toBe(false);
    expect(outcome).toMatchObject({
      status: "unverified",
      reason: "tests is flaky and decides nothing, so nothing independent has checked it",
    });
  });

  test("does not stand in the way where it came with the solution", () => {
    const { card, outcome } = of(result("own/a", "AC", { origin: "own" }), flaky("own/b", "own"));

    expect(card.checks.own).toEqual({ passed: 1, total: 1 });
    expect(outcome.status).toBe("unverified");
  });
});
