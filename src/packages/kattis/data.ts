import path from "node:path";

import { z } from "zod";

import type { Comparison } from "../../core/comparison.js";
import { PipelineError } from "../../core/errors.js";
import { naturalOrder } from "../../core/pair-sample-files.js";
import type { PackageFiles } from "../package-files.js";
import { type CaseFiles, casesOfFiles, type ReadableCases } from "../packaged-case.js";
import { readYaml } from "../yaml-text.js";
import type { ComparisonOf } from "./validator.js";

/** What the cases of a package have in common. */
export interface DataRules {
  readonly comparisonOf: ComparisonOf;
  /** Flags for all cases; those of a group come after them. */
  readonly flags: readonly string[];
  readonly needsAnswers: boolean;
}

const GROUP_FILES = ["testdata.yaml", "test_group.yaml"];

const flagWords = z
  .array(z.coerce.string())
  .or(z.string().transform((text) => text.split(/\s+/).filter((word) => word !== "")));
const groupSchema = z.looseObject({
  output_validator_flags: flagWords.nullish(),
  output_validator_args: flagWords.nullish(),
  grading: z.unknown().optional(),
  grader_flags: z.string().nullish(),
  args: z.unknown().optional(),
});

/** What a folder of cases, or one case, adds to what stands above it. */
interface Group {
  readonly flags: readonly string[] | null;
  readonly remarks: readonly string[];
}

/**
 * Reads `data/sample` and `data/secret` with all groups in them: samples first, then by name. Throws PipelineError
 * "bad_input" when there is no case, when an answer is missing, or a case needs what is not supported.
 */
export async function readKattisData(
  files: PackageFiles,
  rules: DataRules,
): Promise<ReadableCases> {
  const inputs = inputsOf(files);
  if (inputs.length === 0) throw noCases(files);
  const groups = new Map<string, Promise<Group>>();
  const groupAt = (place: string, names: readonly string[]): Promise<Group> => {
    const known = groups.get(place);
    if (known !== undefined) return known;
    const group = readGroup(files, names);
    groups.set(place, group);
    return group;
  };
  const withFiles = new Set(
    files.under("data").flatMap((name) => /^(.+?)\.files\//.exec(name)?.[1] ?? []),
  );
  const shared = new Map<string, Comparison>();
  const tests: CaseFiles[] = [];
  for (const input of inputs) {
    const stem = input.slice(0, -".in".length);
    requireSupported(files, stem, withFiles);
    const places = foldersOf(stem).map((folder) =>
      groupAt(
        folder,
        GROUP_FILES.map((name) => `${folder}/${name}`),
      ),
    );
    const chain = await Promise.all([...places, groupAt(stem, [`${stem}.yaml`])]);
    const own = chain.findLast(({ flags }) => flags !== null)?.flags ?? [];
    const flags = [...rules.flags, ...own];
    const key = JSON.stringify(flags);
    const comparison = shared.get(key) ?? rules.comparisonOf(flags);
    shared.set(key, comparison);
    tests.push({
      id: stem.slice("data/".length),
      origin: stem.startsWith("data/sample/") ? "sample" : "given",
      comparison,
      input,
      answer: answerOf(files, stem, rules),
    });
  }
  const { cases, remarks } = await casesOfFiles(files, tests);
  const onGroups = (await Promise.all(groups.values())).flatMap((group) => group.remarks);
  return { cases, remarks: [...remarks, ...oddNames(files, inputs), ...onGroups] };
}

/** The inputs in the order in which they are judged. */
function inputsOf(files: PackageFiles): readonly string[] {
  const folders = ["data/sample", "data/secret"];
  const names = folders.flatMap((folder) => files.under(folder).toSorted(byCase));
  // A link without an ending may be a whole group of cases.
  const needed = names.filter((name) => /\.(?:in|ans|args|yaml)$|\/[^./]+$/.test(name));
  for (const name of needed) files.requireFollowed(name);
  return names.filter((name) => name.endsWith(".in"));
}

/** Files that look like half a case and are none: nobody would miss them otherwise. */
function oddNames(files: PackageFiles, inputs: readonly string[]): readonly string[] {
  const known = new Set(inputs.flatMap((name) => [name, name.replace(/\.in$/, ".ans")]));
  const odd = files
    .under("data")
    .filter((name) => /^data\/(?:sample|secret)\/.*\.(?:in|ans)$/i.test(name) && !known.has(name));
  return odd.map((name) =>
    name.endsWith(".ans")
      ? `${files.shown(name)} has no input ${path.posix.basename(name, ".ans")}.in and is not run`
      : `${files.shown(name)} is not run: the names of a case end in .in and .ans`,
  );
}

/** Folder by folder, as the names sort: a group stands where its name does. */
function byCase(left: string, right: string): number {
  const [leftParts, rightParts] = [left.split("/"), right.split("/")];
  const at = leftParts.findIndex((part, index) => part !== rightParts[index]);
  return naturalOrder.compare(leftParts[at] ?? "", rightParts[at] ?? "");
}

/** `data`, `data/secret` and every group on the way to a case. */
function foldersOf(stem: string): readonly string[] {
  const parts = stem.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

async function readGroup(files: PackageFiles, names: readonly string[]): Promise<Group> {
  const name = names.find((candidate) => files.has(candidate));
  if (name === undefined) return { flags: null, remarks: [] };
  const yaml = await readYaml(files, name, groupSchema);
  const args = yaml.args ?? [];
  const hasArguments = Array.isArray(args) ? args.length > 0 : args !== "";
  if (hasArguments) throw unsupported(files.shown(name), "arguments for the program");
  const grading = ["grading", "grader_flags"].filter((key) => {
    const value = yaml[key];
    return value !== undefined && value !== null && value !== "" && value !== "default";
  });
  return {
    flags: yaml.output_validator_args ?? yaml.output_validator_flags ?? null,
    remarks: grading.map(
      (key) => `${files.shown(name)}: ${key} is not followed; every case has to pass`,
    ),
  };
}

function requireSupported(files: PackageFiles, stem: string, withFiles: ReadonlySet<string>): void {
  if (files.has(`${stem}.args`))
    throw unsupported(files.shown(`${stem}.args`), "arguments for the program");
  if (withFiles.has(stem))
    throw unsupported(files.shown(`${stem}.files`), "files beside the program");
}

function unsupported(shownAs: string, what: string): PipelineError {
  return new PipelineError("bad_input", `${shownAs}: ${what} are not supported.`, {
    hint: "Programs get standard input only; leave this case out.",
  });
}

function answerOf(files: PackageFiles, stem: string, { needsAnswers }: DataRules): string | null {
  const answer = `${stem}.ans`;
  if (files.has(answer)) return answer;
  if (!needsAnswers) return null;
  throw new PipelineError(
    "bad_input",
    `${files.shown(`${stem}.in`)} has no answer ${answer.split("/").at(-1)}.`,
    {
      hint: "Put the answer beside the input.",
    },
  );
}

function noCases(files: PackageFiles): PipelineError {
  return new PipelineError("bad_input", `${files.shown("data")} holds no cases to judge by.`, {
    hint: "Put 1.in and 1.ans into data/sample or data/secret.",
  });
}
