import path from "node:path";
import { isDeepStrictEqual } from "node:util";

import type { PipelineError } from "../core/errors.js";
import { type EndEvent, endOf, type RunEvent } from "../core/events.js";
import type { RunPlan } from "../core/run-plan.js";
import { EMPTY_RUN, type RunState, reduce, stateOf } from "../core/run-state.js";
import { runPipeline } from "../engine/run-pipeline.js";
import { createJudge, type LocalJudge } from "../judge/create-judge.js";
import { type RunResult, resultOf } from "../report/result.js";
import { filesAfter, filesAtStart, resultFile } from "../report/run-files.js";
import type { Settings } from "../settings/settings.js";
import { readJournalFile } from "../store/file-journal.js";
import { createRunFolder, findRunFolder, type RunFolder } from "../store/run-folder.js";
import { createModel, type ReadyModel } from "./create-model.js";
import { frozenFilesThatDiffer } from "./frozen-files.js";
import { planResumed } from "./plan-resumed.js";
import { planRun, type RunRequest } from "./plan-run.js";
import { openSession, type RunSession, readPlan, withLock } from "./session.js";

/** A run that has ended or was stopped. */
export interface EndedRun {
  readonly plan: RunPlan;
  readonly state: RunState;
  readonly result: RunResult;
  readonly events: readonly RunEvent[];
  /** The error that stopped it; null when it ended by its own rules. */
  readonly error: PipelineError | null;
  /** True when there was nothing to go on with: it had ended in an earlier session. */
  readonly wasOver: boolean;
}

/** Starts a run and follows it to its end. Throws PipelineError when it cannot even begin. */
export async function startRun(request: RunRequest, session: RunSession): Promise<EndedRun> {
  const { settings, cwd } = request;
  const judge = session.judge ?? createJudge({ allowUnsafe: settings.allowUnsafe });
  const { plan: planned, notes } = await planRun(request, judge, session.signal);
  // Before the folder is made: a run that lacks a key or a recording leaves nothing behind.
  const ready =
    session.model ??
    (await createModel({ plan: planned, settings, cwd, mode: "new", env: session.env ?? {} }));
  const folder = await createRunFolder(path.resolve(cwd, settings.output), planned.stem);
  const run = path.basename(folder.directory);
  const plan: RunPlan = { ...planned, run, directory: path.join(settings.output, run) };
  return withLock(folder, async () => {
    await writePlan(folder, plan);
    session.listener.started(plan, [...notes, ...(ready.notes ?? [])]);
    return follow({ plan, folder, session, judge, ...ready });
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
    const journal = await readJournalFile(path.join(folder.directory, "events.jsonl"));
    const over = await endedAlready(frozen, folder, journal);
    if (over !== null) return over;
    const { plan, notes } = await planResumed(frozen, settings, stateOf(journal));
    const ready =
      session.model ??
      (await createModel({
        plan,
        settings,
        cwd,
        mode: "resumed",
        env: session.env ?? {},
        answered: answeredCalls(journal),
      }));
    const differing = await frozenFilesThatDiffer(plan, cwd);
    if (!isDeepStrictEqual(plan, frozen)) await writePlan(folder, plan);
    session.listener.started(plan, [...notes, ...differing, ...(ready.notes ?? [])]);
    const judge = session.judge ?? createJudge({ allowUnsafe: plan.allowUnsafe });
    return follow({ plan, folder, session, judge, ...ready });
  });
}

/** The calls that the journal has answers for. */
function answeredCalls(events: readonly RunEvent[]): ReadonlySet<string> {
  return new Set(events.flatMap((event) => (event.type === "call.answered" ? [event.key] : [])));
}

/** A run that has ended by its own rules, read back; files that a crash left out are written. */
async function endedAlready(
  plan: RunPlan,
  folder: RunFolder,
  events: readonly RunEvent[],
): Promise<EndedRun | null> {
  const end = endOf(events);
  if (end?.type !== "run.finished") return null;
  await writeStart(plan, folder);
  let state = EMPTY_RUN;
  for (const event of events) {
    state = reduce(state, event);
    for (const { name, text } of filesAfter(event, state, plan)) await folder.write(name, text);
  }
  // Agents that were called alone stand behind the end of the run.
  const { name, text } = resultFile(plan, state, end);
  await folder.write(name, text);
  return { plan, state, events, result: resultOf(plan, state, end), error: null, wasOver: true };
}

async function writeStart(plan: RunPlan, folder: RunFolder): Promise<void> {
  for (const { name, text } of filesAtStart(plan)) await folder.write(name, text);
}

function writePlan(folder: RunFolder, plan: RunPlan): Promise<void> {
  return folder.write("run.json", `${JSON.stringify(plan, null, 2)}\n`);
}

interface Follow extends ReadyModel {
  readonly plan: RunPlan;
  readonly folder: RunFolder;
  readonly session: RunSession;
  readonly judge: LocalJudge;
}

async function follow(following: Follow): Promise<EndedRun> {
  const { plan } = following;
  await writeStart(plan, following.folder);
  const open = await openSession(following);
  const { recorder, parts } = open.run;
  try {
    const at = recorder.now();
    const isNew = parts.journal.events.length === 0;
    await recorder.note(
      isNew ? { type: "run.started", at, run: plan.run } : { type: "run.resumed", at },
    );
    const { end, error } = await runPipeline(open.run);
    return endedRun({ plan, end, error, state: recorder.state, events: recorder.taken });
  } finally {
    await open.close();
  }
}

function endedRun(
  run: Omit<EndedRun, "result" | "wasOver"> & { readonly end: EndEvent },
): EndedRun {
  const { plan, state, events, error, end } = run;
  return { plan, state, events, error, result: resultOf(plan, state, end), wasOver: false };
}
