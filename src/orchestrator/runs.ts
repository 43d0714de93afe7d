import path from "node:path";

import { PipelineError } from "../core/errors.js";
import { endOf } from "../core/events.js";
import type { RunPlan } from "../core/run-plan.js";
import { type RunState, stateOf } from "../core/run-state.js";
import { type RunResult, resultOf } from "../report/result.js";
import { readJournalFile } from "../store/file-journal.js";
import { findRunFolder, RunFolder, runNames } from "../store/run-folder.js";
import { readPlan } from "./session.js";

/** A run as it stands on the disk. */
export interface KnownRun {
  readonly plan: RunPlan;
  readonly state: RunState;
  /** Null: it is under way, or was killed; it can be resumed. */
  readonly result: RunResult | null;
}

/** A folder of a run that cannot be read, and why. */
export interface UnreadableRun {
  readonly name: string;
  readonly why: string;
}

/** Reads one run without changing anything. */
export async function loadRun(output: string, run: string | null): Promise<KnownRun> {
  return readRun(await findRunFolder(output, run));
}

/** All runs of an output folder, oldest first. A folder that is no run is left out. */
export async function listRuns(output: string): Promise<readonly (KnownRun | UnreadableRun)[]> {
  const folders = (await runNames(output)).map((name) => new RunFolder(path.join(output, name)));
  const runs = await Promise.all(
    folders.map(async (folder) =>
      (await folder.read("run.json")) === null ? [] : [await tryRead(folder)],
    ),
  );
  return runs.flat();
}

async function tryRead(folder: RunFolder): Promise<KnownRun | UnreadableRun> {
  try {
    return await readRun(folder);
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    return { name: path.basename(folder.directory), why: error.message };
  }
}

async function readRun(folder: RunFolder): Promise<KnownRun> {
  const plan = await readPlan(folder);
  const events = await readJournalFile(path.join(folder.directory, "events.jsonl"));
  const state = stateOf(events);
  const end = endOf(events);
  return { plan, state, result: end === null ? null : resultOf(plan, state, end) };
}
