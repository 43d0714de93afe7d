import path from "node:path";

import { mergeBudgets } from "../core/budget.js";
import { PipelineError } from "../core/errors.js";
import type { RunEvent } from "../core/events.js";
import type { RunNotice } from "../core/notice.js";
import type { Approver } from "../core/ports.js";
import { type RunPlan, runPlanSchema } from "../core/run-plan.js";
import type { RunState } from "../core/run-state.js";
import { Recorder } from "../engine/recorder.js";
import { runPipeline } from "../engine/run-pipeline.js";
import { createJudge } from "../judge/create-judge.js";
import { type EndEvent, type RunResult, resultOf } from "../report/result.js";
import { filesAfter, filesAtStart } from "../report/run-files.js";
import type { Settings } from "../settings/settings.js";
import { FileJournal } from "../store/file-journal.js";
import { takeLock } from "../store/lock.js";
import { createRunFolder, findRunFolder, type RunFolder } from "../store/run-folder.js";
import { createModel } from "./create-model.js";
import { planRun, type RunRequest } from "./plan-run.js";
import { sampleReader } from "./sample-reader.js";

/** Who hears what a run does, while it does it. */
export interface RunListener {
  started(plan: RunPlan, notes: readonly string[]): void;
  event(event: RunEvent, state: RunState, replayed: boolean): void;
  notice(agent: string, notice: RunNotice): void;
}

/** A run that has ended or was stopped. */
export interface EndedRun {
  readonly plan: RunPlan;
  readonly state: RunState;
  readonly result: RunResult;
  /** The error that stopped it; null when it ended by its own rules. */
  readonly error: PipelineError | null;
}

/** What every run needs from the one who starts it. */
export interface RunSession {
  readonly listener: RunListener;
  readonly approver: Approver;
  readonly signal: AbortSignal;
}

/** Starts a run and follows it to its end. Throws PipelineError when it cannot even begin. */
export async function startRun(request: RunRequest, session: RunSession): Promise<EndedRun> {
  const { plan: planned, notes } = await planRun(request, session.signal);
  const { settings, cwd } = request;
  const folder = await createRunFolder(path.resolve(cwd, settings.output), planned.stem);
  const run = path.basename(folder.directory);
  const plan: RunPlan = { ...planned, run, directory: path.join(settings.output, run) };
  return withLock(folder, async () => {
    const { model, prices } = await createModel({ plan, settings, cwd, mode: "new" });
    await folder.write("run.json", `${JSON.stringify(plan, null, 2)}\n`);
    for (const { name, text } of filesAtStart(plan)) await folder.write(name, text);
    session.listener.started(plan, notes);
    return follow({ plan, folder, session, model, prices });
  });
}

/** Which run is to go on, and with what that may change. */
export interface ResumeRequest {
  /** Name or path; null: the newest. */
  readonly run: string | null;
  readonly settings: Settings;
  readonly cwd: string;
}

/** Goes on with a run where it stopped. A run that has ended is only read: nothing is done or paid again. */
export async function resumeRun(request: ResumeRequest, session: RunSession): Promise<EndedRun> {
  const { settings, cwd } = request;
  const folder = await findRunFolder(path.resolve(cwd, settings.output), request.run);
  return withLock(folder, async () => {
    const frozen = await readPlan(folder);
    const plan = withRaisedBudget(frozen, settings);
    const { model, prices } = await createModel({ plan, settings, cwd, mode: "resumed" });
    session.listener.started(plan, []);
    return follow({ plan, folder, session, model, prices });
  });
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

/** Limits of a budget may be raised when a run goes on; everything else stays as it was frozen. */
function withRaisedBudget(plan: RunPlan, { budget }: Settings): RunPlan {
  return {
    ...plan,
    budget: mergeBudgets(budget, plan.budget),
    budgetGivenByUser: plan.budgetGivenByUser || budget.usd !== null,
  };
}

async function withLock<T>(folder: RunFolder, work: () => Promise<T>): Promise<T> {
  const lock = await takeLock(path.join(folder.directory, "lock"));
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

interface Follow {
  readonly plan: RunPlan;
  readonly folder: RunFolder;
  readonly session: RunSession;
  readonly model: Awaited<ReturnType<typeof createModel>>["model"];
  readonly prices: Awaited<ReturnType<typeof createModel>>["prices"];
}

async function follow({ plan, folder, session, model, prices }: Follow): Promise<EndedRun> {
  const journal = await FileJournal.open(path.join(folder.directory, "events.jsonl"));
  const clock = { now: Date.now };
  try {
    const recorder = new Recorder({
      journal,
      clock,
      // The files are a view of the journal: a file that a crash left out is written when its event is read back.
      onRecorded: async (event, state, replayed) => {
        for (const { name, text } of filesAfter(event, state, plan)) await folder.write(name, text);
        session.listener.event(event, state, replayed);
      },
    });
    await noteBeginning(recorder, journal, plan.run);
    const { end, error } = await runPipeline({
      plan,
      recorder,
      signal: session.signal,
      parts: {
        model,
        judge: createJudge(),
        journal,
        files: folder,
        directory: folder.directory,
        clock,
        approver: session.approver,
        prices,
        sampleReader,
        onNotice: session.listener.notice.bind(session.listener),
      },
    });
    return ended(plan, recorder.state, { end, error });
  } finally {
    await journal.close();
  }
}

async function noteBeginning(recorder: Recorder, journal: FileJournal, run: string): Promise<void> {
  const at = recorder.now();
  const isNew = journal.events.length === 0;
  await recorder.note(isNew ? { type: "run.started", at, run } : { type: "run.resumed", at });
}

function ended(
  plan: RunPlan,
  state: RunState,
  { end, error }: { readonly end: EndEvent; readonly error: PipelineError | null },
): EndedRun {
  return { plan, state, result: resultOf(plan, state, end), error };
}
