import { describe, expect, test } from "vitest";

import type { RunEvent } from "../../src/core/events.js";
import type { JudgeRequest } from "../../src/core/ports.js";
import type { CaseResult, Report } from "../../src/core/report.js";
import { stateOf } from "../../src/core/run-state.js";
import { judgeVersion } from "../../src/engine/judge-version.js";
import { Recorder } from "../../src/engine/recorder.js";
import { MemoryJournal } from "../../src/store/memory-journal.js";
import { finding, judged, result, reviewed, wrote } from "../core/run-maker.js";
import { modelOracle, named } from "../evidence/model-bench.js";
import { MemoryFiles, MODEL_FACTS, planWith, TableJudge, usualPipeline } from "./engine-maker.js";

const at = "2026-01-01T00:00:00.000Z";
type Verdict = CaseResult["verdict"];

/** What the checker of the oracle says of the first sample, each time that it is asked; the last word stays. */
interface Said {
  readonly checker: readonly Verdict[];
  readonly lines?: Verdict;
  readonly proof?: Verdict;
}

class CheckingJudge extends TableJudge {
  readonly comparisons: string[] = [];
  readonly #said: Said;

  constructor(said: Said) {
    super(() => "AC");
    this.#said = said;
  }

  override async judge(request: JudgeRequest): Promise<Report> {
    const report = await super.judge(request);
    const { kind } = request.comparison;
    const asked = this.comparisons.filter((each) => each === "validator").length;
    this.comparisons.push(kind);
    const { checker, lines = "AC", proof = "AC" } = this.#said;
    const first = kind === "validator" ? (checker[asked] ?? checker.at(-1) ?? "AC") : lines;
    const verdicts = new Map([
      ["sample/1", first],
      ["proof/1.1", proof],
    ]);
    const cases = report.cases.map((each) => ({
      ...each,
      verdict: verdicts.get(each.id) ?? each.verdict,
    }));
    return { ...report, cases };
  }
}

const { oracle, certification } = modelOracle(100);
const examined: RunEvent = {
  type: "oracle.examined",
  key: "oracle",
  at,
  agent: "reviewer",
  examined: { oracle: { ...oracle, checker: named("check") }, certification },
  seconds: 1,
};

async function judgeOne(said: Said, events: readonly RunEvent[] = [examined, wrote(1)]) {
  const journal = new MemoryJournal(events);
  const judge = new CheckingJudge(said);
  const clock = { now: () => 0 };
  const recorder = new Recorder({ journal, clock, onRecorded: () => {} });
  await recorder.readBack("judging");
  const run = {
    plan: planWith(usualPipeline()),
    recorder,
    signal: new AbortController().signal,
    parts: {
      model: { complete: () => Promise.reject(new Error("no model is asked")) },
      judge,
      journal,
      files: new MemoryFiles(),
      directory: "/nowhere",
      clock,
      approver: { approve: () => Promise.resolve(true) },
      prices: null,
      modelFacts: MODEL_FACTS,
      sampleReader: { numberedLines: () => "", read: () => [] },
      onNotice: () => {},
    },
  };
  const done = await judgeVersion(run, 1, "judging").then(
    () => "judged",
    (error: unknown) => (error instanceof Error ? error.message : "no error"),
  );
  const cases = stateOf(journal.events).versions[0]?.cases ?? [];
  const verdictOf = (id: string) => cases.find((each) => each.id === id)?.verdict;
  return { done, verdictOf, comparisons: judge.comparisons };
}

describe("a sample on which the judge fails while a checker of the oracle decides", () => {
  test.each<[string, Said, Verdict, readonly string[]]>([
    ["is judged by the checker again", { checker: ["JE", "WA"] }, "WA", ["validator", "validator"]],
    [
      "is decided as the plan says where the checker fails twice",
      { checker: ["JE"], lines: "AC" },
      "AC",
      ["validator", "validator", "lines"],
    ],
    [
      "may still be wrong then",
      { checker: ["JE"], lines: "WA" },
      "WA",
      ["validator", "validator", "lines"],
    ],
    ["is not judged again where it was judged", { checker: ["WA"] }, "WA", ["validator"]],
  ])("%s", async (_name, said, verdict, comparisons) => {
    const run = await judgeOne(said);

    expect(run.done).toBe("judged");
    expect(run.verdictOf("sample/1")).toBe(verdict);
    expect(run.verdictOf("sample/2")).toBe("AC");
    expect(run.comparisons).toEqual(comparisons);
  });

  test("stops the run where it cannot be judged in any way: it never stands as failed", async () => {
    const run = await judgeOne({ checker: ["JE"], lines: "JE" });

    expect(run.done).toMatch(/^the judge could not run sample\/1/);
    expect(run.verdictOf("sample/1")).toBeUndefined();
  });
});

test("a proof that the judge cannot run again keeps what it showed of the version", async () => {
  const events = [
    wrote(1),
    judged(1, [result("sample/1", "AC"), result("sample/2", "AC")]),
    reviewed(1, 1, [finding("1.1", "critical", "confirmed")]),
  ];
  const run = await judgeOne({ checker: [], proof: "JE" }, events);

  expect(run.done).toBe("judged");
  expect(run.verdictOf("proof/1.1")).toBe("RE");
});
