import { describe, expect, test } from "vitest";

import type { Bench } from "../../src/core/bench.js";
import { PipelineError } from "../../src/core/errors.js";
import type {
  CandidatesClustered,
  OracleExamined,
  RunEvent,
  SolutionChosen,
} from "../../src/core/events.js";
import type { OracleStatus } from "../../src/core/oracle.js";
import { type AgentStep, pipelineSchema } from "../../src/core/pipeline.js";
import type { ModelRequest } from "../../src/core/ports.js";
import type { Program } from "../../src/core/solution.js";
import { Recorder } from "../../src/engine/recorder.js";
import { writeSolutions } from "../../src/engine/write-solutions.js";
import { createScriptedModel } from "../../src/models/scripted-model.js";
import { MemoryJournal } from "../../src/store/memory-journal.js";
import { type Deed, FakeBench } from "../evidence/fake-bench.js";
import { MemoryFiles, MODEL_FACTS, planWith, program, TableJudge } from "./engine-maker.js";

const echo: Deed = (_words, input) => ({ output: input });
/** Right on the samples and other small numbers. */
const narrow: Deed = (_words, input) => ({ output: Number(input) > 7 ? "7\n" : input });
const DEEDS: Readonly<Record<string, Deed>> = {
  "generate.py": ([seed, size]) => ({ output: `${Number(seed) % (10 * Number(size))}\n` }),
  "validate.py": () => ({ exitCode: 0 }),
  "brute.py": echo,
};

class BenchJudge extends TableJudge {
  readonly bench: FakeBench;
  readonly lends: boolean;

  constructor(deeds: Readonly<Record<string, Deed>>, lends = true) {
    super((source, given) =>
      source.includes(`fails ${given.id.slice(-1)}`) || source.includes("fails all") ? "WA" : "AC",
    );
    this.bench = new FakeBench({ ...DEEDS, ...deeds });
    this.lends = lends;
  }

  override withBench<T>(work?: (bench: Bench) => Promise<T>): Promise<T> {
    if (!this.lends || work === undefined) {
      return Promise.reject(new PipelineError("judge", "nothing can be run"));
    }
    return work(this.bench);
  }
}

function python(fileName: string): Program {
  return { language: "python", fileName, source: "", shape: "stdio", entry: null };
}

function examinedEvent(status: OracleStatus): Omit<OracleExamined, "key" | "at"> {
  const counts = { samples: 2, inputs: 30, distinct: 30, answeredSize: 100, largestSize: 100 };
  return {
    type: "oracle.examined",
    agent: "bug-report-reviewer",
    seconds: 1,
    examined: {
      oracle: {
        brute: python("brute.py"),
        generator: python("generate.py"),
        validator: python("validate.py"),
        checker: null,
        largestSize: null,
      },
      certification: { status, faults: [], ...counts },
    },
  };
}

interface Trial {
  /** What the candidates do on the bench, by their source. */
  readonly deeds: readonly Deed[];
  readonly sources?: readonly string[];
  readonly oracle: OracleStatus | null;
  readonly events?: readonly RunEvent[];
  readonly lends?: boolean;
}

/** One step with as many tries as there are deeds, in a run that has an oracle. */
async function choose({ deeds, sources = [], oracle, events, lends = true }: Trial) {
  const step: AgentStep = {
    agent: "problem-solver",
    reads: ["problem"],
    writes: "solution",
    tries: deeds.length,
  };
  const checks = { samples: "auto", stress: "off" };
  const plan = planWith(pipelineSchema.parse({ version: 1, name: "test", checks, steps: [step] }));
  const model = createScriptedModel(({ instruction, key }: ModelRequest) => {
    const number = Number(key.slice(-1));
    return program(instruction, `try ${number} ${sources[number - 1] ?? ""}`);
  });
  const files = Object.fromEntries(deeds.map((deed, at) => [`solution_v${at + 1}.py`, deed]));
  const judge = new BenchJudge(files, lends);
  const journal = new MemoryJournal(events);
  let time = 0;
  const clock = { now: () => (time += 1000) };
  const recorder = new Recorder({ journal, clock, onRecorded: () => {} });
  const run = {
    plan,
    recorder,
    signal: new AbortController().signal,
    parts: {
      model,
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
  if (oracle !== null) {
    await recorder.record<OracleExamined>("oracle", "oracle.examined", (stamp) => ({
      ...stamp,
      ...examinedEvent(oracle),
    }));
  }
  await writeSolutions(run, step, "2.problem-solver");
  const all = journal.events;
  return {
    events: all,
    runs: judge.bench.runs,
    state: recorder.state,
    chosen: all.find((event): event is SolutionChosen => event.type === "solution.chosen"),
    clustered: all.find(
      (event): event is CandidatesClustered => event.type === "candidates.clustered",
    ),
  };
}

describe("which of several candidates goes on", () => {
  test("where all pass as much, the oracle decides against the larger group, and the journal says why", async () => {
    const { chosen, clustered, state } = await choose({
      deeds: [narrow, echo, narrow],
      oracle: "certified",
    });

    expect(clustered?.clustering).toMatchObject({ decidedBy: "oracle", preferred: [2] });
    expect(chosen).toMatchObject({
      version: 2,
      dropped: [1, 3],
      why: "agrees with the oracle more often than others",
    });
    expect(state.clusterings).toHaveLength(1);
  });

  test("without its answers the majority is preferred, also before one that is faster", async () => {
    const { chosen, clustered } = await choose({
      deeds: [echo, echo, narrow],
      sources: ["cpu=2000", "cpu=900", ""],
      oracle: "inputs-only",
    });

    expect(clustered?.clustering).toMatchObject({ decidedBy: "majority", preferred: [1, 2] });
    expect(chosen).toMatchObject({ version: 2, why: "2 of 3 candidates give the same answers" });
  });

  test("where nothing tells them apart the speed decides", async () => {
    const { chosen, clustered } = await choose({
      deeds: [echo, echo],
      sources: ["", "cpu=900"],
      oracle: "certified",
    });

    expect(clustered?.clustering).toMatchObject({ decidedBy: "agreement", distinguishing: null });
    expect(chosen).toMatchObject({ version: 1, why: "best by the judge" });
  });

  test("checks come before answers: who fails one is not asked", async () => {
    const { chosen, clustered } = await choose({
      deeds: [echo, echo, narrow, narrow],
      sources: ["fails 1", "fails 2", "", ""],
      oracle: "certified",
    });

    expect(clustered?.clustering.clusters).toEqual([{ versions: [3, 4] }]);
    expect(chosen).toMatchObject({ version: 4 });
  });

  test.each([
    ["there is no oracle", { deeds: [echo, narrow], oracle: null }],
    ["its inputs cannot be used", { deeds: [echo, narrow], oracle: "set-aside" }],
    [
      "only one passes its checks",
      { deeds: [echo, narrow], sources: ["fails 1"], oracle: "certified" },
    ],
    [
      "all fail",
      { deeds: [echo, narrow], sources: ["fails all", "fails all"], oracle: "certified" },
    ],
  ] as const)("nothing is run where %s", async (_why, trial) => {
    const { clustered, chosen, runs } = await choose(trial);

    expect(clustered).toBeUndefined();
    expect(chosen).toMatchObject({ version: 2 });
    expect(runs).toBe(0);
  });

  test("a judge that can lend no bench ends nothing", async () => {
    const { clustered, chosen } = await choose({
      deeds: [echo, narrow],
      oracle: "certified",
      lends: false,
    });

    expect(clustered?.clustering).toMatchObject({ inputs: 0, decidedBy: "nobody" });
    expect(chosen).toMatchObject({ version: 2, why: "best by the judge" });
  });

  test("what was found is read back", async () => {
    const trial: Trial = { deeds: [narrow, echo, narrow], oracle: "certified" };
    const whole = await choose(trial);
    const again = await choose({ ...trial, events: whole.events });
    const cut = whole.events.findIndex(({ type }) => type === "candidates.clustered");
    const late = await choose({ ...trial, events: whole.events.slice(0, cut) });

    expect(again.runs).toBe(0);
    expect(again.events).toEqual(whole.events);
    expect(late.clustered?.clustering).toEqual(whole.clustered?.clustering);
    expect(late.chosen).toMatchObject({ version: 2 });
  });
});
