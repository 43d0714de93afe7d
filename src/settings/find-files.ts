import { readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { PipelineError } from "../core/errors.js";
import { suggestion } from "./schema-complaints.js";
import { readTextFile, shownPath } from "./text-file.js";
import { MAX_YAML_CHARACTERS } from "./yaml-file.js";

/** Where a pipeline or an agent was found: named by the user, the project's own, Claude Code's, ours. */
type FileOrigin = "flag" | "project" | "claude" | "shipped";

/** A pipeline or an agent that can be used, not read yet. */
export interface ListedFile {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly origin: FileOrigin;
  /** How messages call the file. */
  readonly shownAs: string;
}

/** A pipeline or an agent with its text. */
export interface FoundFile extends ListedFile {
  readonly text: string;
}

/** Where files are looked for. */
export interface SearchPlaces {
  readonly cwd: string;
  /** Agent files that the user named, by role. */
  readonly agents?: Readonly<Record<string, string>>;
  /** The folder that holds the shipped `pipelines/` and `agents/`; the package's own if not given. */
  readonly shipped?: string;
}

// The same distance from src/settings and from dist/settings.
const PACKAGE_FOLDER = fileURLToPath(new URL("../../", import.meta.url));

const MAX_AGENT_BYTES = 1_000_000;

interface Kind {
  readonly word: "pipeline" | "agent";
  readonly endings: readonly string[];
  readonly error: "bad_pipeline" | "bad_agent";
  readonly maxBytes: number;
}

const PIPELINE: Kind = {
  word: "pipeline",
  endings: [".yaml", ".yml"],
  error: "bad_pipeline",
  maxBytes: MAX_YAML_CHARACTERS * 4,
};
const AGENT: Kind = {
  word: "agent",
  endings: [".md"],
  error: "bad_agent",
  maxBytes: MAX_AGENT_BYTES,
};

/** The pipelines that can be named: the project's, then the shipped ones that they do not hide. */
export async function listPipelines(places: SearchPlaces): Promise<ListedFile[]> {
  const { cwd, shipped = PACKAGE_FOLDER } = places;
  const folders = [
    { folder: path.join(cwd, "pipelines"), origin: "project" },
    { folder: path.join(shipped, "pipelines"), origin: "shipped" },
  ] as const;
  return listFolders(folders, PIPELINE, cwd);
}

/** The agents that a step can name: the user's, the project's, Claude Code's, then the shipped ones. */
export async function listAgents(places: SearchPlaces): Promise<ListedFile[]> {
  const { cwd, agents = {}, shipped = PACKAGE_FOLDER } = places;
  const named = Object.entries(agents).map(([name, file]): ListedFile => {
    return { name, path: path.resolve(cwd, file), origin: "flag", shownAs: file };
  });
  const folders = [
    { folder: path.join(cwd, "agents"), origin: "project" },
    { folder: path.join(cwd, ".claude", "agents"), origin: "claude" },
    { folder: path.join(shipped, "agents"), origin: "shipped" },
  ] as const;
  return withoutHidden([...named, ...(await listFolders(folders, AGENT, cwd))]);
}

/**
 * Finds a pipeline by name, or by path when it holds a slash or ends in .yaml. Throws PipelineError
 * "bad_pipeline" with the names there are.
 */
export async function findPipeline(nameOrPath: string, places: SearchPlaces): Promise<FoundFile> {
  const { cwd } = places;
  const isPath = /[/\\]|\.ya?ml$/i.test(nameOrPath);
  if (!isPath) return findByName(nameOrPath, await listPipelines(places), PIPELINE);
  const file = path.resolve(cwd, nameOrPath);
  const origin = path.dirname(file) === path.join(cwd, "pipelines") ? "project" : "flag";
  return readListed(
    { name: path.parse(file).name, path: file, origin, shownAs: nameOrPath },
    PIPELINE,
  );
}

/** Finds an agent by its role. Throws PipelineError "bad_agent" with the names there are. */
export async function findAgent(name: string, places: SearchPlaces): Promise<FoundFile> {
  return findByName(name, await listAgents(places), AGENT);
}

async function findByName(
  name: string,
  listed: readonly ListedFile[],
  kind: Kind,
): Promise<FoundFile> {
  const found = listed.find((file) => file.name === name);
  if (found !== undefined) return readListed(found, kind);
  const names = listed.map((file) => file.name);
  throw new PipelineError(
    kind.error,
    `There is no ${kind.word} "${name}"${suggestion(name, names)}.`,
    { hint: `There is ${names.join(", ") || "none at all"}.` },
  );
}

/** Reads a file that was listed. Throws PipelineError "bad_pipeline" or "bad_agent" when it cannot be read. */
export function readListedFile(listed: ListedFile, kind: "pipeline" | "agent"): Promise<FoundFile> {
  return readListed(listed, kind === "pipeline" ? PIPELINE : AGENT);
}

async function readListed(listed: ListedFile, { error, maxBytes }: Kind): Promise<FoundFile> {
  return { ...listed, text: await readTextFile({ ...listed, kind: error, maxBytes }) };
}

interface SearchedFolder {
  readonly folder: string;
  readonly origin: FileOrigin;
}

async function listFolders(
  folders: readonly SearchedFolder[],
  kind: Kind,
  cwd: string,
): Promise<ListedFile[]> {
  const listed: ListedFile[] = [];
  for (const { folder, origin } of folders) {
    for (const fileName of await namesIn(folder, kind, cwd)) {
      const { name, ext } = path.parse(fileName);
      if (!kind.endings.includes(ext) || /^readme$/i.test(name)) continue;
      const file = path.join(folder, fileName);
      const shownAs =
        origin === "shipped" ? `${kind.word}s/${fileName} (shipped)` : shownPath(file, cwd);
      listed.push({ name, path: file, origin, shownAs });
    }
  }
  return withoutHidden(listed);
}

async function namesIn(folder: string, kind: Kind, cwd: string): Promise<string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // A project need not have such a folder.
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw new PipelineError(kind.error, `The folder ${shownPath(folder, cwd)} may not be listed.`, {
      cause: error,
    });
  }
}

/** The first file of a name hides the later ones. */
function withoutHidden(listed: readonly ListedFile[]): ListedFile[] {
  return listed.filter(
    ({ name }, index) => listed.findIndex((other) => other.name === name) === index,
  );
}
