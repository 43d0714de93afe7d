import { z } from "zod";

import type { AgentDefinition } from "./agent.js";
import type { BudgetLimits } from "./budget.js";
import type { CommandCase, DataCase } from "./case.js";
import type { StatedComparison } from "./comparison.js";
import { LANGUAGE_NAMES } from "./language.js";
import type { Limits } from "./limits.js";
import { pipelineSchema } from "./pipeline.js";
import type { Problem } from "./problem.js";
import type { Program } from "./solution.js";
import { DEFAULT_STRESS } from "./stress.js";

const text = z.string();
const lines = z.tuple([z.int(), z.int()]).readonly();
const shape = z.enum(["stdio", "call", "module"]);
const language = z.enum(LANGUAGE_NAMES);

const limits = z.object({
  timeLimitMs: z.number().nullable(),
  memoryLimitMb: z.number().nullable(),
}) satisfies z.ZodType<Limits>;

const dataCase = z.object({
  kind: z.literal("data"),
  id: text,
  origin: z.enum(["sample", "given", "own", "stress", "proof"]),
  input: text,
  expected: text.nullable(),
}) satisfies z.ZodType<DataCase>;

const commandCase = z.object({
  kind: z.literal("command"),
  id: text,
  origin: z.enum(["sample", "given", "own", "stress", "proof"]),
  command: text,
  projectDirectory: text,
  target: text,
}) satisfies z.ZodType<CommandCase>;

const problem = z.object({
  title: text,
  statement: text,
  limits,
  samples: z.array(z.object({ test: dataCase, lines: lines.nullable() })).readonly(),
  refused: z.array(z.object({ lines, why: text })).readonly(),
  shape: shape.nullable(),
  entry: text.nullable(),
}) satisfies z.ZodType<Problem>;

const program = z.object({
  language,
  fileName: text,
  source: text,
  shape,
  entry: text.nullable(),
}) satisfies z.ZodType<Program>;

const comparison = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["exact", "lines", "tokens", "unordered-lines"]) }),
  z.object({ kind: z.literal("float"), epsilon: z.number() }),
  z.object({ kind: z.literal("checker"), command: text }),
]) satisfies z.ZodType<StatedComparison>;

// Fields with a default came later: older runs lack them.
const agentDefinition = z.object({
  name: text,
  description: text,
  model: text.nullable(),
  effort: z.enum(["low", "medium", "high", "xhigh", "max"]).nullable(),
  tools: z.array(text).readonly(),
  maxTurns: z.number().nullable(),
  thinking: z.enum(["on", "off"]).nullable().default(null),
  maxOutputTokens: z.int().positive().nullable().default(null),
  color: text.nullable(),
  body: text,
  notActedOn: z.array(text).readonly(),
  warnings: z.array(text).readonly(),
}) satisfies z.ZodType<AgentDefinition>;

const budget = z.object({
  usd: z.number().nullable(),
  minutes: z.number().nullable(),
  calls: z.number().nullable(),
  tokens: z.number().nullable(),
}) satisfies z.ZodType<BudgetLimits>;

/** A file as it was when the run began. */
const frozenFile = { file: text, text, sha256: text };

/**
 * `run.json`: everything that a run was started with. A resumed run uses this and not what the files
 * say by then.
 */
export const runPlanSchema = z.object({
  format: z.literal(1),
  version: text,
  run: text,
  /** The run folder as the user names it, such as `output/lis-1`. */
  directory: text,
  command: z.enum(["run", "compete", "debug", "agent", "demo"]),
  startedAt: text,
  /** Base of file names: the name of the problem's or the code's file without its ending. */
  stem: text,
  problem: problem.nullable(),
  problemFile: text.nullable(),
  goal: text.nullable(),
  /** The user's own file, version 0 of a debug run. */
  code: program.nullable(),
  codeFile: text.nullable(),
  /** Cases from the user's own files. */
  givenCases: z.array(dataCase).readonly(),
  testCommand: commandCase.nullable(),
  /** Tests inside the user's own file, which no version may lose. */
  requiredTests: z.array(text).readonly(),
  /** More files that the user hands to the agents, as data. */
  attachments: z.array(z.object({ name: text, text })).readonly(),
  language,
  limits,
  comparison,
  /** Whether the user accepts that nothing keeps judged programs from the files. */
  allowUnsafe: z.boolean().default(false),
  /** The most that one version is held against an oracle. */
  stress: z.object({ seconds: z.number(), cases: z.int() }).default(DEFAULT_STRESS),
  pipeline: z.object({ ...frozenFile, definition: pipelineSchema }),
  agents: z.record(text, z.object({ ...frozenFile, definition: agentDefinition })),
  backend: z.enum(["anthropic", "quest", "replay", "claude-cli"]),
  /** The recording that is replayed, or the file through which quests are answered. */
  backendFile: text.nullable(),
  /** Whether a prompt may differ from the recorded one. */
  replayMode: z.enum(["demo", "strict"]).default("demo"),
  /** The file that the answers are recorded in; null: none. */
  record: text.nullable().default(null),
  model: text,
  /** Asked once where the model refuses; null: nobody. */
  fallbackModel: text.nullable().default(null),
  /** The user's own prices, which win over the shipped ones; null: none. */
  priceFile: z.object(frozenFile).nullable().default(null),
  /** What the user said of the server of the Messages API; null: its kind is told from its host. */
  server: z.enum(["anthropic", "generic"]).nullable().default(null),
  /** Name and port of the server that the run began with; null: the backend is no server, or an older run. */
  serverHost: text.nullable().default(null),
  /** The limits that the user set himself; null: an older run, in which `budget` stands for them. */
  ownBudget: budget.nullable().default(null),
  /** The limits that bind: the user's, and those of the pipeline file that could be kept when it was last decided. */
  budget,
});

export type RunPlan = z.infer<typeof runPlanSchema>;
