import path from "node:path";

import { stringify } from "yaml";

import { parseAgentDefinition } from "../agents/definition.js";
import { PipelineError } from "../core/errors.js";
import type { RunEvent, RunFailure } from "../core/events.js";
import { type AgentStep, pipelineSchema, type Readable } from "../core/pipeline.js";
import type { RunPlan } from "../core/run-plan.js";
import type { RunState } from "../core/run-state.js";
import { runSingleStep } from "../engine/run-single-step.js";
import { readAttachments } from "../settings/attachments.js";
import { findAgent } from "../settings/find-files.js";
import type { StandardInput } from "../settings/problem-file.js";
import type { Settings } from "../settings/settings.js";
import { RunFolder } from "../store/run-folder.js";
import { createModel } from "./create-model.js";
import { startRun } from "./run.js";
import { openSession, type RunSession, readPlan, withLock } from "./session.js";

/** One agent, the file it works on, and what else it is given. */
export interface AgentRequest {
  readonly agent: string;
  readonly file: string;
  readonly with: readonly string[];
  readonly focus: string | null;
  readonly settings: Settings;
  readonly cwd: string;
  readonly stdin: StandardInput;
}

/** What came of it. */
export interface AgentEnd {
  /** Files that were written, relative to the working folder. */
  readonly written: readonly string[];
  readonly failure: RunFailure | null;
}

/**
 * Calls one agent alone. On a version in a run folder it writes the next version or fix plan beside it;
 * on any other file it begins a run of its own.
 */
export async function runAgent(request: AgentRequest, session: RunSession): Promise<AgentEnd> {
  const folder = new RunFolder(path.dirname(path.resolve(request.cwd, request.file)));
  const isRun = (await folder.read("run.json")) !== null;
  return isRun ? runInFolder(request, folder, session) : runAnew(request, session);
}

async function runAnew(request: AgentRequest, session: RunSession): Promise<AgentEnd> {
  const { agent, file, settings, cwd, stdin } = request;
  const isSolver = agent === "problem-solver";
  const step = stepOf(
    request,
    isSolver ? ["problem", "limits", "goal"] : ["goal", "solution", "report"],
  );
  const pipeline = pipelineSchema.parse({
    version: 1,
    name: "agent",
    input: isSolver ? "problem" : "code",
    steps: [step],
    final: "last",
  });
  const ended = await startRun(
    {
      command: "agent",
      file,
      settings,
      cwd,
      stdin,
      pipeline: { shownAs: `the step of ${agent}`, text: stringify(pipeline) },
      attachments: await readAttachments(request.with, cwd),
    },
    session,
  );
  if (ended.error !== null) throw ended.error;
  return { written: writtenIn(ended.plan, ended.events), failure: ended.result.error };
}

async function runInFolder(
  request: AgentRequest,
  folder: RunFolder,
  session: RunSession,
): Promise<AgentEnd> {
  return withLock(folder, async () => {
    const frozen = await readPlan(folder);
    const plan = await planFor(request, frozen);
    const { settings, cwd } = request;
    const { model, prices } = await createModel({ plan, settings, cwd, mode: "resumed" });
    const open = await openSession({ plan, folder, session, model, prices });
    const { run } = open;
    try {
      refuseUnfinished(run.parts.journal.events, plan);
      await run.recorder.readBack();
      const before = run.recorder.taken.length;
      const failure = await runSingleStep(run, {
        step: stepOf(request, ["problem", "limits", "goal", "solution", "report"]),
        key: `agent-${before}.${request.agent}`,
        version: versionNamed(run.recorder.state, path.basename(request.file)),
      });
      return { written: writtenIn(plan, run.recorder.taken.slice(before)), failure };
    } finally {
      await open.close();
    }
  });
}

/** The frozen plan, with the agent that is called now and what it is given. */
async function planFor(request: AgentRequest, frozen: RunPlan): Promise<RunPlan> {
  const { agent, settings, cwd } = request;
  const file = await findAgent(agent, { cwd, agents: settings.agents });
  const definition = { ...parseAgentDefinition(file.text, file.shownAs), name: agent };
  return {
    ...frozen,
    agents: {
      ...frozen.agents,
      [agent]: { file: file.shownAs, text: file.text, sha256: "", definition },
    },
    attachments: await readAttachments(request.with, cwd),
    backend: settings.backend.kind,
    backendFile: settings.backend.kind === "replay" ? settings.backend.file : settings.questDb,
    model: settings.model,
    budget: settings.budget,
  };
}

function stepOf(request: AgentRequest, reads: readonly Readable[]): AgentStep {
  const { agent, focus } = request;
  return {
    agent,
    ...(focus === null ? {} : { focus }),
    reads: [...reads],
    writes: agent.includes("review") ? "fix_plan" : "solution",
  };
}

/** Steps behind an unfinished run would take the numbers of versions that it is still to write. */
function refuseUnfinished(events: readonly RunEvent[], { run }: RunPlan): void {
  if (events.some(({ type }) => type === "run.finished")) return;
  throw new PipelineError("usage", `the run ${run} has not ended yet`, {
    hint: `Let it end first: pipeline resume ${run}`,
  });
}

function versionNamed(state: RunState, fileName: string): number | null {
  const named = state.versions.find(
    ({ file, aliases }) => file === fileName || aliases.includes(fileName),
  );
  return named?.solution.version ?? state.current;
}

/** What an agent wrote; the user's own file, version 0, is none of it. */
function writtenIn({ directory }: RunPlan, events: readonly RunEvent[]): readonly string[] {
  return events.flatMap((event) => {
    const isWork =
      event.type === "plan.written" ||
      (event.type === "solution.written" && event.solution.agent !== null);
    return isWork ? [path.join(directory, event.file)] : [];
  });
}
