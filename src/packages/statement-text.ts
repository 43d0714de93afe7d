import type { PackageFiles } from "./package-files.js";

/** The first of some files that is there, preferring English, as text; null when there is none. */
export async function readStatementText(
  files: PackageFiles,
  pattern: RegExp,
): Promise<string | null> {
  const found = files.names.filter((name) => pattern.test(name) && files.isFollowed(name));
  const english = found.find((name) => /[./]en(?:glish)?[./]/.test(name));
  const name = english ?? found[0];
  if (name === undefined) return null;
  const reading = await files.readSource(name);
  return reading.kind === "none" ? files.readText(name) : reading.text;
}
