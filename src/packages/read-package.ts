import { stat } from "node:fs/promises";
import path from "node:path";

import { PipelineError } from "../core/errors.js";
import { INI_FILE, PROBLEM_FILE } from "./kattis/settings.js";
import { PackageFiles } from "./package-files.js";
import { MAX_DATA_BYTES } from "./packaged-case.js";
import type { ProblemPackage } from "./problem-package.js";
import { type ProgramReading, readProgram } from "./program-files.js";

/** The file that a user may name instead of the folder it stands in. */
const NAMED_FILES = new Set([PROBLEM_FILE, INI_FILE, "problem.xml"]);

/** True for what `readPackage` reads: a folder, a JSON file, or the main file of a package. */
export async function isPackage(file: string): Promise<boolean> {
  const stats = await stat(file).catch(() => null);
  if (stats === null) return false;
  const name = path.basename(file);
  return (
    stats.isDirectory() || (stats.isFile() && (/\.json$/i.test(name) || NAMED_FILES.has(name)))
  );
}

/**
 * Reads a problem as its authors pass it on; which format it has is found out. Test data stays on the disk until
 * a case is read. Throws PipelineError "bad_input" with the file at fault and what to do.
 */
export async function readPackage(file: string, shownAs = file): Promise<ProblemPackage> {
  if (NAMED_FILES.has(path.basename(file)))
    return readFolder(path.dirname(file), path.dirname(shownAs));
  const stats = await stat(file).catch((cause: unknown) => {
    throw new PipelineError("bad_input", `There is no ${shownAs}.`, {
      cause,
      hint: "Check the path.",
    });
  });
  return stats.isDirectory() ? readFolder(file, shownAs) : readTask(file, shownAs);
}

async function readFolder(folder: string, shownAs: string): Promise<ProblemPackage> {
  const files = await PackageFiles.list(folder, shownAs);
  const name = path.basename(path.resolve(folder));
  if (files.has("problem.xml")) {
    // The XML parser is loaded only where there is something for it to read.
    const { readPolygon } = await import("./polygon/read-polygon.js");
    return readPolygon(files, name);
  }
  if (isKattis(files)) {
    const { readKattis } = await import("./kattis/read-kattis.js");
    return readKattis(files, name);
  }
  const { readTestsFolder } = await import("./tests-folder.js");
  return readTestsFolder(files, name);
}

function isKattis(files: PackageFiles): boolean {
  if (files.has(PROBLEM_FILE) || files.has(INI_FILE)) return true;
  return files.under("data/secret").length > 0 || files.under("data/sample").length > 0;
}

async function readTask(file: string, shownAs: string): Promise<ProblemPackage> {
  const files = await PackageFiles.ofFile(file, shownAs);
  const { readCompanion } = await import("./companion.js");
  return readCompanion(await files.readText(path.basename(file), MAX_DATA_BYTES), shownAs);
}

/** Reads a folder of several sources that make one program; null when there is no such folder. */
export async function readProgramFolder(
  folder: string,
  shownAs: string,
): Promise<ProgramReading | null> {
  const stats = await stat(folder).catch(() => null);
  if (stats?.isDirectory() !== true) return null;
  const files = await PackageFiles.list(folder, shownAs);
  return readProgram(files, { folder: "", names: files.names });
}
