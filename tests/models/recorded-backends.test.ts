import { appendFile, readFile } from "node:fs/promises";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { PipelineError } from "../../src/core/errors.js";
import type { RunEvent } from "../../src/core/events.js";
import { type Pipeline, pipelineSchema } from "../../src/core/pipeline.js";
import type { Model } from "../../src/core/ports.js";
import type { RunPlan } from "../../src/core/run-plan.js";
import { parseRecording, type Recording } from "../../src/models/recording.js";
import { createReplayModel } from "../../src/models/replay-model.js";
import { openRecordingSink } from "../../src/store/recording-file.js";
import {
  type EngineResult,
  MemoryFiles,
  planWith,
  runEngine,
  TableJudge,
  usualPipeline,
} from "../engine/engine-maker.js";
import { temporaryFolder } from "../temp-folder.js";
import { anthropic, claudeCli, MODEL, quest, script, scripted, type UseModel } from "./backends.js";
import { MemorySink, recordingOf } from "./recording-maker.js";

const judge = new TableJudge((source, { id }) =>
  source.includes("right") || id.endsWith("/1") ? "AC" : "WA",
);

/** Three candidates at once, then the usual loop. */
const pipeline: Pipeline = {
  ...usualPipeline(),
  ...pipelineSchema.parse({
    version: 1,
    name: "test",
    steps: [
      { agent: "problem-solver", tries: 3, reads: ["problem"], writes: "solution" },
      ...usualPipeline().steps.slice(1),
    ],
  }),
};
const plan: RunPlan = planWith(pipeline, {
  fallbackModel: "claude-opus-5-5",
  model: MODEL,
});

/** A recording on top of a recording. */
const replay: UseModel = async (use) => use(createReplayModel(await recordingOfRun(scripted)));

async function recordingOfRun(backend: UseModel): Promise<Recording> {
  const { text } = await recordRun(backend);
  return parseRecording(text, "it");
}

async function recordRun(
  backend: UseModel,
): Promise<{ readonly text: string; readonly run: EngineResult }> {
  const sink = new MemorySink();
  const run = await backend(async (inner) =>
    runEngine({ plan, judge, model: await recordingOf(inner, sink) }),
  );
  return { text: sink.whole, run };
}

/** What a run decided, step by step, without times and costs. */
function decisions({ events }: EngineResult): readonly object[] {
  return events
    .flatMap((event) => ("key" in event ? [event] : []))
    .map((event) => ({ ...withoutCosts(event), at: "" }))
    .toSorted((left, right) => (left.key < right.key ? -1 : 1));
}

function withoutCosts(event: Extract<RunEvent, { key: string }>) {
  if (event.type !== "call.answered") return event;
  const { text, status } = event.answer;
  return { key: event.key, text, status };
}

/** Everything that a run left behind but its account. */
function filesOf({ files }: EngineResult): Readonly<Record<string, string>> {
  const names = [...files.texts.keys()].filter((name) =>
    /^(?:solution|fix_plan|trace\/.*prompt)/.test(name),
  );
  return Object.fromEntries(names.toSorted().map((name) => [name, files.texts.get(name) ?? ""]));
}

function strictReplayOf(
  recording: Recording,
  change: Partial<RunPlan> = {},
): Promise<EngineResult> {
  const model = createReplayModel(recording, { mode: "strict" });
  const requireAtEnd = model.requireAllAsked;
  return runEngine({ plan: { ...plan, ...change }, judge, model, requireAtEnd });
}

describe("a recording made on top of", () => {
  test.each([
    { name: "a script", backend: scripted, calls: 10 },
    { name: "the Messages API", backend: anthropic, calls: 10 },
    { name: "quests", backend: quest, calls: 7 },
    { name: "the user's own command", backend: claudeCli, calls: 10 },
    { name: "a recording", backend: replay, calls: 10 },
  ])("$name is replayed to the same versions, decisions and files", async ({ backend, calls }) => {
    const { text, run } = await recordRun(backend);
    const recording = parseRecording(text, "it");
    expect(run.end).toMatchObject({ type: "run.finished", status: "passed" });
    expect(recording.calls).toHaveLength(calls);

    const replayed = await strictReplayOf(recording);
    expect(replayed.end).toMatchObject({ type: "run.finished" });
    expect(decisions(replayed)).toEqual(decisions(run));
    expect(filesOf(replayed)).toEqual(filesOf(run));
  });

  test("one backend has the same calls and prompts as of another", async () => {
    const shapeOf = ({ calls }: Recording): readonly object[] =>
      calls
        .map(({ key, call, promptSha256, prompt }) => ({ key, call, promptSha256, prompt }))
        .toSorted((left, right) =>
          `${left.key} ${left.call}` < `${right.key} ${right.call}` ? -1 : 1,
        );
    const onScript = await recordingOfRun(scripted);
    expect(shapeOf(await recordingOfRun(anthropic))).toEqual(shapeOf(onScript));
  });
});

test("a strict replay that leaves out calls does not end as the recorded run did", async () => {
  const recording = await recordingOfRun(scripted);
  const steps = pipeline.steps.slice(0, 1);
  const shorter = { ...plan.pipeline, definition: { ...pipeline, steps } };
  const { end, events } = await strictReplayOf(recording, { pipeline: shorter });
  expect(events.filter(({ type }) => type === "call.answered")).toHaveLength(3);
  expect(end).toMatchObject({
    type: "run.stopped",
    error: {
      kind: "recording_miss",
      message: expect.stringContaining("has 7 calls that the run never came to"),
      details: expect.stringContaining("solution-fixer/call-3"),
    },
  });
});

test("a strict replay with another model shows no more than that", async () => {
  const { end } = await strictReplayOf(await recordingOfRun(scripted), { model: "another" });
  expect(end).toMatchObject({ type: "run.stopped", error: { kind: "recording_miss" } });
  if (end.type !== "run.stopped") throw new Error("it came to its end");
  expect(end.error.details?.split("\n").slice(2)).toEqual([
    "-model: claude-sonnet-5-5",
    "+model: another",
  ]);
});

/** A process that is killed at one of its calls. */
const KILLED = new PipelineError("cancelled", "killed");

/** Answers as a model does, up to a call that comes to nothing. */
function killedAt(number: number, model: Model, when: "before" | "after"): Model {
  let calls = 0;
  return {
    async complete(request, signal) {
      calls += 1;
      const isLast = calls === number;
      if (isLast && when === "before") throw KILLED;
      const answer = await model.complete(request, signal);
      if (isLast) throw KILLED;
      return answer;
    },
  };
}

describe("a run that is killed and resumed", () => {
  test.each([
    ["while an answer is on its way, and the line of another is torn", "before"],
    ["after an answer was recorded and before the run had it", "after"],
  ] as const)("%s, has a whole recording all the same", async (_name, when) => {
    const folder = await temporaryFolder();
    const { run: whole } = await recordRun(scripted);
    for (const number of [1, 3, 8, 10]) {
      const file = path.join(folder, `${when}-${number}.jsonl`);
      const begun = await openRecordingSink(file, "new");
      const files = new MemoryFiles();
      const model =
        when === "before"
          ? await recordingOf(killedAt(number, script, when), begun)
          : killedAt(number, await recordingOf(script, begun), when);
      const killed = await runEngine({ plan, judge, files, model });
      expect(killed.end).toMatchObject({ type: "run.stopped" });
      if (when === "before") await appendFile(file, '{"key":"2.round-1/1.bug-rep');

      const goesOn = await recordingOf(script, await openRecordingSink(file, "resumed"));
      const { events } = killed;
      const resumed = await runEngine({ plan, judge, files, model: goesOn, events });
      expect(resumed.end).toMatchObject({ status: "passed" });

      const recording = parseRecording(await readFile(file, "utf8"), file);
      const again = when === "after" ? 1 : 0;
      expect(recording.calls).toHaveLength(10 + again);
      expect(decisions(await strictReplayOf(recording))).toEqual(decisions(whole));
    }
  });
});
