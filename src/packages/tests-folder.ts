import { PipelineError } from "../core/errors.js";
import { languageOfFile } from "../core/language.js";
import { NO_LIMITS } from "../core/limits.js";
import { pairSampleFiles } from "../core/pair-sample-files.js";
import type { PackageFiles } from "./package-files.js";
import { casesOfFiles } from "./packaged-case.js";
import type { ProblemPackage } from "./problem-package.js";
import { readStatementText } from "./statement-text.js";
import { readSubmissions } from "./submissions.js";

const COMPARISON = { kind: "tokens" } as const;
const STATEMENT = /^(?:problem|statement)\.(?:txt|md)$/i;

/** Names that say that a test was shown to everybody. */
const SAMPLE = /(?:^|\/)(?:samples?|examples?)(?:[-_/.\d]|$)/i;

/** Reads a folder of inputs and answers. Throws PipelineError "bad_input" when one of the two is missing. */
export async function readTestsFolder(
  files: PackageFiles,
  folderName: string,
): Promise<ProblemPackage> {
  // It may state limits.
  for (const name of files.names) if (STATEMENT.test(name)) files.requireFollowed(name);
  const names = files.names.filter(mayBeData);
  const { pairs, unpaired, halves } = pairSampleFiles(names);
  const texts: string[] = [];
  for (const name of halves) {
    // What a compiler wrote, such as a.out, may have the name of an answer.
    if (!(await files.isBinary(name))) texts.push(name);
  }
  requirePairs(files, { pairs: pairs.length, halves: texts });
  const tests = await casesOfFiles(
    files,
    pairs.map(({ id, input, answer }) => ({
      id,
      origin: SAMPLE.test(input) ? "sample" : "given",
      comparison: COMPARISON,
      input,
      answer,
    })),
  );
  const { submissions, skipped, remarks } = await readSubmissions(files);
  return {
    format: "tests",
    title: folderName,
    statement: await readStatementText(files, STATEMENT),
    limits: NO_LIMITS,
    timeLimitFrom: null,
    derivedTimeLimit: null,
    comparison: COMPARISON,
    cases: tests.cases,
    submissions,
    skipped,
    remarks: [
      ...unpaired.map((name) => `${files.shown(name)} is no test and was left out`),
      ...tests.remarks,
      ...remarks,
    ],
  };
}

/** Data is neither a program nor what is told about the problem. */
function mayBeData(name: string): boolean {
  const base = name.split("/").at(-1) ?? name;
  if (name.startsWith("submissions/") || STATEMENT.test(name)) return false;
  return languageOfFile(base) === null && !/^readme/i.test(base);
}

function requirePairs(
  files: PackageFiles,
  { pairs, halves }: { readonly pairs: number; readonly halves: readonly string[] },
): void {
  const [first, ...others] = halves;
  const hint = "A test is two files: the input 1.in and its answer 1.ans (or 1.out).";
  if (first !== undefined) {
    const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
    const message = `${files.shown(first)}${more} is only one half of a test.`;
    throw new PipelineError("bad_input", message, { hint });
  }
  if (pairs > 0) return;
  const message = `${files.shown("")} holds no tests and no problem package that is known.`;
  throw new PipelineError("bad_input", message, { hint });
}
