import { describe, expect, test } from "vitest";

import { holds, untilHolds } from "../../src/core/conditions.js";
import type { RunEvent } from "../../src/core/events.js";
import { brokenWords } from "../../src/core/evidence-words.js";
import { NO_LIMITS } from "../../src/core/limits.js";
import { decideOutcome } from "../../src/core/outcome.js";
import { pipelineSchema } from "../../src/core/pipeline.js";
import { noProgress, roundsAllowed } from "../../src/core/progress.js";
import { stateOf, versionOf } from "../../src/core/run-state.js";
import { scorecardOf } from "../../src/core/scorecard.js";
import { triedOf } from "../../src/core/tried.js";
import { finding, judged, result, reviewed, round, wrote } from "./run-maker.js";

const pipeline = pipelineSchema.parse({
  version: 1,
  name: "test",
  steps: [
    { agent: "problem-solver", reads: ["problem"], writes: "solution" },
    {
      repeat: {
        until: ["checks_pass", "no_major_findings", "within_limits"],
        steps: [{ agent: "bug-report-reviewer", reads: ["solution"], writes: "fix_plan" }],
      },
    },
  ],
});
const rules = { pipeline, limits: NO_LIMITS, failure: null };

const passing = (version: number) => judged(version, [result("s/1", "AC"), result("s/2", "AC")]);
const halfPassing = (version: number) =>
  judged(version, [result("s/1", "AC"), result("s/2", "WA")]);

describe("the outcome of a run", () => {
  const table: readonly [
    name: string,
    events: readonly RunEvent[],
    status: string,
    final: number | null,
  ][] = [
    ["nothing was written", [], "failed", null],
    [
      "all anchors pass and a review found nothing",
      [wrote(1), passing(1), reviewed(1, 1)],
      "passed",
      1,
    ],
    ["all anchors pass but nobody reviewed it", [wrote(1), passing(1)], "failed", 1],
    ["a sample fails", [wrote(1), halfPassing(1), reviewed(1, 1)], "failed", 1],
    [
      "a fix breaks a sample: the earlier version is final",
      [
        wrote(1),
        passing(1),
        reviewed(1, 1, [finding("1.1", "major", "confirmed")]),
        wrote(2),
        halfPassing(2),
      ],
      "failed",
      1,
    ],
    [
      "a confirmed finding is fixed: the later version is final",
      [
        wrote(1),
        passing(1),
        reviewed(1, 1, [finding("1.1", "major", "confirmed")]),
        wrote(2),
        judged(2, [
          result("s/1", "AC"),
          result("s/2", "AC"),
          result("proof/1.1", "AC", { origin: "proof" }),
        ]),
        reviewed(2, 2),
      ],
      "passed",
      2,
    ],
    [
      "only its own tests ran",
      [wrote(1), judged(1, [result("own/a", "AC", { origin: "own" })]), reviewed(1, 1)],
      "unverified",
      1,
    ],
    [
      "its own tests fail and nothing else ran",
      [wrote(1), judged(1, [result("own/a", "WA", { origin: "own" })]), reviewed(1, 1)],
      "failed",
      1,
    ],
    ["nothing could be run", [wrote(1), judged(1, []), reviewed(1, 1)], "unverified", 1],
    [
      "a claim that nobody can decide does not fail what passed",
      [wrote(1), passing(1), reviewed(1, 1, [finding("1.1", "critical", "claimed")])],
      "passed",
      1,
    ],
    [
      "the version that reached the goals is final, though an unreviewed one is faster",
      [
        wrote(1),
        passing(1),
        wrote(2),
        judged(2, [result("s/1", "AC", { cpuMs: 900 }), result("s/2", "AC", { cpuMs: 900 })]),
        reviewed(2, 1),
      ],
      "passed",
      2,
    ],
    [
      "a proof that the judge could not run closes nothing",
      [
        wrote(1),
        passing(1),
        reviewed(1, 1, [finding("1.1", "critical", "confirmed")]),
        wrote(2),
        judged(2, [
          result("s/1", "AC"),
          result("s/2", "AC"),
          result("proof/1.1", "JE", { origin: "proof" }),
        ]),
        reviewed(2, 2),
      ],
      "failed",
      2,
    ],
    [
      "an own test over the time limit decides nothing where there are samples",
      [
        wrote(1),
        judged(1, [result("s/1", "AC"), result("own/a", "TLE", { origin: "own" })]),
        reviewed(1, 1),
      ],
      "passed",
      1,
    ],
    [
      "the judge failed on a sample",
      [wrote(1), judged(1, [result("s/1", "JE")]), reviewed(1, 1)],
      "failed",
      1,
    ],
    [
      "refuted and unproven findings hold nothing up",
      [
        wrote(1),
        passing(1),
        reviewed(1, 1, [
          finding("1.1", "critical", "refuted"),
          finding("1.2", "major", "unproven"),
        ]),
      ],
      "passed",
      1,
    ],
  ];

  test.each(table)("%s", (_name, events, status, final) => {
    const outcome = decideOutcome(stateOf(events), rules);

    expect([outcome.status, outcome.finalVersion]).toEqual([status, final]);
    expect(outcome.reason).not.toBe("");
  });

  test("a step that failed makes the run fail, whatever passed", () => {
    const failure = { kind: "unreadable_reply" as const, message: "the reply could not be read" };
    const state = stateOf([wrote(1), passing(1), reviewed(1, 1)]);

    expect(decideOutcome(state, { ...rules, failure })).toMatchObject({
      status: "failed",
      reason: "the reply could not be read",
      finalVersion: 1,
    });
  });
});

describe("conditions", () => {
  test("no_major_findings is false until the current version itself was reviewed", () => {
    const state = stateOf([wrote(1), passing(1), reviewed(1, 1), wrote(2), passing(2)]);

    expect(holds("no_major_findings", state, NO_LIMITS)).toBe(false);
  });

  test("a claimed finding holds the loop for one round, once", () => {
    const claimed = (number: number) => [finding(`${number}.1`, "critical", "claimed")];
    const first = [wrote(1), passing(1), reviewed(1, 1, claimed(1))];
    const second = [...first, wrote(2), passing(2), reviewed(2, 2, claimed(2))];

    expect(holds("no_major_findings", stateOf(first), NO_LIMITS)).toBe(false);
    expect(holds("no_major_findings", stateOf(second), NO_LIMITS)).toBe(true);
  });

  test("a confirmed finding of an earlier plan counts until a version passes its proof", () => {
    const before = [
      wrote(1),
      passing(1),
      reviewed(1, 1, [finding("1.1", "critical", "confirmed")]),
    ];
    const stillThere = [
      ...before,
      wrote(2),
      judged(2, [result("s/1", "AC"), result("proof/1.1", "RE", { origin: "proof" })]),
      reviewed(2, 2),
    ];

    expect(holds("no_major_findings", stateOf(stillThere), NO_LIMITS)).toBe(false);
  });

  test("a confirmed finding stays open where the judge could not run its proof", () => {
    const unjudged = result("proof/1.1", "JE", { origin: "proof" });
    const state = stateOf([
      wrote(1),
      passing(1),
      reviewed(1, 1, [finding("1.1", "critical", "confirmed")]),
      wrote(2),
      judged(2, [result("s/1", "AC"), unjudged]),
      reviewed(2, 2),
    ]);

    expect(holds("no_major_findings", state, NO_LIMITS)).toBe(false);
    expect(triedOf(state).inputs).toMatchObject([{ id: "proof/1.1", broke: [1] }]);
  });

  test("a generated input that the judge could not run is none that a version fails on", () => {
    const of = (verdict: "JE" | "WA") =>
      versionOf(
        stateOf([wrote(1), judged(1, [result("stress/1", verdict, { origin: "stress" })])]),
        1,
      );
    const words = (verdict: "JE" | "WA") => {
      const version = of(verdict);
      return version && brokenWords(version);
    };

    expect(words("WA")).toBe("it fails on 1 generated input");
    expect(words("JE")).toBeNull();
  });

  test("checks_pass is false when no case ran, and left out of until then", () => {
    const state = stateOf([wrote(1), judged(1, []), reviewed(1, 1)]);
    const subject = { version: versionOf(state, 1), limits: NO_LIMITS, claims: "wait" } as const;

    expect(holds("checks_pass", state, NO_LIMITS)).toBe(false);
    expect(untilHolds(["checks_pass", "no_major_findings"], state, subject)).toBe(true);
  });

  const deciding: readonly [name: string, events: readonly RunEvent[], fails: boolean][] = [
    ["nothing was run", [judged(1, [])], false],
    ["everything passed", [judged(1, [result("s/1", "AC"), result("s/2", "AC")])], false],
    ["one of two passed", [judged(1, [result("s/1", "AC"), result("s/2", "RE")])], true],
    ["the judge could not run one", [judged(1, [result("s/1", "AC"), result("s/2", "JE")])], false],
    [
      "its own test fails, and a sample decides",
      [judged(1, [result("s/1", "AC"), result("own/a", "WA", { origin: "own" })])],
      false,
    ],
    [
      "its own test fails, and nothing else decides",
      [judged(1, [result("own/a", "WA", { origin: "own" })])],
      true,
    ],
    [
      "a generated input that it failed on",
      [judged(1, [result("s/1", "AC"), result("stress/1", "WA", { origin: "stress" })])],
      true,
    ],
  ];

  test.each(deciding)("checks_fail where %s: %j", (_name, events, fails) => {
    const state = stateOf([wrote(1), ...events]);

    expect(holds("checks_fail", state, NO_LIMITS)).toBe(fails);
    expect(fails && holds("checks_pass", state, NO_LIMITS)).toBe(false);
  });

  test("checks_fail where it does not compile, and not before there is a version", () => {
    const refused = judged(1, []);
    if (refused.type !== "report.recorded") throw new Error("a report is wanted");
    const report = { ...refused.report, compile: { ok: false, log: "no" } };

    expect(holds("checks_fail", stateOf([wrote(1), { ...refused, report }]), NO_LIMITS)).toBe(true);
    expect(holds("checks_fail", stateOf([]), NO_LIMITS)).toBe(false);
  });

  test("slow means more than half of the time limit", () => {
    const at = (cpuMs: number) => stateOf([wrote(1), judged(1, [result("s/1", "AC", { cpuMs })])]);
    const limits = { timeLimitMs: 1000, memoryLimitMb: null };

    expect([holds("slow", at(500), limits), holds("slow", at(501), limits)]).toEqual([false, true]);
  });

  test("a case over a limit is not within limits", () => {
    const state = stateOf([wrote(1), judged(1, [result("s/1", "TLE")])]);

    expect(holds("within_limits", state, NO_LIMITS)).toBe(false);
  });
});

test("one bug that two reviews prove with the same input is one finding", () => {
  // The maker gives every finding the same proof input.
  const state = stateOf([
    wrote(1),
    passing(1),
    reviewed(1, 1, [finding("1.1", "major", "confirmed")]),
    reviewed(1, 2, [finding("2.1", "major", "confirmed")]),
  ]);
  const [version] = state.versions;

  expect(version && scorecardOf(state, version).confirmed).toEqual({ critical: 0, major: 1 });
});

describe("progress", () => {
  const turn = (number: number, verdict: "AC" | "WA"): readonly RunEvent[] => [
    round(number),
    reviewed(number, number),
    wrote(number + 1),
    judged(number + 1, [result("s/1", "AC"), result("s/2", verdict)]),
  ];

  test("one round without progress is borne, two in a row are not", () => {
    const one = [wrote(1), halfPassing(1), ...turn(1, "WA"), ...turn(2, "WA")];
    const two = [...one, ...turn(3, "WA")];

    expect(noProgress(stateOf(one))).toBe(false);
    expect(noProgress(stateOf(two))).toBe(true);
  });

  test("a round that passes more is progress", () => {
    const events = [wrote(1), halfPassing(1), ...turn(1, "WA"), ...turn(2, "WA"), ...turn(3, "AC")];

    expect(noProgress(stateOf(events))).toBe(false);
  });

  test.each([
    [undefined, 0, 5],
    [3, 0, 3],
    [5, 4, 1],
    [2, 5, 0],
  ])("a loop with max %s after %i rounds may turn %i times", (max, done, allowed) => {
    const rounds = Array.from({ length: done }, (_, index) => round(index + 1));

    expect(roundsAllowed(stateOf(rounds), max)).toBe(allowed);
  });
});

test("a later result of the same case replaces the earlier one", () => {
  const state = stateOf([wrote(1), halfPassing(1), judged(1, [result("s/2", "AC")])]);
  const [version] = state.versions;

  expect(version && scorecardOf(state, version).checks).toEqual({
    sample: { passed: 2, total: 2 },
  });
});
