import { type ErrorKind, PipelineError } from "../core/errors.js";
import { shown, suggestion } from "./schema-complaints.js";
import {
  SETTING_NAMES,
  type SettingName,
  type SettingValues,
  settingValuesSchema,
} from "./setting-values.js";

/** What a value comes from. The first kind that gives one wins, in this order. */
export const SOURCE_KINDS = ["flag", "environment", "env-file", "config-file"] as const;

/** Where a value came from, and how a message calls that, such as `--budget` or `PIPELINE_BUDGET`. */
export interface Source {
  readonly kind: (typeof SOURCE_KINDS)[number];
  readonly label: string;
}

/** The settings that one source gives. */
export interface Layer {
  readonly values: SettingValues;
  readonly sources: Readonly<Partial<Record<SettingName, Source>>>;
}

/** A value as it was written, and where. */
export interface RawSetting {
  readonly name: SettingName;
  readonly value: unknown;
  readonly source: Source;
}

/** A value that is not what its setting expects. */
export interface BadSetting {
  readonly raw: RawSetting;
  /** Such as `must be a whole number above 0, not "many"`. */
  readonly message: string;
}

/** `timeLimit` as a flag and in the configuration file: `time-limit`. */
export function flagName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `timeLimit` as a variable: `PIPELINE_TIME_LIMIT`. */
export function variableName(name: SettingName): string {
  return `PIPELINE_${flagName(name).replaceAll("-", "_").toUpperCase()}`;
}

const BY_FLAG_NAME = new Map(SETTING_NAMES.map((name) => [flagName(name), name]));

/** The setting that a flag's name stands for. */
export function settingOfFlag(flag: string): SettingName | undefined {
  return BY_FLAG_NAME.get(flag);
}

/** Checks the values of one source: either all of them are good, or each bad one is told. */
export function checkLayer(raw: readonly RawSetting[]): Layer | { readonly bad: BadSetting[] } {
  const values = Object.fromEntries(raw.map(({ name, value }) => [name, value]));
  const parsed = settingValuesSchema.safeParse(values);
  if (parsed.success) {
    const sources = Object.fromEntries(raw.map(({ name, source }) => [name, source]));
    return { values: parsed.data, sources };
  }
  const names = new Set(parsed.error.issues.map(({ path }) => path[0]));
  const bad = raw.filter(({ name }) => names.has(name));
  return { bad: bad.map((setting) => ({ raw: setting, message: expectation(setting) })) };
}

/** Checks the values of one source. Throws PipelineError of the given kind with a line for each bad one. */
export function requireLayer(raw: readonly RawSetting[], kind: ErrorKind): Layer {
  const layer = checkLayer(raw);
  if (!("bad" in layer)) return layer;
  const lines = layer.bad.map((setting) => `${setting.raw.source.label} ${setting.message}.`);
  throw new PipelineError(kind, lines.join("\n"));
}

function expectation({ name, value }: RawSetting): string {
  const expected = settingValuesSchema.shape[name].unwrap().description ?? "something else";
  const near = suggestion(value, wordsOf(name));
  const given = Array.isArray(value) ? value.join(" ") : value;
  return `must be ${expected}, not ${shown(given)}${near}`;
}

function wordsOf(name: SettingName): readonly string[] {
  return name === "lang" || name === "backend" || name === "server"
    ? settingValuesSchema.shape[name].unwrap().options
    : [];
}
