import { z } from "zod";

import type { Program } from "../core/solution.js";
import type { Verdict } from "../core/verdict.js";
import { expectedByLabel, expectedByWords, expectedResultsIn } from "./labels.js";
import type { PackageFiles } from "./package-files.js";
import type { SkippedSubmission, Submission } from "./problem-package.js";
import { type ProgramFiles, readProgram } from "./program-files.js";
import { readYaml } from "./yaml-text.js";

/** The programs of a package, those that cannot be judged, and what is to be told about them. */
export interface ReadSubmissions {
  readonly submissions: readonly Submission[];
  readonly skipped: readonly SkippedSubmission[];
  readonly remarks: readonly string[];
}

const FOLDER = "submissions";
const LIST = `${FOLDER}/submissions.yaml`;

const verdictWords = z.array(z.string()).or(z.string().transform((word) => [word]));
const listSchema = z.record(
  z.string(),
  z
    .looseObject({
      permitted: verdictWords.optional(),
      required: verdictWords.optional(),
      entrypoint: z.string().optional(),
      language: z.string().optional(),
    })
    .nullable(),
);
type Listed = NonNullable<z.infer<typeof listSchema>[string]>;

/** Reads `submissions/<label>/<file or folder>`. A comment in a file, or `submissions.yaml`, is stronger than the folder. */
export async function readSubmissions(files: PackageFiles): Promise<ReadSubmissions> {
  const list = files.has(LIST) ? await readYaml(files, LIST, listSchema) : {};
  const submissions: Submission[] = [];
  const skipped: SkippedSubmission[] = [];
  const remarks: string[] = [];
  for (const [name, program] of programsIn(files)) {
    const label = name.split("/")[0] ?? name;
    const listed = Object.entries(list).findLast(([pattern]) => matches(pattern, name))?.[1] ?? {};
    const reading = await readProgram(files, { ...program, entryPoint: listed.entrypoint });
    if (reading.kind === "unknown") {
      skipped.push({ name, label, why: reading.why });
      continue;
    }
    const sources = [reading.program.source, ...Object.values(reading.program.companions ?? {})];
    const expectation = expectationOf({ label, sources, listed });
    const shown = files.shown(`${FOLDER}/${name}`);
    if (Object.values(listed).some((value) => isPart(value))) {
      remarks.push(
        `${files.shown(LIST)}: what it says of single groups of ${name} is not followed`,
      );
    }
    remarks.push(...reading.remarks);
    for (const remark of expectation.remarks) remarks.push(`${shown}: ${remark}`);
    if (expectation.expected.length === 0)
      skipped.push({ name, label, why: "nothing says what to expect of it" });
    else
      submissions.push({
        name,
        program: inLanguage(reading.program, listed.language),
        ...expectation,
      });
  }
  return { submissions, skipped, remarks };
}

/** An expectation that holds for some cases only. */
function isPart(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && ("permitted" in value || "required" in value)
  );
}

/** PyPy is the only language that the end of a name does not tell and a package may ask for. */
function inLanguage(program: Program, language: string | undefined): Program {
  const isPyPy = program.language === "python" && /^pypy/i.test(language ?? "");
  return isPyPy ? { ...program, language: "pypy" } : program;
}

/** The files of every submission by its name below `submissions/`. */
function programsIn(files: PackageFiles): ReadonlyMap<string, ProgramFiles> {
  const programs = new Map<string, { folder: string; names: string[] }>();
  for (const file of files.under(FOLDER)) {
    const [, label, entry, ...deeper] = file.split("/");
    if (label === undefined || entry === undefined || /^readme/i.test(entry)) continue;
    const name = `${label}/${entry}`;
    const isFolder = deeper.length > 0;
    const folder = isFolder ? `${FOLDER}/${name}` : `${FOLDER}/${label}`;
    const known = programs.get(name);
    if (known === undefined) programs.set(name, { folder, names: [file] });
    else known.names.push(file);
  }
  return programs;
}

interface Labelled {
  readonly label: string;
  readonly sources: readonly string[];
  readonly listed: Listed;
}

interface Expectation {
  readonly label: string;
  readonly expected: readonly Verdict[];
  readonly remarks: readonly string[];
}

function expectationOf({ label, sources, listed }: Labelled): Expectation {
  const inList = listed.required ?? listed.permitted;
  if (inList !== undefined) return expectationOfWords(inList, label);
  const words = sources.map(expectedResultsIn).find((found) => found !== null);
  if (words !== undefined && words !== null) return expectationOfWords(words, label);
  const expected = expectedByLabel(label);
  const remarks =
    expected === null ? [`the folder "${label}" says nothing that is known here`] : [];
  return { label, expected: expected ?? [], remarks };
}

/** Folders that leave it to the file to say what is expected. */
const MIXED_LABEL = /^(?:mixed|multiple)$/i;

function expectationOfWords(words: readonly string[], folder: string): Expectation {
  const { expected, unknown } = expectedByWords(words);
  const known = words.filter((word) => !unknown.includes(word));
  const remarks = unknown.map((word) => `the result "${word}" is not known here`);
  if (known.length > 0) return { label: known.join(", "), expected, remarks };
  const byFolder = MIXED_LABEL.test(folder) ? [] : (expectedByLabel(folder) ?? []);
  const holds = byFolder.length === 0 ? [] : [`its folder "${folder}" says what is expected`];
  return { label: folder, expected: byFolder, remarks: [...remarks, ...holds] };
}

/** Patterns of `submissions.yaml`: a path, in which `*` stands for any part of one name. */
function matches(pattern: string, name: string): boolean {
  const path = pattern.replace(/\/$/, "").replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${path.replaceAll(/\*+/g, "[^/]*")}(?:/|$)`).test(name);
}
