import type { Origin } from "../core/case.js";
import type { Comparison } from "../core/comparison.js";
import { PipelineError } from "../core/errors.js";
import type { PackageFiles } from "./package-files.js";
import type { PackagedCase } from "./problem-package.js";

/** Largest input or answer that is fed to a program, in bytes. */
export const MAX_DATA_BYTES = 32_000_000;

/** A case as names of files. */
export interface CaseFiles {
  readonly id: string;
  readonly origin: Origin;
  readonly comparison: Comparison;
  readonly input: string;
  /** Null: there is no answer, as of a problem that a program talks about. */
  readonly answer: string | null;
}

/** Cases that can be judged, and which cannot. */
export interface ReadableCases {
  readonly cases: readonly PackagedCase[];
  readonly remarks: readonly string[];
}

/**
 * Cases whose inputs and answers are files; those that are not UTF-8 are left out. Throws PipelineError "bad_input"
 * when a file is too large or not in the package, or no case is left.
 */
export async function casesOfFiles(
  files: PackageFiles,
  tests: readonly CaseFiles[],
): Promise<ReadableCases> {
  for (const name of tests.flatMap(namesOf)) {
    files.requireFollowed(name);
    if (files.bytesOf(name) > MAX_DATA_BYTES) throw files.tooLarge(name, MAX_DATA_BYTES);
  }
  const cases: PackagedCase[] = [];
  const remarks: string[] = [];
  for (const test of tests) {
    const binary = await binaryOf(files, test);
    if (binary === null) cases.push(caseOfFiles(files, test));
    else remarks.push(`THE CASE ${test.id} IS LEFT OUT: ${files.shown(binary)} is not UTF-8 text`);
  }
  const [first] = remarks;
  if (cases.length > 0 || first === undefined) return { cases, remarks };
  throw new PipelineError("bad_input", `${files.shown("")} holds no case that is UTF-8 text.`, {
    hint: first,
  });
}

async function binaryOf(files: PackageFiles, test: CaseFiles): Promise<string | null> {
  for (const name of namesOf(test)) {
    if (!(await files.isUtf8(name, MAX_DATA_BYTES))) return name;
  }
  return null;
}

function namesOf({ input, answer }: CaseFiles): readonly string[] {
  return answer === null ? [input] : [input, answer];
}

function caseOfFiles(files: PackageFiles, test: CaseFiles): PackagedCase {
  const { id, origin, comparison, input, answer } = test;
  return {
    id,
    origin,
    comparison,
    bytes: namesOf(test).reduce((sum, name) => sum + files.bytesOf(name), 0),
    read: async () => ({
      kind: "data",
      id,
      origin,
      input: await files.readData(input, MAX_DATA_BYTES),
      expected: answer === null ? "" : await files.readData(answer, MAX_DATA_BYTES),
    }),
  };
}
