import { z } from "zod";

import { LANGUAGE_NAMES } from "../core/language.js";
import { parseAgentFiles } from "./agent-files.js";
import { parseComparison } from "./comparison-name.js";
import { parseDurationMs } from "./duration.js";
import { parseMemoryMb } from "./memory-size.js";

const text = z
  .string()
  .refine((value) => value.trim() !== "" && !value.includes("\0"))
  .describe("text that is not empty");

const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i)
    .transform(Number),
]);
const above0 = number.pipe(z.number().positive());
const whole = number.pipe(z.int().positive());
const yesOrNo = z.union([z.boolean(), z.stringbool()]).describe("true or false");

/** Text that a parser of ours turns into a value; null means it could not. */
function parsed<T>(parse: (value: string) => T | null) {
  return z.string().transform((value, context) => {
    const result = parse(value);
    if (result !== null) return result;
    context.addIssue({ code: "custom", message: "not of the expected form" });
    return z.NEVER;
  });
}

const agentPairs = z.union([
  z.array(z.string()),
  z.string().transform((value) => value.split(",")),
  z
    .record(z.string(), z.string())
    .transform((files) => Object.entries(files).map(([role, file]) => `${role}=${file}`)),
]);
const agentFiles = agentPairs.transform((pairs, context) => {
  const files = parseAgentFiles(pairs);
  if (files !== null) return files;
  context.addIssue({ code: "custom", message: "not of the expected form" });
  return z.NEVER;
});

/**
 * Every setting, by the name of its flag in camel case, with the words that say what is expected. A value
 * may come as text, from a flag or a variable, or as a YAML value.
 */
export const settingValuesSchema = z
  .strictObject({
    pipeline: text.describe("the name or the path of a pipeline"),
    model: text.describe("the name of a model"),
    fallbackModel: text.describe("the name of a model"),
    server: z.enum(["anthropic", "generic"]).describe("anthropic or generic"),
    prices: text.describe("a file"),
    lang: z.enum(LANGUAGE_NAMES).describe(`one of ${LANGUAGE_NAMES.join(", ")}`),
    output: text.describe("a folder"),
    budget: above0.describe("an amount of dollars above 0, such as 1.50"),
    minutes: above0.describe("a number above 0"),
    calls: whole.describe("a whole number above 0"),
    tokens: whole.describe("a whole number above 0"),
    backend: z
      .enum(["anthropic", "quest", "replay", "claude-cli"])
      .describe("anthropic, quest, replay or claude-cli"),
    replay: text.describe("a recording"),
    strict: yesOrNo,
    record: z.union([z.literal(false), text]).describe("a file to record to"),
    samples: text.describe("a folder"),
    test: text.describe("a command"),
    goal: text.describe("a sentence"),
    float: above0.describe("a number above 0, such as 1e-6"),
    checker: text.describe("a command"),
    compare: parsed(parseComparison).describe(
      "exact, lines, tokens, unordered-lines or float:EPS, such as float:1e-6",
    ),
    allowUnsafe: yesOrNo,
    dryRun: yesOrNo,
    stressSeconds: above0.describe("a number above 0"),
    stressCases: whole.describe("a whole number above 0"),
    timeLimit: parsed(parseDurationMs).describe("a time with its unit, such as 2s or 1500ms"),
    memoryLimit: parsed(parseMemoryMb).describe("a size with its unit, such as 256MB"),
    agent: agentFiles.describe("ROLE=FILE, each role once, such as problem-solver=my-solver.md"),
    questDb: text.describe("a file"),
    json: yesOrNo,
    jsonl: yesOrNo,
    quiet: yesOrNo,
    verbose: yesOrNo,
    color: yesOrNo,
  })
  .partial();

export type SettingValues = z.output<typeof settingValuesSchema>;
export type SettingName = keyof SettingValues;
export const SETTING_NAMES = settingValuesSchema.keyof().options;
