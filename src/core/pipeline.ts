import { z } from "zod";

/** Rounds that no pipeline file can exceed, whatever it says. */
export const MAX_ROUNDS = 5;

/** What an agent can be given. Nothing else is sent. */
const READABLE = [
  "problem",
  "limits",
  "goal",
  "code",
  "solution",
  "report",
  "fix_plan",
  "oracle",
  "history",
] as const;

const WRITABLE = ["solution", "fix_plan", "oracle"] as const;

/** The closed list of conditions; what each means stands in `core/conditions.ts`. */
const CONDITIONS = [
  "checks_pass",
  "checks_fail",
  "no_major_findings",
  "within_limits",
  "unchanged",
  "no_progress",
  "slow",
  "has_findings",
] as const;

const readable = z.enum(READABLE);
const condition = z.enum(CONDITIONS);
const agentName = z.string().min(1).describe("Name of an agent: its file in agents/ without .md");

const agentStep = z.strictObject({
  agent: agentName,
  focus: z
    .string()
    .min(1)
    .optional()
    .describe("What to look at first. `oracle` asks for an oracle."),
  reads: z.array(readable).min(1).describe("What the agent is given. Nothing else is sent."),
  writes: z.enum(WRITABLE).describe("What the agent hands over"),
  as: z
    .string()
    .regex(/^[\w.{}-]+$/, "a plain file name without its ending, such as {stem}_fixed")
    .optional()
    .describe("Another file name for the version that goes on; {stem} is the problem's file name"),
  keep: z
    .enum(["always", "if-better"])
    .optional()
    .describe("if-better drops a version that tests worse, or as well but slower"),
  when: z.array(condition).min(1).optional().describe("Run the step only if all of these hold"),
  optional: z.boolean().optional().describe("An unusable answer skips the step"),
  tries: z
    .int()
    .min(1)
    .max(8)
    .optional()
    .describe("Independent candidates; the best by the judge goes on"),
  model: z.string().min(1).optional(),
  prompt: z.string().min(1).optional().describe("One more instruction for this step"),
});

const freshStart = agentStep
  .omit({ keep: true, when: true, optional: true, as: true, tries: true })
  .extend({ writes: z.literal("solution").describe("A fresh start is a new solution") });

const checkStep = z.strictObject({
  check: z.string().min(1).describe("A command that must pass; {file} is the current solution"),
  when: z.array(condition).min(1).optional(),
});

const approveStep = z.strictObject({
  approve: z.string().min(1).describe("A question that a person must agree to"),
  when: z.array(condition).min(1).optional(),
});

/** One step of a pipeline that is not a loop; which of the three keys it has says which it is. */
export const simpleStepSchemas = { agent: agentStep, check: checkStep, approve: approveStep };
const simpleStep = z.union([agentStep, checkStep, approveStep]);

export const repeatBodySchema = z.strictObject({
  max: z
    .int()
    .min(1)
    .max(MAX_ROUNDS)
    .optional()
    .describe(`Rounds at the most, ${MAX_ROUNDS} if not given`),
  until: z.array(condition).min(1).describe("The loop ends when all hold; tested after every step"),
  stop_if: z
    .array(condition)
    .min(1)
    .optional()
    .describe("The loop ends when one holds; tested after every round"),
  fresh_start: freshStart
    .optional()
    .describe(
      "Where no_progress would end the loop: a new solution without the old code, once in a run",
    ),
  steps: z.array(simpleStep).min(1),
});

const repeatStep = z.strictObject({ repeat: repeatBodySchema });

const budget = z.strictObject({
  usd: z.number().positive().optional(),
  minutes: z.number().positive().optional(),
  calls: z.int().positive().optional(),
  tokens: z.int().positive().optional(),
});

const autoOrOff = z.enum(["auto", "off"]);

/** What a pipeline file may say. Unknown keys are errors. */
export const pipelineSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, "small letters, digits and hyphens"),
  description: z.string().optional(),
  input: z
    .enum(["problem", "code"])
    .default("problem")
    .describe("code: the given file is version 0"),
  budget: budget.optional().describe("Limits that no call may exceed"),
  checks: z
    .strictObject({
      samples: autoOrOff.default("auto").describe("The samples of the statement"),
      own: autoOrOff.default("auto").describe("Tests that stand in the solution's own file"),
      tests: autoOrOff.default("auto").describe("The user's --test command"),
      stress: autoOrOff.default("auto").describe("Against the oracle, when there is one"),
    })
    .prefault({}),
  steps: z.array(z.union([agentStep, checkStep, approveStep, repeatStep])).min(1),
  final: z.enum(["best", "last"]).default("best"),
});

export type Pipeline = z.infer<typeof pipelineSchema>;
export type PipelineStep = Pipeline["steps"][number];
export type RepeatStep = z.infer<typeof repeatStep>;
export type SimpleStep = z.infer<typeof simpleStep>;
export type AgentStep = z.infer<typeof agentStep>;
export type FreshStart = z.infer<typeof freshStart>;
export type CheckStep = z.infer<typeof checkStep>;
export type ApproveStep = z.infer<typeof approveStep>;
export type Readable = z.infer<typeof readable>;
export type Writable = (typeof WRITABLE)[number];
export type Condition = z.infer<typeof condition>;
