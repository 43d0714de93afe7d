import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { Recorder } from "../src/engine/recorder.js";
import { runPipeline } from "../src/engine/run-pipeline.js";
import { modelFacts } from "../src/models/model-facts.js";
import { createScriptedModel } from "../src/models/scripted-model.js";
import { filesAfter } from "../src/report/run-files.js";
import { FileJournal } from "../src/store/file-journal.js";
import { formatLine } from "../src/store/journal-line.js";
import { RunFolder } from "../src/store/run-folder.js";
import {
  planWith,
  program,
  review,
  TableJudge,
  usualPipeline,
} from "../tests/engine/engine-maker.js";
import { median } from "./median.js";

/**
 * What the engine itself costs per step: a whole run on a real journal and a real folder, with a model
 * and a judge that answer at once; against writing and syncing the same journal lines alone.
 */
const RUNS = 15;

async function engineStepsMs(
  directory: string,
): Promise<{ steps: readonly number[]; lines: readonly string[] }> {
  const journal = await FileJournal.open(path.join(directory, "events.jsonl"));
  const files = new RunFolder(directory);
  const plan = planWith(usualPipeline());
  const clock = { now: Date.now };
  const steps: number[] = [];
  let last = performance.now();
  const recorder = new Recorder({
    journal,
    clock,
    onRecorded: async (event, state) => {
      for (const { name, text } of filesAfter(event, state, plan)) await files.write(name, text);
      steps.push(performance.now() - last);
      last = performance.now();
    },
  });
  const model = createScriptedModel((request, turn) =>
    request.agent === "bug-report-reviewer"
      ? review({ severity: "minor", title: "t", issue: "i", impact: "i", fix: "f", proof: null })
      : program(request.instruction, `print(${turn}, "${request.agent}")`),
  );
  await runPipeline({
    plan,
    recorder,
    signal: new AbortController().signal,
    parts: {
      model,
      judge: new TableJudge((_source, given) => (given.id.endsWith("1") ? "AC" : "WA")),
      journal,
      files,
      directory,
      clock,
      approver: { approve: () => Promise.resolve(true) },
      prices: null,
      modelFacts,
      sampleReader: { numberedLines: () => "", read: () => [] },
      onNotice: () => {},
    },
  });
  const lines = journal.events.map(formatLine);
  await journal.close();
  return { steps, lines };
}

async function bareAppendsMs(
  directory: string,
  lines: readonly string[],
): Promise<readonly number[]> {
  const file = await open(path.join(directory, "bare.jsonl"), "a");
  const times: number[] = [];
  for (const line of lines) {
    const startedAt = performance.now();
    await file.appendFile(line);
    await file.datasync();
    times.push(performance.now() - startedAt);
  }
  await file.close();
  return times;
}

const engine: number[] = [];
const bare: number[] = [];
for (let run = 0; run <= RUNS; run += 1) {
  const directory = await mkdtemp(path.join(tmpdir(), "pipeline-bench-"));
  try {
    const { steps, lines } = await engineStepsMs(directory);
    const appends = await bareAppendsMs(directory, lines);
    // The first run warms the code.
    if (run > 0) {
      engine.push(...steps);
      bare.push(...appends);
    }
  } finally {
    await rm(directory, { recursive: true });
  }
}

process.stdout.write(
  `${engine.length} steps\nbare append + fdatasync   ${median(bare).toFixed(2)} ms median\nengine, per step          ${median(engine).toFixed(2)} ms median (target: under 5)\nratio                     ${(median(engine) / median(bare)).toFixed(1)}\n`,
);
