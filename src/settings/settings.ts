import path from "node:path";

import type { BudgetLimits } from "../core/budget.js";
import { DEFAULT_COMPARISON, type StatedComparison } from "../core/comparison.js";
import type { Language } from "../core/language.js";
import type { Limits } from "../core/limits.js";
import { DEFAULT_STRESS } from "../core/stress.js";
import type { AgentFiles } from "./agent-files.js";
import { readConfigFile } from "./config-file.js";
import { type CredentialName, type Credentials, readCredentials } from "./credentials.js";
import { readEnvFile } from "./env-file.js";
import { misspeltVariables, settingsInEnvFile, settingsInEnvironment } from "./environment.js";
import { settleConflicts } from "./setting-conflicts.js";
import {
  flagName,
  type Layer,
  type RawSetting,
  requireLayer,
  type Source,
} from "./setting-layer.js";
import { SETTING_NAMES, type SettingName, type SettingValues } from "./setting-values.js";
import { settingsNotes } from "./settings-notes.js";

/** Who answers the prompts. */
type BackendChoice =
  | { readonly kind: "anthropic" }
  | { readonly kind: "quest" }
  | { readonly kind: "claude-cli" }
  | {
      readonly kind: "replay";
      readonly file: string;
      /** `demo`: a prompt may differ from the recorded one. `strict`: any difference is an error. */
      readonly mode: "demo" | "strict";
    };

/** Everything that the user set, or did not. Paths are absolute or relative to the working folder. */
export interface Settings {
  /** Name or path; null: the command's own pipeline. */
  readonly pipeline: string | null;
  readonly model: string;
  /** Asked once where the model refuses; null: nobody. */
  readonly fallbackModel: string | null;
  /** What the server behind the base URL understands; null: told from its host. */
  readonly server: "anthropic" | "generic" | null;
  /** File with the user's own prices; null: none. */
  readonly prices: string | null;
  /** Null: the command decides. */
  readonly lang: Language | null;
  /** The folder that run folders are made in. */
  readonly output: string;
  /** What the user set. Null: the pipeline's own limit. */
  readonly budget: BudgetLimits;
  readonly backend: BackendChoice;
  /** File that the answers are recorded in; false: none, also where the run began with one; null: not said. */
  readonly record: string | false | null;
  readonly samples: string | null;
  /** The user's test command. */
  readonly test: string | null;
  readonly goal: string | null;
  readonly comparison: StatedComparison;
  /** Whether programs may run where nothing keeps them from the user's files. */
  readonly allowUnsafe: boolean;
  /** Whether a run is only to be told of, and no model called. */
  readonly dryRun: boolean;
  /** The most that one version is held against an oracle. */
  readonly stress: { readonly seconds: number; readonly cases: number };
  /** What the user set. Null: what the statement says. */
  readonly limits: Limits;
  readonly agents: AgentFiles;
  readonly questDb: string;
  readonly format: "text" | "json" | "jsonl";
  readonly verbosity: "quiet" | "normal" | "verbose";
  /** False: no colour, whatever the terminal can. */
  readonly color: boolean;
  readonly credentials: Credentials;
  /** Where each value came from; one that is not here has its default. */
  readonly sources: Readonly<Partial<Record<SettingName | CredentialName, Source>>>;
  /** Sentences that the user should be told before anything is done. */
  readonly notes: readonly string[];
}

/** Flags as the command line gives them: those that were given, and only those. */
export type Flags = {
  readonly [Name in SettingName]?: string | boolean | readonly string[] | undefined;
};

/** Where settings are looked for. */
export interface SettingsRequest {
  readonly flags: Flags;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

const DEFAULT_MODEL = "claude-sonnet-5-5";
const DEFAULT_OUTPUT = "output";
const QUEST_FILE = "quests.db";

/**
 * Puts the settings together: flags, then the environment, `.env`, the configuration file, defaults.
 * Throws PipelineError "usage" for a bad flag and "bad_settings" for a bad value in any other source,
 * also where a stronger source would hide it.
 */
export async function resolveSettings({ flags, env, cwd }: SettingsRequest): Promise<Settings> {
  const envFile = await readEnvFile(cwd);
  const config = await readConfigFile(cwd);
  const layers = [
    ...(config === null ? [] : [config.layer]),
    requireLayer(settingsInEnvFile(envFile), "bad_settings"),
    requireLayer([...noColor(env), ...settingsInEnvironment(env)], "bad_settings"),
    requireLayer(settingsInFlags(flags), "usage"),
  ];
  const layer = settleConflicts(layers.reduce(merge));
  const { credentials, sources } = readCredentials(env, envFile);
  const notes = [
    ...settingsNotes({ credentials, sources, config }),
    ...misspeltVariables([...Object.keys(env), ...envFile.keys()]),
  ];
  return {
    ...settingsOf(layer.values),
    credentials,
    sources: { ...layer.sources, ...sources },
    notes,
  };
}

function settingsInFlags(flags: Flags): RawSetting[] {
  return SETTING_NAMES.flatMap((name) => {
    const value = flags[name];
    const label = `--${value === false ? "no-" : ""}${flagName(name)}`;
    return value === undefined ? [] : [{ name, value, source: { kind: "flag", label } as const }];
  });
}

/** The convention of no-color.org: set to anything, it takes colour away; our own variable is stronger. */
function noColor(env: SettingsRequest["env"]): RawSetting[] {
  if ((env["NO_COLOR"] ?? "") === "" || (env["PIPELINE_COLOR"] ?? "") !== "") return [];
  return [{ name: "color", value: false, source: { kind: "environment", label: "NO_COLOR" } }];
}

/** The stronger layer wins; agent files are put together role by role. */
function merge(weak: Layer, strong: Layer): Layer {
  const agent = { ...weak.values.agent, ...strong.values.agent };
  return {
    values: { ...weak.values, ...strong.values, agent },
    sources: { ...weak.sources, ...strong.sources },
  };
}

/** Where quests are kept when only the folder of the run folders is named. */
export function questFileIn(output: string): string {
  return path.join(output, QUEST_FILE);
}

type PlainSettings = Omit<Settings, "credentials" | "sources" | "notes">;

function settingsOf(values: SettingValues): PlainSettings {
  const output = values.output ?? DEFAULT_OUTPUT;
  return {
    ...givenOrNull(values),
    model: values.model ?? DEFAULT_MODEL,
    output,
    budget: budgetOf(values),
    backend: backendOf(values),
    comparison: comparisonOf(values),
    allowUnsafe: values.allowUnsafe ?? false,
    dryRun: values.dryRun ?? false,
    stress: {
      seconds: values.stressSeconds ?? DEFAULT_STRESS.seconds,
      cases: values.stressCases ?? DEFAULT_STRESS.cases,
    },
    limits: {
      timeLimitMs: values.timeLimit ?? null,
      memoryLimitMb: values.memoryLimit ?? null,
    },
    agents: values.agent ?? {},
    questDb: values.questDb ?? questFileIn(output),
    ...appearanceOf(values),
  };
}

function givenOrNull(values: SettingValues) {
  return {
    pipeline: values.pipeline ?? null,
    fallbackModel: values.fallbackModel ?? null,
    server: values.server ?? null,
    prices: values.prices ?? null,
    lang: values.lang ?? null,
    record: values.record ?? null,
    samples: values.samples ?? null,
    test: values.test ?? null,
    goal: values.goal ?? null,
  };
}

function budgetOf(values: SettingValues): BudgetLimits {
  return {
    usd: values.budget ?? null,
    minutes: values.minutes ?? null,
    calls: values.calls ?? null,
    tokens: values.tokens ?? null,
  };
}

function backendOf({ backend, replay, strict }: SettingValues): BackendChoice {
  if (replay !== undefined) {
    return { kind: "replay", file: replay, mode: strict === true ? "strict" : "demo" };
  }
  return { kind: backend === undefined || backend === "replay" ? "anthropic" : backend };
}

function comparisonOf({ float, checker, compare }: SettingValues): StatedComparison {
  if (compare !== undefined) return compare;
  if (float !== undefined) return { kind: "float", epsilon: float };
  return checker === undefined ? DEFAULT_COMPARISON : { kind: "checker", command: checker };
}

function appearanceOf(values: SettingValues): Pick<Settings, "format" | "verbosity" | "color"> {
  const format = values.json === true ? "json" : values.jsonl === true ? "jsonl" : "text";
  const loud = values.verbose === true ? "verbose" : "normal";
  return {
    format,
    verbosity: values.quiet === true ? "quiet" : loud,
    color: values.color ?? true,
  };
}
