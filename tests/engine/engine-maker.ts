import { parseAgentDefinition } from "../../src/agents/definition.js";
import type { Case } from "../../src/core/case.js";
import { PipelineError } from "../../src/core/errors.js";
import type { RunEvent } from "../../src/core/events.js";
import { type Pipeline, pipelineSchema } from "../../src/core/pipeline.js";
import type {
  Judge,
  JudgeRequest,
  Model,
  ModelFacts,
  Prices,
  RunFiles,
  Stressor,
  Workbench,
} from "../../src/core/ports.js";
import type { CaseResult, Report } from "../../src/core/report.js";
import type { RunPlan } from "../../src/core/run-plan.js";
import type { Verdict } from "../../src/core/verdict.js";
import { Recorder } from "../../src/engine/recorder.js";
import type { SampleReader } from "../../src/engine/run-context.js";
import { runPipeline, type SessionEnd } from "../../src/engine/run-pipeline.js";
import { NO_LANGUAGES } from "../../src/judge/languages/toolchain.js";
import { filesAfter } from "../../src/report/run-files.js";
import { MemoryJournal } from "../../src/store/memory-journal.js";

const ROLES = ["problem-solver", "solution-improver", "bug-report-reviewer", "solution-fixer"];

/** Files of a run folder that live in memory. */
export class MemoryFiles implements RunFiles {
  readonly texts = new Map<string, string>();

  write(name: string, text: string): Promise<void> {
    this.texts.set(name, text);
    return Promise.resolve();
  }

  read(name: string): Promise<string | null> {
    return Promise.resolve(this.texts.get(name) ?? null);
  }
}

/** What a program does with a case. Data cases only; nothing is started. */
export type Behaviour = (source: string, test: Case) => Verdict;

/** A judge that knows what each program would do, for tests of the engine alone. */
export class TableJudge implements Judge, Stressor, Workbench {
  readonly requests: JudgeRequest[] = [];
  readonly #behaviour: Behaviour;

  constructor(behaviour: Behaviour) {
    this.#behaviour = behaviour;
  }

  probe(): ReturnType<Judge["probe"]> {
    const languages = { ...NO_LANGUAGES, python: "3", javascript: "20" };
    return Promise.resolve({ isolation: "none", isolationNote: "a table", languages });
  }

  stress(): ReturnType<Stressor["stress"]> {
    return Promise.reject(new Error("this table knows no generated inputs"));
  }

  withBench<T>(): Promise<T> {
    return Promise.reject(new PipelineError("judge", "this table has no bench"));
  }

  judge(request: JudgeRequest): Promise<Report> {
    this.requests.push(request);
    const cases = request.cases
      .filter(({ kind }) => kind === "data")
      .map((test) => this.#result(request.program.source, test));
    const { confirmations } = request;
    return Promise.resolve({ cases, compile: null, isolation: "none", confirmations });
  }

  #result(source: string, test: Case): CaseResult {
    const verdict = this.#behaviour(source, test);
    return {
      id: test.id,
      origin: test.origin,
      verdict,
      cpuMs: Number(/cpu=(\d+)/.exec(source)?.[1] ?? 10),
      wallMs: 10,
      memoryKb: 9000,
      ending: { kind: "exited", code: 0 },
      note: verdict === "AC" ? "" : "as the table says",
      input: "",
      expected: null,
      output: "",
      stderr: "",
    };
  }
}

/** The id that the reply rules of a prompt ask for. */
function replyId(instruction: string): string {
  const id = /id="([A-Z0-9]{6})">>>/.exec(instruction)?.[1];
  if (id === undefined) throw new Error("the prompt names no reply id");
  return id;
}

/** A reply that hands over a program. */
export function program(instruction: string, source: string): string {
  const id = replyId(instruction);
  return `<<<FILE path="solution.py" id="${id}">>>\n${source}\n<<<END id="${id}">>>\n`;
}

/** A reply that hands over findings. */
export function review(...findings: readonly object[]): string {
  return `\`\`\`json\n${JSON.stringify({ summary: "a review", findings })}\n\`\`\`\n`;
}

/** A finding as a reviewer writes it, with an input that is to prove it. */
export function claim(
  severity: string,
  input: string | null,
  expected: string | null = "x",
): object {
  return {
    severity,
    title: `about ${input}`,
    line: 1,
    issue: "i",
    impact: "i",
    fix: "f",
    proof: input === null ? null : { input, expected },
  };
}

/** A pipeline with the usual loop; parts can be replaced. */
export function usualPipeline(change: Partial<Pipeline> = {}, max = 5): Pipeline {
  return {
    ...pipelineSchema.parse({
      version: 1,
      name: "test",
      steps: [
        { agent: "problem-solver", reads: ["problem"], writes: "solution" },
        {
          repeat: {
            max,
            until: ["checks_pass", "no_major_findings", "within_limits"],
            stop_if: ["unchanged", "no_progress"],
            steps: [
              {
                agent: "bug-report-reviewer",
                reads: ["problem", "solution", "history", "report"],
                writes: "fix_plan",
              },
              {
                agent: "solution-fixer",
                reads: ["problem", "solution", "fix_plan", "report", "history"],
                writes: "solution",
              },
            ],
          },
        },
      ],
    }),
    ...change,
  };
}

const file = { file: "x", text: "x", sha256: "x" };

/** The plan of a run with two samples. */
export function planWith(pipeline: Pipeline, change: Partial<RunPlan> = {}): RunPlan {
  const sample = (number: number) => ({
    test: {
      kind: "data" as const,
      id: `sample/${number}`,
      origin: "sample" as const,
      input: `${number}\n`,
      expected: `${number}\n`,
    },
    lines: null,
  });
  const agents = ROLES.map((role) => {
    const text = `---\nname: ${role}\ndescription: d\n---\nbody of ${role}\n`;
    return [role, { ...file, definition: parseAgentDefinition(text, role) }] as const;
  });
  return {
    format: 1,
    version: "0.0.0",
    run: "test-1",
    directory: "output/test-1",
    command: "run",
    startedAt: "2026-01-01T00:00:00.000Z",
    stem: "test",
    problem: {
      title: "Echo",
      statement: "Print the number.\n",
      limits: { timeLimitMs: 1000, memoryLimitMb: null },
      samples: [sample(1), sample(2)],
      refused: [],
      shape: "stdio",
      entry: null,
    },
    problemFile: "test.txt",
    goal: null,
    code: null,
    codeFile: null,
    givenCases: [],
    testCommand: null,
    requiredTests: [],
    attachments: [],
    language: "python",
    limits: { timeLimitMs: 1000, memoryLimitMb: null },
    comparison: { kind: "lines" },
    allowUnsafe: false,
    pipeline: { ...file, definition: pipeline },
    agents: Object.fromEntries(agents),
    backend: "replay",
    backendFile: null,
    model: "test-model",
    replayMode: "demo",
    record: null,
    fallbackModel: null,
    priceFile: null,
    server: null,
    serverHost: null,
    ownBudget: null,
    stress: { seconds: 5, cases: 100 },
    budget: { usd: null, minutes: null, calls: null, tokens: null },
    ...change,
  };
}

/** Models of which each can write as much as the newest. */
export const MODEL_FACTS: ModelFacts = { idOf: (model) => model, mostOutputTokens: () => 128_000 };

const NO_SAMPLES: SampleReader = { numberedLines: () => "", read: () => [] };

export interface EngineRun {
  readonly plan: RunPlan;
  readonly model: Model;
  readonly judge: Judge & Stressor & Workbench;
  readonly events?: readonly RunEvent[];
  /** In the place of a new one with these events. */
  readonly journal?: MemoryJournal;
  readonly files?: MemoryFiles;
  readonly approved?: boolean;
  readonly signal?: AbortSignal;
  readonly prices?: Prices;
  readonly requireAtEnd?: (names: ReadonlySet<string>) => void;
}

export interface EngineResult extends SessionEnd {
  readonly events: readonly RunEvent[];
  readonly files: MemoryFiles;
  readonly recorder: Recorder;
}

/** Runs the real engine on parts that live in memory. */
export async function runEngine(run: EngineRun): Promise<EngineResult> {
  const journal = run.journal ?? new MemoryJournal(run.events);
  const files = run.files ?? new MemoryFiles();
  let time = 0;
  const clock = { now: () => (time += 1000) };
  const recorder = new Recorder({
    journal,
    clock,
    onRecorded: async (event, state) => {
      for (const { name, text } of filesAfter(event, state, run.plan))
        await files.write(name, text);
    },
  });
  const end = await runPipeline({
    plan: run.plan,
    recorder,
    signal: run.signal ?? new AbortController().signal,
    parts: {
      model: run.model,
      judge: run.judge,
      journal,
      files,
      directory: "/nowhere",
      clock,
      approver: { approve: () => Promise.resolve(run.approved ?? true) },
      prices: run.prices ?? null,
      modelFacts: MODEL_FACTS,
      sampleReader: NO_SAMPLES,
      onNotice: () => {},
      ...(run.requireAtEnd === undefined ? {} : { requireAtEnd: run.requireAtEnd }),
    },
  });
  return { ...end, events: journal.events, files, recorder };
}
