import path from "node:path";

import { parseAgentDefinition } from "../agents/definition.js";
import type { CommandCase } from "../core/case.js";
import { LANGUAGES, type Language } from "../core/language.js";
import type { Limits } from "../core/limits.js";
import type { Pipeline } from "../core/pipeline.js";
import type { Problem } from "../core/problem.js";
import type { RunPlan } from "../core/run-plan.js";
import type { Program } from "../core/solution.js";
import { VERSION } from "../core/version.js";
import { findOwnTests } from "../judge/cases/own-tests.js";
import type { LocalJudge } from "../judge/create-judge.js";
import { checkAgentFiles, rolesOf } from "../settings/agent-files.js";
import { findAgent, findPipeline, listAgents, type SearchPlaces } from "../settings/find-files.js";
import { requirePipeline } from "../settings/pipeline-file.js";
import { readCodeFile, type StandardInput } from "../settings/problem-file.js";
import type { Settings } from "../settings/settings.js";
import { chooseLanguage } from "./choose-language.js";
import { frozenFile } from "./frozen-file.js";
import { planBackend } from "./plan-backend.js";
import { budgetOf } from "./plan-budget.js";
import { priceTableOf } from "./price-table.js";
import { programOfFile } from "./program-of-file.js";
import { readGivenCases, readProblem } from "./read-problem.js";

/** What a person asks for: which command, on which file, with which settings. */
export interface RunRequest {
  readonly command: RunPlan["command"];
  /** The problem's path or `-`; for `debug` the path of the code. */
  readonly file: string;
  readonly settings: Settings;
  readonly cwd: string;
  /** Where pipelines and agents are looked up; `cwd` if not given. */
  readonly searchFrom?: string;
  /** The folder in which the user's test command runs, of which versions get a copy each. */
  readonly projectDirectory?: string;
  readonly stdin: StandardInput;
  /** A pipeline that is no file. */
  readonly pipeline?: {
    readonly shownAs: string;
    readonly text: string;
    readonly definition: Pipeline;
  };
  readonly attachments?: RunPlan["attachments"];
  /** The problem that a file of the user's is to solve. */
  readonly problemFile?: string;
}

/** A plan that has no run folder yet, and what the user should be told of it. */
export interface PlannedRun {
  readonly plan: Omit<RunPlan, "run" | "directory">;
  readonly notes: readonly string[];
}

const PIPELINE_OF: Readonly<Record<RunPlan["command"], string>> = {
  run: "complete",
  demo: "complete",
  compete: "competitive",
  debug: "debug",
  agent: "complete",
};

/**
 * Reads and checks everything that a run depends on, before anything is made or paid for. Throws
 * PipelineError for whatever is wrong with the files or the settings.
 */
export async function planRun(
  request: RunRequest,
  judge: Pick<LocalJudge, "require">,
  signal: AbortSignal,
): Promise<PlannedRun> {
  const { settings, command } = request;
  const pipeline = await planPipeline(request);
  const subject = await readSubject(request, pipeline.frozen.definition, signal);
  const choice = { command, wanted: settings.lang, subject };
  const language = await chooseLanguage(choice, judge, signal);
  const code = subject.code === null ? null : { ...subject.code, language };
  const stem = stemOf(request.file);
  const backend = await planBackend(settings, request.cwd);
  const models = { ...backend, pipeline: pipeline.frozen, agents: pipeline.agents };
  const { budget, note } = budgetOf(settings, models, {
    prices: await priceTableOf(backend),
    begun: null,
  });
  const plan: PlannedRun["plan"] = {
    format: 1,
    version: VERSION,
    command,
    startedAt: new Date().toISOString(),
    stem,
    problem: subject.problem,
    problemFile: subject.problemFile,
    goal: settings.goal,
    code,
    codeFile: subject.codeFile,
    givenCases: subject.givenCases,
    testCommand: testCommand(request, code, language),
    requiredTests: subject.requiredTests,
    attachments: request.attachments ?? [],
    language,
    limits: limitsOf(settings, subject.problem),
    comparison: settings.comparison,
    allowUnsafe: settings.allowUnsafe,
    stress: settings.stress,
    ...models,
    ownBudget: settings.budget,
    budget,
  };
  const notes = [...settings.notes, ...pipeline.notes, ...note, ...subject.notes];
  return { plan, notes };
}

type Subject = Pick<
  RunPlan,
  "problem" | "problemFile" | "code" | "codeFile" | "givenCases" | "requiredTests"
> & { readonly notes: readonly string[] };

/** What the run is about: a problem, or a program of the user's. */
async function readSubject(
  request: RunRequest,
  { input }: Pipeline,
  signal: AbortSignal,
): Promise<Subject> {
  const nothing = { problem: null, problemFile: null, code: null, codeFile: null };
  if (input === "problem") {
    const { problem, notes } = await readProblem(request, signal);
    return {
      ...nothing,
      problem,
      problemFile: request.file,
      givenCases: [],
      requiredTests: [],
      notes,
    };
  }
  const file = await readCodeFile(request.file, { cwd: request.cwd });
  const { problemFile = null } = request;
  const stated =
    problemFile === null ? null : await readProblem({ ...request, file: problemFile }, signal);
  const problem = stated?.problem ?? null;
  const program = programOfFile(file);
  const code: Program = {
    ...program,
    shape: problem?.shape ?? program.shape,
    entry: problem?.entry ?? program.entry,
  };
  return {
    problem,
    problemFile,
    code,
    codeFile: path.relative(request.cwd, file.path),
    givenCases: await readGivenCases(request),
    requiredTests: findOwnTests(code),
    notes: stated?.notes ?? [],
  };
}

interface PlannedPipeline {
  readonly frozen: RunPlan["pipeline"];
  readonly agents: RunPlan["agents"];
  readonly notes: readonly string[];
}

/** The pipeline of a command and the agents that it calls, read and checked. */
export async function planPipeline(
  request: Pick<RunRequest, "settings" | "command" | "cwd" | "searchFrom" | "pipeline">,
): Promise<PlannedPipeline> {
  const { settings, command } = request;
  const places: SearchPlaces = {
    cwd: request.searchFrom ?? request.cwd,
    agents: settings.agents,
  };
  const file =
    request.pipeline ?? (await findPipeline(settings.pipeline ?? PIPELINE_OF[command], places));
  const known = (await listAgents(places)).map(({ name }) => name);
  const definition = request.pipeline?.definition ?? requirePipeline(file, known);
  checkAgentFiles(settings.agents, definition);
  const agents: RunPlan["agents"] = {};
  const notes: string[] = [];
  for (const role of rolesOf(definition)) {
    const agent = await findAgent(role, places);
    const parsed = parseAgentDefinition(agent.text, agent.shownAs);
    notes.push(...parsed.warnings);
    // A persona of somebody else plays the role under the role's own name.
    agents[role] = {
      ...frozenFile(agent.shownAs, agent.text),
      definition: { ...parsed, name: role },
    };
  }
  return { frozen: { ...frozenFile(file.shownAs, file.text), definition }, agents, notes };
}

/**
 * The user's command runs in a copy of the project's folder. There the solution takes the place of the
 * user's file; the solution of a problem is a new file, `solution.py`.
 */
function testCommand(
  request: RunRequest,
  code: Program | null,
  language: Language,
): CommandCase | null {
  const { settings, file, cwd } = request;
  if (settings.test === null) return null;
  const subject = path.resolve(cwd, file);
  const isFile = code !== null;
  const projectDirectory = request.projectDirectory ?? (isFile ? projectOf(subject, cwd) : cwd);
  const { extension } = LANGUAGES[language];
  return {
    kind: "command",
    id: "given/test-command",
    origin: "given",
    command: settings.test,
    projectDirectory,
    target: isFile ? path.relative(projectDirectory, subject) : `solution${extension}`,
  };
}

/** The working folder when the file lies in it, else the file's own folder. */
function projectOf(code: string, cwd: string): string {
  return path.relative(cwd, code).startsWith("..") ? path.dirname(code) : cwd;
}

function limitsOf(settings: Settings, problem: Problem | null): Limits {
  return {
    timeLimitMs: settings.limits.timeLimitMs ?? problem?.limits.timeLimitMs ?? null,
    memoryLimitMb: settings.limits.memoryLimitMb ?? problem?.limits.memoryLimitMb ?? null,
  };
}

/** The name of a file without its ending, fit to name a folder. */
function stemOf(file: string): string {
  if (file === "-") return "problem";
  const stem = path
    .parse(file)
    .name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[.-]+/, "");
  return stem.slice(0, 60) || "problem";
}
