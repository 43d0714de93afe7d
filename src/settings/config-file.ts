import { stat } from "node:fs/promises";
import path from "node:path";

import { PipelineError } from "../core/errors.js";
import { shown, unknownKey } from "./schema-complaints.js";
import {
  checkLayer,
  flagName,
  type Layer,
  type RawSetting,
  settingOfFlag,
} from "./setting-layer.js";
import { SETTING_NAMES, type SettingName } from "./setting-values.js";
import { readTextFile } from "./text-file.js";
import {
  byPlace,
  type Complaint,
  MAX_YAML_CHARACTERS,
  problemLines,
  readYaml,
} from "./yaml-file.js";

/** The settings of a project, and the file they stand in. */
export interface ConfigFile {
  readonly layer: Layer;
  /** Relative to the working folder, for messages. */
  readonly shownAs: string;
}

const FILE_NAMES = ["pipeline.config.yaml", "pipeline.config.yml"];

/** Settings that name a file: relative to the configuration file, wherever the command is called. */
const PATHS = new Set<SettingName>(["output", "replay", "record", "samples", "questDb", "prices"]);

/**
 * Reads the nearest configuration file, from the working folder up to the root of its git repository;
 * outside of one, only in the working folder. Null when there is none. Throws PipelineError
 * "bad_settings" with one line for each problem.
 */
export async function readConfigFile(cwd: string): Promise<ConfigFile | null> {
  const file = await nearestConfigFile(cwd);
  if (file === null) return null;
  const shownAs = path.relative(cwd, file);
  const maxBytes = MAX_YAML_CHARACTERS * 4;
  const text = await readTextFile({ path: file, shownAs, kind: "bad_settings", maxBytes });
  return { layer: parseConfig(text, { shownAs, folder: path.dirname(shownAs) }), shownAs };
}

async function nearestConfigFile(cwd: string): Promise<string | null> {
  for (const folder of await searchedFolders(cwd)) {
    for (const name of FILE_NAMES) {
      if (await exists(path.join(folder, name))) return path.join(folder, name);
    }
  }
  return null;
}

// Without a repository nothing says where a project ends, and a file further up may be a stranger's.
async function searchedFolders(cwd: string): Promise<string[]> {
  const folders = [cwd];
  for (;;) {
    const folder = folders.at(-1) ?? cwd;
    if (await exists(path.join(folder, ".git"))) return folders;
    const parent = path.dirname(folder);
    if (parent === folder) return [cwd];
    folders.push(parent);
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // A folder that may not be entered cannot hold a file for us either.
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EACCES") return false;
    throw error;
  }
}

interface ConfigPlace {
  readonly shownAs: string;
  /** The folder of the file, relative to the working folder. */
  readonly folder: string;
}

function parseConfig(text: string, place: ConfigPlace): Layer {
  const { file, problems } = readYaml(text);
  if (file === null) throw badConfig(problemLines(place.shownAs, problems));

  const { settings, complaints } = settingsIn(file.value ?? {}, place);
  const checked = checkLayer(settings);
  const bad = "bad" in checked ? checked.bad : [];
  const all = [
    ...complaints,
    ...bad.map(({ raw, message }): Complaint => {
      const key = flagName(raw.name);
      return { path: [key], message: `${key} ${message}` };
    }),
  ];
  const located = [...problems, ...all.map(file.locate)].toSorted(byPlace);
  if (located.length > 0 || "bad" in checked) {
    throw badConfig(problemLines(place.shownAs, located));
  }
  return checked;
}

function badConfig(lines: readonly string[]): PipelineError {
  return new PipelineError("bad_settings", lines.join("\n"), {
    hint: "The keys are the names of the flags, without the dashes in front.",
  });
}

interface FoundSettings {
  readonly settings: readonly RawSetting[];
  readonly complaints: readonly Complaint[];
}

function settingsIn(value: unknown, { shownAs, folder }: ConfigPlace): FoundSettings {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const message = `the file must hold "key: value" lines, not ${shown(value)}`;
    return { settings: [], complaints: [{ path: [], message }] };
  }
  const known = SETTING_NAMES.map(flagName);
  const settings: RawSetting[] = [];
  const complaints: Complaint[] = [];
  for (const [key, raw] of Object.entries(value)) {
    const name = settingOfFlag(key);
    if (name === undefined) complaints.push({ path: [key], message: unknownKey(key, known) });
    else {
      const source = { kind: "config-file", label: `${key} in ${shownAs}` } as const;
      settings.push({ name, value: fromFolder(name, raw, folder), source });
    }
  }
  return { settings, complaints };
}

function fromFolder(name: SettingName, value: unknown, folder: string): unknown {
  if (name === "agent" && typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([role, file]) => [role, moved(file, folder)]),
    );
  }
  const isPath = name === "pipeline" ? /[/\\]|\.ya?ml$/i.test(String(value)) : PATHS.has(name);
  return isPath ? moved(value, folder) : value;
}

function moved(value: unknown, folder: string): unknown {
  const movable = typeof value === "string" && value.trim() !== "" && !path.isAbsolute(value);
  return movable ? path.join(folder, value) : value;
}
