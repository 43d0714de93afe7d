import { describe, expect, test } from "vitest";

import type { RunEvent } from "../../src/core/events.js";
import type { Judge, JudgeRequest, Stressor, Workbench } from "../../src/core/ports.js";
import type { Report } from "../../src/core/report.js";
import type { RunPlan } from "../../src/core/run-plan.js";
import { versionOf } from "../../src/core/run-state.js";
import { gatherEvidence } from "../../src/engine/gather-evidence.js";
import { Recorder } from "../../src/engine/recorder.js";
import type { RunContext } from "../../src/engine/run-context.js";
import { filesAfter } from "../../src/report/run-files.js";
import { MemoryJournal } from "../../src/store/memory-journal.js";
import { judged, result, wrote } from "../core/run-maker.js";
import type { Deed } from "../evidence/fake-bench.js";
import { FakeStressor } from "../evidence/fake-stressor.js";
import { modelOracle } from "../evidence/model-bench.js";
import { MemoryFiles, MODEL_FACTS, planWith, TableJudge, usualPipeline } from "./engine-maker.js";

const at = "2026-01-01T00:00:00.000Z";

/** Numbers from 1 on, each of which is to be printed again. */
const ECHO: Readonly<Record<string, Deed>> = {
  generator: ([seed, size]) => ({ output: `${(Number(seed) % 30) + Number(size)}` }),
  validator: (_words, input) => ({ exitCode: Number(input) >= 1 ? 0 : 1 }),
  brute: (_words, input) => ({ output: input }),
  right: (_words, input) => ({ output: input }),
  wrong: (_words, input) => ({ output: Number(input) >= 20 ? "0" : input }),
  other: (_words, input) => ({ output: Number(input) >= 10 ? "0" : input }),
};

/** A judge without processes, for whom programs are functions. */
class FunctionJudge extends FakeStressor implements Judge {
  readonly judgings: JudgeRequest[] = [];

  probe(): ReturnType<Judge["probe"]> {
    return new TableJudge(() => "AC").probe();
  }

  async judge(request: JudgeRequest): Promise<Report> {
    this.judgings.push(request);
    const cases = await this.bench.judge(request);
    const { confirmations } = request;
    return { cases, compile: null, isolation: "none", confirmations };
  }
}

const passed = [result("sample/1", "AC"), result("sample/2", "AC")];
const examined: RunEvent = {
  type: "oracle.examined",
  key: "oracle",
  at,
  agent: "reviewer",
  examined: modelOracle(100),
  seconds: 1,
};
const withVersion = (number: number, source: string): readonly RunEvent[] => [
  wrote(number, source),
  judged(number, passed),
];

interface Made extends RunContext {
  readonly journal: MemoryJournal;
  readonly files: MemoryFiles;
}

/** A run that has come so far, on this journal. */
async function runWith(
  events: readonly RunEvent[],
  judge: Judge & Stressor & Workbench,
  change: Partial<RunPlan> = {},
): Promise<Made> {
  const journal = new MemoryJournal(events);
  const files = new MemoryFiles();
  const plan = planWith(usualPipeline(), change);
  let time = 0;
  const clock = { now: () => (time += 1000) };
  const recorder = new Recorder({
    journal,
    clock,
    onRecorded: async (event, state) => {
      for (const { name, text } of filesAfter(event, state, plan)) await files.write(name, text);
    },
  });
  await recorder.readBack("evidence");
  return {
    journal,
    files,
    plan,
    recorder,
    signal: new AbortController().signal,
    parts: {
      model: { complete: () => Promise.reject(new Error("no model is asked")) },
      judge,
      journal,
      files,
      directory: "/nowhere",
      clock,
      approver: { approve: () => Promise.resolve(true) },
      prices: null,
      modelFacts: MODEL_FACTS,
      sampleReader: { numberedLines: () => "", read: () => [] },
      onNotice: () => {},
    },
  };
}

const judgeOf = (deeds: Readonly<Record<string, Deed>> = {}) =>
  new FunctionJudge({ ...ECHO, ...deeds });
const wrongOne = [examined, ...withVersion(1, "wrong")];

describe("a version that an oracle disagrees with", () => {
  test("fails on a small case that all versions are held to, and is measured no further", async () => {
    const events = [examined, ...withVersion(1, "right"), ...withVersion(2, "wrong")];
    const run = await runWith(events, judgeOf());

    await gatherEvidence(run, 2, "evidence");

    const { state } = run.recorder;
    expect(state.counterexamples).toEqual([
      { kind: "data", id: "stress/1", origin: "stress", input: "20", expected: "20" },
    ]);
    const verdictOf = (version: number) =>
      versionOf(state, version)?.cases.find(({ id }) => id === "stress/1")?.verdict;
    expect([verdictOf(1), verdictOf(2)]).toEqual(["AC", "WA"]);
    expect(versionOf(state, 2)).toMatchObject({ stress: [{ failed: true }], growth: null });
    expect(run.files.texts.get("stress/1.in")).toBe("20");
    expect(run.files.texts.get("stress/1.ans")).toBe("20");
  });

  test("gives the next case the next number", async () => {
    const first = await runWith(wrongOne, judgeOf());
    await gatherEvidence(first, 1, "earlier");
    const events = [...first.journal.events, ...withVersion(2, "other")];
    const run = await runWith(events, judgeOf());

    await gatherEvidence(run, 2, "evidence");

    expect(run.recorder.state.counterexamples.map(({ id }) => id)).toEqual([
      "stress/1",
      "stress/2",
    ]);
  });

  test("whatever the moment of a kill, ends as without one: nothing that was found is lost or found twice", async () => {
    const whole = await runWith([...wrongOne, ...withVersion(2, "right")], judgeOf());
    await gatherEvidence(whole, 1, "evidence");
    const all = whole.journal.events;
    const before = wrongOne.length + 2;
    expect(all.length - before).toBe(3);

    for (let length = before; length <= all.length; length += 1) {
      const judge = judgeOf();
      const resumed = await runWith(all.slice(0, length), judge);
      await gatherEvidence(resumed, 1, "evidence");

      expect(resumed.recorder.state.counterexamples).toEqual(whole.recorder.state.counterexamples);
      expect(resumed.recorder.state.versions).toEqual(whole.recorder.state.versions);
      expect(judge.requests.length > 0).toBe(length === before);
    }
  });
});

describe("a version with nothing against it", () => {
  test("agrees with the oracle on as many inputs as were asked for", async () => {
    const run = await runWith([examined, ...withVersion(1, "right")], judgeOf());

    await gatherEvidence(run, 1, "evidence");

    const { state } = run.recorder;
    expect(state.counterexamples).toEqual([]);
    expect(versionOf(state, 1)?.stress).toMatchObject([
      { tried: 100, skipped: 0, failed: false, firstSeed: 1, smallest: 1, largest: 10 },
    ]);
  });

  const uncertified = modelOracle(100);
  const setAside: RunEvent = {
    ...examined,
    examined: {
      ...uncertified,
      certification: { ...uncertified.certification, status: "inputs-only" },
    },
  };
  test.each<readonly [string, readonly RunEvent[]]>([
    ["there is no oracle", withVersion(1, "wrong")],
    ["the oracle may not decide", [setAside, ...withVersion(1, "wrong")]],
    ["it fails a sample", [examined, wrote(1, "wrong"), judged(1, [result("sample/1", "WA")])]],
  ])("is not tried where %s", async (_why, events) => {
    const judge = judgeOf();
    const run = await runWith(events, judge);

    await gatherEvidence(run, 1, "evidence");

    expect(judge.requests).toEqual([]);
    expect(run.recorder.state.counterexamples).toEqual([]);
  });

  test("keeps its case as it was found where the judge fails before it is small", async () => {
    const judge = judgeOf();
    const whole = await runWith(wrongOne, judge);
    await gatherEvidence(whole, 1, "evidence");
    const ran = whole.journal.events.slice(0, wrongOne.length + 1);
    const broken = judgeOf();
    broken.withBench = () => new TableJudge(() => "AC").withBench();
    const run = await runWith(ran, broken);

    await gatherEvidence(run, 1, "evidence");

    const [found] = run.recorder.state.counterexamples;
    const seeds = ran.flatMap((event) =>
      event.type === "stress.ran" ? [event.report.failure] : [],
    );
    expect(found).toMatchObject({ id: "stress/1", input: seeds[0]?.input });
  });

  test("is not blamed for a judge that can run nothing, and the run says so", async () => {
    const table = new TableJudge(() => "AC");
    const judge = judgeOf();
    const broken: Judge & Stressor & Workbench = {
      probe: () => table.probe(),
      judge: async (request) => judge.judge(request),
      stress: () => table.withBench(),
      withBench: () => table.withBench(),
    };
    const run = await runWith(wrongOne, broken);

    await gatherEvidence(run, 1, "evidence");

    const ran = run.journal.events.find((event) => event.type === "stress.ran");
    expect(ran?.report).toMatchObject({
      tried: 0,
      failure: null,
      skipped: { count: 100, reason: "this table has no bench" },
    });
    expect(run.recorder.state.counterexamples).toEqual([]);
  });
});
