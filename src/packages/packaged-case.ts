import type { Origin } from "../core/case.js";
import type { Comparison } from "../core/comparison.js";
import type { PackageFiles } from "./package-files.js";
import type { PackagedCase } from "./problem-package.js";

/** Largest input or answer that is fed to a program, in bytes. */
export const MAX_DATA_BYTES = 32_000_000;

interface CaseFiles {
  readonly id: string;
  readonly origin: Origin;
  readonly comparison: Comparison;
  readonly input: string;
  /** Null: there is no answer, as of a problem that a program talks about. */
  readonly answer: string | null;
}

/** A case whose input and answer are two files. Throws PipelineError "bad_input" when one is too large. */
export function caseOfFiles(files: PackageFiles, test: CaseFiles): PackagedCase {
  const { id, origin, comparison, input, answer } = test;
  const names = answer === null ? [input] : [input, answer];
  for (const name of names) {
    if (files.bytesOf(name) > MAX_DATA_BYTES) throw files.tooLarge(name, MAX_DATA_BYTES);
  }
  return {
    id,
    origin,
    comparison,
    bytes: names.reduce((sum, name) => sum + files.bytesOf(name), 0),
    read: async () => ({
      kind: "data",
      id,
      origin,
      input: await files.readData(input, MAX_DATA_BYTES),
      expected: answer === null ? "" : await files.readData(answer, MAX_DATA_BYTES),
    }),
  };
}
