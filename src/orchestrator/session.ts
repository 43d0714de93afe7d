import path from "node:path";

import { PipelineError } from "../core/errors.js";
import type { RunEvent } from "../core/events.js";
import type { RunNotice } from "../core/notice.js";
import type { Approver, Judge, Stressor, Workbench } from "../core/ports.js";
import { type RunPlan, runPlanSchema } from "../core/run-plan.js";
import type { RunState } from "../core/run-state.js";
import { Recorder } from "../engine/recorder.js";
import type { RunContext } from "../engine/run-context.js";
import type { LocalJudge } from "../judge/create-judge.js";
import { modelFacts } from "../models/model-facts.js";
import { filesAfter } from "../report/run-files.js";
import { FileJournal } from "../store/file-journal.js";
import { takeLock } from "../store/lock.js";
import type { RunFolder } from "../store/run-folder.js";
import type { ReadyModel } from "./create-model.js";
import { sampleReader } from "./sample-reader.js";

/** Who hears what a run does, while it does it. */
export interface RunListener {
  started(plan: RunPlan, notes: readonly string[]): void;
  /** `replayed`: the event was recorded by an earlier session. */
  event(event: RunEvent, state: RunState, replayed: boolean): void;
  notice(agent: string, notice: RunNotice): void;
}

/** What every run needs from the one who starts it. */
export interface RunSession {
  readonly listener: RunListener;
  readonly approver: Approver;
  readonly signal: AbortSignal;
  /** The user's environment, for a backend that is a command of his; not given: an empty one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Asked instead of the backend that the settings name. */
  readonly model?: ReadyModel;
  /** Judges instead of this machine's own. */
  readonly judge?: LocalJudge;
}

/** A run folder that is open for writing. */
export interface OpenRun {
  readonly run: RunContext;
  close(): Promise<void>;
}

interface Opening extends ReadyModel {
  readonly plan: RunPlan;
  readonly folder: RunFolder;
  readonly session: RunSession;
  readonly judge: Judge & Stressor & Workbench;
}

/** Opens the journal of a run and puts together everything that its steps need. */
export async function openSession(opening: Opening): Promise<OpenRun> {
  const { plan, folder, session, judge, model, prices, requireAtEnd } = opening;
  const journal = await FileJournal.open(path.join(folder.directory, "events.jsonl"));
  const clock = { now: Date.now };
  const recorder = new Recorder({
    journal,
    clock,
    // The files are a view of the journal: one that a crash left out is written when its event is read back.
    onRecorded: async (event, state, replayed) => {
      for (const { name, text } of filesAfter(event, state, plan)) await folder.write(name, text);
      session.listener.event(event, state, replayed);
    },
  });
  const parts = {
    model,
    judge,
    journal,
    files: folder,
    directory: folder.directory,
    clock,
    approver: session.approver,
    prices,
    sampleReader,
    onNotice: session.listener.notice.bind(session.listener),
    ...(requireAtEnd === undefined ? {} : { requireAtEnd }),
    modelFacts,
  };
  return { run: { plan, recorder, signal: session.signal, parts }, close: () => journal.close() };
}

/**
 * Owns a run folder while the work lasts, first of all rid of what a killed owner left half written. Throws
 * PipelineError "run_locked" when another process owns it.
 */
export async function withLock<T>(folder: RunFolder, work: () => Promise<T>): Promise<T> {
  const lock = await takeLock(path.join(folder.directory, "lock"));
  try {
    await folder.removeDrafts();
    return await work();
  } finally {
    await lock.release();
  }
}

/** The plan of a run as it was frozen. Throws PipelineError "bad_journal" when `run.json` is damaged. */
export async function readPlan(folder: RunFolder): Promise<RunPlan> {
  const text = (await folder.read("run.json")) ?? "";
  try {
    return runPlanSchema.parse(JSON.parse(text));
  } catch (error) {
    const file = path.join(folder.directory, "run.json");
    throw new PipelineError("bad_journal", `${file} is damaged or of another version`, {
      cause: error,
      hint: "Start the run again.",
    });
  }
}
