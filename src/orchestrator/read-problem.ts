import type { DataCase } from "../core/case.js";
import { PipelineError } from "../core/errors.js";
import { pairSampleFiles } from "../core/pair-sample-files.js";
import type { Problem, Sample } from "../core/problem.js";
import { readProblemText, type StandardInput } from "../settings/problem-file.js";
import { readSampleFiles, type SampleFile } from "../settings/sample-files.js";
import { readStatement } from "../statement/read-statement.js";

/** Where a problem and its samples are read from. */
export interface ProblemSource {
  /** A path, or `-` for standard input. */
  readonly file: string;
  readonly cwd: string;
  readonly stdin: StandardInput;
  readonly settings: { readonly samples: string | null };
}

/** A problem with the samples of the statement and of the samples folder, and what to tell of them. */
export interface ReadProblem {
  readonly problem: Problem;
  readonly notes: readonly string[];
}

/** Reads a statement and the samples that stand in it or beside it. Throws PipelineError "bad_input". */
export async function readProblem(
  source: ProblemSource,
  signal: AbortSignal,
): Promise<ReadProblem> {
  const text = await readProblemText(source.file, source, signal);
  const statement = readStatement(text, titleFrom(source.file));
  const folder = await readSampleFiles({
    cwd: source.cwd,
    directory: source.settings.samples,
    problemFile: source.file === "-" ? null : source.file,
    pair: pairSampleFiles,
  });
  const added = newSamples(statement, folder.samples);
  const problem: Problem = {
    ...statement,
    samples: [...statement.samples, ...added],
    shape: statement.shape ?? (added.length > 0 ? "stdio" : null),
  };
  return { problem, notes: [...folderNote(added.length, folder.directory), ...refusals(problem)] };
}

/** The cases of `--samples DIR` for a program that has no statement. */
export async function readGivenCases(source: ProblemSource): Promise<DataCase[]> {
  const { samples } = source.settings;
  if (samples === null) return [];
  const folder = await readSampleFiles({
    cwd: source.cwd,
    directory: samples,
    problemFile: null,
    pair: pairSampleFiles,
  });
  return folder.samples.map((file, index) => ({
    ...caseOf(file, index + 1),
    id: `given/${index + 1}`,
    origin: "given" as const,
  }));
}

function titleFrom(file: string): string {
  return file === "-"
    ? "problem"
    : (file
        .split("/")
        .at(-1)
        ?.replace(/\.[^.]*$/, "") ?? file);
}

/** Samples of the folder that the statement does not hold already, numbered on. */
function newSamples(statement: Problem, files: readonly SampleFile[]): readonly Sample[] {
  const fresh = files.filter((file) => !isKnown(statement, file));
  return fresh.map((file, index) => {
    const test = caseOf(file, statement.samples.length + index + 1);
    if (statement.shape === "call") requireArguments(file);
    return { test, lines: null };
  });
}

function caseOf({ input, expected }: SampleFile, number: number): DataCase {
  return { kind: "data", id: `sample/${number}`, origin: "sample", input, expected };
}

/** Throws where the statement and the file give different answers to one input: somebody must decide. */
function isKnown(statement: Problem, file: SampleFile): boolean {
  const same = statement.samples.find(({ test }) => test.input.trim() === file.input.trim());
  if (same === undefined) return false;
  if (same.test.expected?.trim() === file.expected.trim()) return true;
  const place = same.lines === null ? "" : ` (lines ${same.lines.join("-")})`;
  throw new PipelineError(
    "bad_input",
    `sample "${file.name}" of the samples folder contradicts ${same.test.id} of the statement${place}: same input, different answers`,
    { hint: "Correct one of the two: a wrong sample would make correct code look wrong." },
  );
}

function requireArguments(file: SampleFile): void {
  const hint = "The statement's samples are calls, so an input is a list such as [[1, 2], 3].";
  const broken = (cause?: unknown): PipelineError =>
    new PipelineError(
      "bad_input",
      `the input of sample "${file.name}" is no JSON list of arguments`,
      {
        hint,
        cause,
      },
    );
  let value: unknown;
  try {
    value = JSON.parse(file.input);
  } catch (error) {
    throw broken(error);
  }
  if (!Array.isArray(value)) throw broken();
}

function folderNote(count: number, directory: string | null): readonly string[] {
  if (count === 0 || directory === null) return [];
  return [`${count} sample${count === 1 ? "" : "s"} taken from the folder ${directory}`];
}

function refusals(problem: Problem): readonly string[] {
  return problem.refused.map(
    ({ lines: [first, last], why }) => `lines ${first}-${last} were not taken for a sample: ${why}`,
  );
}
