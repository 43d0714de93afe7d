import { describe, expect, test } from "vitest";
import type { Bench, BenchResult, BenchRun } from "../../src/core/bench.js";
import { holds } from "../../src/core/conditions.js";
import type { RunEvent } from "../../src/core/events.js";
import type { Judge, Stressor, Workbench } from "../../src/core/ports.js";
import { compareVersions } from "../../src/engine/compare-versions.js";
import { measureGrowth } from "../../src/engine/measure-growth.js";
import { Recorder } from "../../src/engine/recorder.js";
import type { RunContext } from "../../src/engine/run-context.js";
import { MemoryJournal } from "../../src/store/memory-journal.js";
import { judged, result, wrote } from "../core/run-maker.js";
import { type Behaviour, ModelBench, modelOracle } from "../evidence/model-bench.js";
import { MemoryFiles, MODEL_FACTS, planWith, TableJudge, usualPipeline } from "./engine-maker.js";

/** A judge that lends out a bench, and counts how often. */
class LendingJudge extends TableJudge {
  readonly bench: ModelBench;
  lent = 0;
  /** The lendings in which the judge itself fails at every program. */
  broken: readonly number[] = [];

  constructor(programs: Readonly<Record<string, Behaviour>>) {
    super(() => "AC");
    this.bench = new ModelBench(programs);
  }

  override withBench<T>(work?: Parameters<Workbench["withBench"]>[0]): Promise<T> {
    this.lent += 1;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the bench gives back what the work gives
    return work === undefined ? super.withBench<T>() : (work(this.#lend()) as Promise<T>);
  }

  #lend(): Bench {
    return this.broken.includes(this.lent) ? new BrokenBench({}) : this.bench;
  }
}

class BrokenBench extends ModelBench {
  override async run(runs: readonly BenchRun[]): Promise<readonly BenchResult[]> {
    const results = await super.run(runs);
    return results.map((ran) => ({ ...ran, verdict: "JE", note: "No runner answers." }));
  }
}

const at = "2026-01-01T00:00:00.000Z";

function examined(largest: number): RunEvent {
  const oracle = modelOracle(largest);
  return {
    type: "oracle.examined",
    key: "oracle",
    at,
    agent: "reviewer",
    examined: oracle,
    seconds: 1,
  };
}

/** A run that has come so far, on this journal. */
async function runWith(
  events: readonly RunEvent[],
  judge: Judge & Stressor & Workbench,
): Promise<RunContext & { readonly journal: MemoryJournal }> {
  const journal = new MemoryJournal(events);
  let time = 0;
  const clock = { now: () => (time += 1000) };
  const recorder = new Recorder({ journal, clock, onRecorded: () => {} });
  await recorder.readBack("measuring");
  return {
    journal,
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
}

const passed = [result("sample/1", "AC")];
const first = [examined(2000), wrote(1, "first"), judged(1, passed)];

describe("the growth of a version", () => {
  test("it is recorded, and decides whether the version is within its limits", async () => {
    const judge = new LendingJudge({ first: (size) => ({ cpuMs: 20 + (size / 40) ** 2 }) });
    const run = await runWith(first, judge);

    await measureGrowth(run, 1, "measuring");

    const { growth } = run.recorder.state.versions[0] ?? {};
    expect(growth).toMatchObject({ verdict: "exceeds", fit: { fits: ["n^2"] } });
    expect(holds("within_limits", run.recorder.state, run.plan.limits)).toBe(false);
  });

  test("an input on which it fails is a case of the run, that must end in good order", async () => {
    const judge = new LendingJudge({
      first: (size) => (size >= 500 ? { verdict: "RE", exitCode: 1, note: "It broke." } : {}),
    });
    const run = await runWith(first, judge);

    await measureGrowth(run, 1, "measuring");

    const [kept] = run.recorder.state.counterexamples;
    expect(kept).toMatchObject({ origin: "stress", expected: null });
    expect(Number(kept?.input.split(" ")[0])).toBeGreaterThanOrEqual(500);
    expect(run.recorder.state.versions[0]?.cases).toContainEqual(
      expect.objectContaining({ id: kept?.id, verdict: "RE" }),
    );
    expect(holds("checks_pass", run.recorder.state, run.plan.limits)).toBe(false);
  });

  test("after a kill between the two, the measuring is read back and the case is not lost", async () => {
    const programs = { first: (size: number) => ({ cpuMs: size >= 500 ? 5000 : 20 }) };
    const whole = await runWith(first, new LendingJudge(programs));
    await measureGrowth(whole, 1, "measuring");
    const judge = new LendingJudge(programs);
    const resumed = await runWith(whole.journal.events.slice(0, -1), judge);

    await measureGrowth(resumed, 1, "measuring");

    expect(judge.lent).toBe(1);
    expect(resumed.recorder.state.counterexamples).toEqual(whole.recorder.state.counterexamples);
    expect(resumed.recorder.state.versions).toEqual(whole.recorder.state.versions);
  });

  test("where the judge fails before the case is kept, the run goes on without it, in every session", async () => {
    const programs = { first: (size: number) => ({ cpuMs: size >= 500 ? 5000 : 20 }) };
    const judge = new LendingJudge(programs);
    judge.broken = [2];
    const whole = await runWith(first, judge);
    await measureGrowth(whole, 1, "measuring");

    expect(whole.recorder.state.versions[0]?.growth?.failure).toMatchObject({ verdict: "TLE" });
    expect(whole.recorder.state.counterexamples).toEqual([]);
    expect(whole.journal.events.at(-1)).toMatchObject({
      type: "step.skipped",
      why: expect.stringMatching(/^the judge could not run the input of size \d+ again$/),
    });

    const resumed = await runWith(whole.journal.events, new LendingJudge(programs));
    await measureGrowth(resumed, 1, "measuring");

    expect(resumed.journal.events).toEqual(whole.journal.events);
  });

  test.each<readonly [string, readonly RunEvent[]]>([
    ["there is no oracle", first.slice(1)],
    ["the version fails a case", [...first, judged(1, [result("sample/1", "WA")])]],
  ])("where %s, nothing is measured", async (_why, events) => {
    const judge = new LendingJudge({});
    const run = await runWith(events, judge);

    await measureGrowth(run, 1, "measuring");

    expect(judge.lent).toBe(0);
    expect(run.journal.events).toHaveLength(events.length);
  });

  test("a judge that can run nothing fails no program, and the run says so", async () => {
    const run = await runWith(first, new TableJudge(() => "AC"));

    await measureGrowth(run, 1, "measuring");

    expect(run.recorder.state.versions[0]?.growth).toMatchObject({
      verdict: "unknown",
      note: "Nothing could be measured (this table has no bench).",
    });
    expect(holds("within_limits", run.recorder.state, run.plan.limits)).toBe(true);
  });
});

describe("a version and its parent", () => {
  const two = [...first, wrote(2, "second"), judged(2, passed)];

  async function compared(child: Behaviour, events: readonly RunEvent[] = two) {
    const judge = new LendingJudge({ first: () => ({ cpuMs: 100, output: "x" }), second: child });
    const run = await runWith(events, judge);
    const decided = await compareVersions(run, { parent: 1, child: 2, key: "measuring" });
    return { decided, run, judge };
  }

  test("what is faster goes on, and the journal says by how much", async () => {
    const { decided, run } = await compared(() => ({ cpuMs: 50, output: "x" }));

    expect(decided).toMatchObject({ keepsChild: true });
    expect(decided?.why).toMatch(/^It is faster: 50 ms, not 100 ms, at size 2000/);
    expect(run.journal.events.at(-1)).toMatchObject({
      type: "versions.compared",
      duel: { parent: 1, child: 2, verdict: "faster" },
    });
  });

  test("what is faster but answers differently is dropped, and the journal says why", async () => {
    const { decided } = await compared(() => ({ cpuMs: 50, output: "y" }));

    expect(decided?.keepsChild).toBe(false);
    expect(decided?.why).toContain("answer differently on an input of size");
  });

  test("one that does not pass is not compared", async () => {
    const failing = [...two, judged(2, [result("sample/1", "WA")])];
    const { decided, judge } = await compared(() => ({}), failing);

    expect(decided).toBeNull();
    expect(judge.lent).toBe(0);
  });

  test("what was recorded is read back, and decides as it did", async () => {
    const whole = await compared(() => ({ cpuMs: 50, output: "x" }));
    const again = await compared(() => ({ cpuMs: 500, output: "x" }), whole.run.journal.events);

    expect(again.decided).toEqual(whole.decided);
    expect(again.judge.lent).toBe(0);
  });

  test.each<readonly [string, string, string, number]>([
    ["the parent is wrong", "y", "y", 1],
    ["the child is wrong", "y", "x", 2],
    ["both are wrong", "y", "z", 1],
  ])("where %s, the input that showed it is a case of all", async (_who, child, right, wrong) => {
    const judge = new LendingJudge({
      first: () => ({ output: "x" }),
      second: () => ({ output: child }),
      brute: () => ({ output: right }),
    });
    const run = await runWith(two, judge);
    const pair = { parent: 1, child: 2, key: "measuring" };
    const decided = await compareVersions(run, pair);
    const { counterexamples, versions } = run.recorder.state;

    expect(decided?.keepsChild).toBe(child === right);
    expect(counterexamples).toMatchObject([{ id: "stress/1", origin: "stress", expected: right }]);
    expect(versions[wrong - 1]?.cases).toContainEqual(
      expect.objectContaining({ id: "stress/1", verdict: "WA" }),
    );
    expect(versions[2 - wrong]?.cases).toContainEqual(expect.objectContaining({ id: "stress/1" }));

    const again = await runWith(run.journal.events, new LendingJudge({}));
    await compareVersions(again, pair);
    expect(again.journal.events).toEqual(run.journal.events);
  });
});
