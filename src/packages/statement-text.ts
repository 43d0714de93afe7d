import type { PackageFiles } from "./package-files.js";

/** The first of some files that is there, preferring English, as text; null when there is none. */
export async function readStatementText(
  files: PackageFiles,
  pattern: RegExp,
): Promise<string | null> {
  const found = files.names.filter((name) => pattern.test(name));
  const english = found.find((name) => /[./]en(?:glish)?[./]/.test(name));
  const name = english ?? found[0];
  return name === undefined ? null : files.readText(name);
}
