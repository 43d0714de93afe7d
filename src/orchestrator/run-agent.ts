import { createHash } from "node:crypto";
import path from "node:path";

import { stringify } from "yaml";

import { parseAgentDefinition } from "../agents/definition.js";
import { adviceFor } from "../core/advice.js";
import { PipelineError } from "../core/errors.js";
import { endOf, type RunEvent, type RunFailure, type StepEvent } from "../core/events.js";
import { type AgentStep, pipelineSchema, type Readable } from "../core/pipeline.js";
import type { RunPlan } from "../core/run-plan.js";
import { type RunState, stateOf, versionOf } from "../core/run-state.js";
import type { VersionState } from "../core/version-state.js";
import { modelOf } from "../engine/ask.js";
import type { RunContext } from "../engine/run-context.js";
import { runSingleStep } from "../engine/run-single-step.js";
import { createJudge } from "../judge/create-judge.js";
import { resolveModelName } from "../models/model-names.js";
import { resultFile } from "../report/run-files.js";
import { readAttachments } from "../settings/attachments.js";
import { findAgent } from "../settings/find-files.js";
import type { StandardInput } from "../settings/problem-file.js";
import type { Settings } from "../settings/settings.js";
import { readJournalFile } from "../store/file-journal.js";
import { RunFolder } from "../store/run-folder.js";
import { createModel, type ReadyModel } from "./create-model.js";
import { frozenFile } from "./frozen-file.js";
import { planBackend } from "./plan-backend.js";
import { refuseUnpriced } from "./plan-budget.js";
import { priceTableOf } from "./price-table.js";
import { readProblem } from "./read-problem.js";
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
  await findAgent(request.agent, { cwd: request.cwd, agents: request.settings.agents });
  const folder = new RunFolder(path.dirname(path.resolve(request.cwd, request.file)));
  const isRun = (await folder.read("run.json")) !== null;
  return isRun ? runInFolder(request, folder, session) : runAnew(request, session);
}

async function runAnew(request: AgentRequest, session: RunSession): Promise<AgentEnd> {
  const { agent, file, settings, cwd, stdin } = request;
  const isSolver = agent === "problem-solver";
  const problemFile = isSolver ? null : await problemAmong(request, session.signal);
  const reads: readonly Readable[] = isSolver
    ? ["problem", "limits", "goal"]
    : [
        ...(problemFile === null ? [] : (["problem", "limits"] as const)),
        "goal",
        "solution",
        "report",
      ];
  const pipeline = pipelineSchema.parse({
    version: 1,
    name: "agent",
    input: isSolver ? "problem" : "code",
    steps: [stepOf(request, reads)],
    final: "last",
  });
  const attached = request.with.filter((name) => name !== problemFile);
  const ended = await startRun(
    {
      command: "agent",
      file,
      settings,
      cwd,
      stdin,
      ...(problemFile === null ? {} : { problemFile }),
      pipeline: {
        shownAs: `the step of ${agent}`,
        text: stringify(pipeline),
        definition: pipeline,
      },
      attachments: await readAttachments(attached, cwd),
    },
    session,
  );
  if (ended.error !== null) throw ended.error;
  return { written: writtenIn(ended.plan, ended.events), failure: ended.result.error };
}

/** The file of `--with` that states a problem with samples: the work is judged on those. */
async function problemAmong(
  { with: files, cwd, stdin }: AgentRequest,
  signal: AbortSignal,
): Promise<string | null> {
  for (const file of files.filter((name) => /\.(?:txt|md)$/i.test(name))) {
    const { problem } = await readProblem(
      { file, cwd, stdin, settings: { samples: null } },
      signal,
    );
    if (problem.samples.length > 0) return file;
  }
  return null;
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
    const ready: ReadyModel =
      session.model ??
      (await createModel({ plan, settings, cwd, mode: "resumed", env: session.env ?? {} }));
    const judge = session.judge ?? createJudge({ allowUnsafe: plan.allowUnsafe });
    const open = await openSession({ plan, folder, session, judge, ...ready });
    const { run } = open;
    try {
      refuseUnfinished(run.parts.journal.events, plan);
      return await callOneAgent(request, run);
    } finally {
      await open.close();
      await writeResult(frozen, folder);
    }
  });
}

async function callOneAgent(request: AgentRequest, run: RunContext): Promise<AgentEnd> {
  const { recorder, plan } = run;
  const { events } = run.parts.journal;
  const version = versionNamed(stateOf(events), events, request.file);
  const key = agentKey(request, { plan, version }, events);
  await recorder.readBack(key);
  const before = recorder.taken.length;
  const step = stepOf(request, ["problem", "limits", "goal", "solution", "report"]);
  const failure = await runSingleStep(run, { step, key, version: version.solution.version });
  return { written: writtenIn(plan, recorder.taken.slice(before)), failure };
}

/** What the call took stands behind the end of the run, and belongs to what the run came to. */
async function writeResult(plan: RunPlan, folder: RunFolder): Promise<void> {
  const events = await readJournalFile(path.join(folder.directory, "events.jsonl"));
  const end = endOf(events);
  if (end?.type !== "run.finished") return;
  const { name, text } = resultFile(plan, stateOf(events), end);
  await folder.write(name, text);
}

/** The frozen plan, with the agent that is called now and what it is given. */
async function planFor(request: AgentRequest, frozen: RunPlan): Promise<RunPlan> {
  const { agent, settings, cwd } = request;
  const file = await findAgent(agent, { cwd, agents: settings.agents });
  const definition = { ...parseAgentDefinition(file.text, file.shownAs), name: agent };
  const backend = await planBackend(settings, cwd);
  const models = [definition.model ?? backend.model, backend.fallbackModel];
  const called = { backend: backend.backend, models: models.filter((model) => model !== null) };
  const reckoning = { prices: await priceTableOf(backend), begun: null };
  refuseUnpriced(settings.budget, called, reckoning);
  return {
    ...frozen,
    agents: {
      ...frozen.agents,
      [agent]: { ...frozenFile(file.shownAs, file.text), definition },
    },
    attachments: await readAttachments(request.with, cwd),
    ...backend,
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
function refuseUnfinished(events: readonly RunEvent[], { run, directory }: RunPlan): void {
  if (events.some(({ type }) => type === "run.finished")) return;
  throw new PipelineError("usage", `the run ${run} has not ended yet`, {
    hint: adviceFor(directory, `Let it end first: pipeline resume ${run}`),
  });
}

/**
 * The key of this call. The same call, made again after a crash, has the same key and finds its own answers; once it is
 * done, the next one has another. Whatever changes what is asked, or who is asked, makes it another call: an answer is
 * never taken for that of a question that it was not given to.
 */
function agentKey(
  { agent, focus }: AgentRequest,
  { plan, version }: { readonly plan: RunPlan; readonly version: VersionState },
  events: readonly RunEvent[],
): string {
  const done = events.filter((event) => "key" in event && isWorkOfAgent(event)).length;
  const { attachments, backend, fallbackModel } = plan;
  const asked = {
    agent: plan.agents[agent]?.sha256,
    problem: plan.problem?.statement,
    file: [version.file, version.solution.program.source],
    given: [focus, attachments],
    backend,
    models: [modelOf(plan, { agent }), fallbackModel ?? ""].map(resolveModelName),
  };
  const hash = createHash("sha256").update(JSON.stringify(asked)).digest("hex").slice(0, 8);
  return `agent-${done + 1}-${hash}.${agent}`;
}

/** The last event of an agent's call that stands behind the run. */
function isWorkOfAgent(event: StepEvent): boolean {
  const last = ["plan.written", "report.recorded", "solution.unchanged", "step.failed"];
  return (
    event.key.startsWith("agent-") && !event.key.includes("/proofs/") && last.includes(event.type)
  );
}

/** The version that a file of the run folder holds. Throws PipelineError "bad_input" for any other file. */
function versionNamed(state: RunState, events: readonly RunEvent[], file: string): VersionState {
  const fileName = path.basename(file);
  const named = state.versions.find(
    ({ file: versionFile, aliases }) => versionFile === fileName || aliases.includes(fileName),
  );
  const end = endOf(events);
  const final = end?.type === "run.finished" ? end.finalVersion : null;
  const isFinal = path.parse(fileName).name === "solution_final";
  const version = named ?? (isFinal ? versionOf(state, final) : undefined);
  if (version !== undefined) return version;
  const files = state.versions.map((known) => known.file).join(", ");
  throw new PipelineError("bad_input", `${file} is no version of this run`, {
    hint: `There is ${files || "none yet"}.`,
  });
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
