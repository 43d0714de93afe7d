import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";

import { PipelineError } from "../core/errors.js";
import type { RunFiles } from "../core/ports.js";
import { isDraft, writeFileAtomic } from "./atomic-write.js";
import { codeOf, diskError, readError } from "./disk-error.js";

/** The files of one run folder. */
export class RunFolder implements RunFiles {
  readonly directory: string;
  readonly #made = new Set<string>();

  constructor(directory: string) {
    this.directory = directory;
  }

  /** Replaces a file whole; a file that already holds this text is left alone. */
  async write(name: string, text: string): Promise<void> {
    const file = path.join(this.directory, name);
    if ((await this.read(name)) === text) return;
    const folder = path.dirname(file);
    if (!this.#made.has(folder)) {
      await makeFolder(folder);
      this.#made.add(folder);
    }
    await writeFileAtomic(file, text);
  }

  async read(name: string): Promise<string | null> {
    const file = path.join(this.directory, name);
    try {
      return await readFile(file, "utf8");
    } catch (error) {
      if (codeOf(error) === "ENOENT") return null;
      throw readError(error, file);
    }
  }

  /** Removes what a writer left that was killed before its file was whole. Only the owner of the folder may. */
  async removeDrafts(): Promise<void> {
    const names = await readdir(this.directory, { recursive: true });
    for (const name of names.filter(isDraft)) {
      await rm(path.join(this.directory, name), { force: true });
    }
  }
}

/** Makes `output/<stem>-<n>` with the next free number and names it in `output/latest`. */
export async function createRunFolder(output: string, stem: string): Promise<RunFolder> {
  await makeFolder(output);
  const taken = (await runNames(output)).map((name) => numberOf(name, stem));
  for (let number = Math.max(0, ...taken) + 1; ; number += 1) {
    const name = `${stem}-${number}`;
    if (await makeNew(path.join(output, name))) {
      await writeFileAtomic(path.join(output, "latest"), `${name}\n`);
      return new RunFolder(path.join(output, name));
    }
  }
}

/** Makes a folder and those above it. Not `recursive`: below /proc that never comes back. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (codeOf(error) === "EEXIST" && (await stat(folder)).isDirectory()) return;
    const parent = path.dirname(folder);
    if (codeOf(error) !== "ENOENT" || (await exists(parent))) throw diskError(error, folder);
    await makeFolder(parent);
    await makeFolder(folder);
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw readError(error, file);
  }
}

async function makeNew(directory: string): Promise<boolean> {
  try {
    await mkdir(directory);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw diskError(error, directory);
  }
}

function numberOf(name: string, stem: string): number {
  if (!name.startsWith(`${stem}-`)) return 0;
  const digits = name.slice(stem.length + 1);
  return /^\d{1,9}$/.test(digits) ? Number(digits) : 0;
}

/** Names of all folders below `output`, oldest first. */
export async function runNames(output: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(output, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const ages = await Promise.all(
      folders.map(async (name) => ({ name, at: await birthOf(path.join(output, name)) })),
    );
    return ages.toSorted((left, right) => left.at - right.at).map(({ name }) => name);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw readError(error, output);
  }
}

async function birthOf(directory: string): Promise<number> {
  const { birthtimeMs, ctimeMs } = await stat(directory);
  return birthtimeMs > 0 ? birthtimeMs : ctimeMs;
}

/**
 * The folder of a run: by name, by path, or the newest when no name is given. Throws PipelineError
 * "usage" that names the three newest runs.
 */
export async function findRunFolder(output: string, run: string | null): Promise<RunFolder> {
  const name = run ?? (await latestName(output));
  for (const candidate of [path.join(output, name), path.resolve(name)]) {
    const folder = new RunFolder(candidate);
    if ((await folder.read("run.json")) !== null) return folder;
  }
  const runs = await Promise.all((await runNames(output)).map((each) => namedRun(output, each)));
  const newest = runs.flat().slice(-3).toReversed();
  const hint =
    newest.length === 0
      ? "Start one with: pipeline run problem.txt"
      : `Newest: ${newest.join(", ")}`;
  throw new PipelineError("usage", `there is no run "${name}" in ${output}`, { hint });
}

/** The name of a folder in which a run began, or nothing. */
async function namedRun(output: string, name: string): Promise<readonly string[]> {
  return (await exists(path.join(output, name, "run.json"))) ? [name] : [];
}

async function latestName(output: string): Promise<string> {
  const latest = await new RunFolder(output).read("latest");
  if (latest !== null) return latest.trim();
  throw new PipelineError("usage", `there is no run in ${output} yet`, {
    hint: "Start one with: pipeline run problem.txt",
  });
}
