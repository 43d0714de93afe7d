import type { Comparison, KattisFlags, Validator } from "../../core/comparison.js";
import { PipelineError } from "../../core/errors.js";
import { parseKattisFlags } from "../../core/kattis-flags.js";
import { languageOfFile } from "../../core/language.js";
import type { PackageFiles } from "../package-files.js";
import { isHeader, readProgram } from "../program-files.js";
import type { KattisSettings } from "./settings.js";

/** How outputs are judged under some flags; the program that does it, if any, is read once. */
export type ComparisonOf = (flags: readonly string[]) => Comparison;

const ONE_PROGRAM = "output_validator";
const SEVERAL_PROGRAMS = "output_validators";

/**
 * What decides about the outputs of a package: its own program, or the rules of the default validator. Throws
 * PipelineError "bad_input" when a program is announced that cannot be found or read.
 */
export async function readComparison(
  files: PackageFiles,
  settings: KattisSettings,
): Promise<ComparisonOf> {
  const { format, validation } = settings;
  const folder = validatorFolder(files);
  const isCustom = validation !== "default" || (format === "modern" && folder !== null);
  if (!isCustom) return (flags) => ({ kind: "kattis", ...defaultFlags(flags, files) });
  if (folder === null) {
    throw badInput(
      `${files.shown(SEVERAL_PROGRAMS)} holds no output validator, and problem.yaml asks for one.`,
    );
  }
  const program = await readValidator(files, folder);
  const kind = validation === "interactive" ? "interactive" : "validator";
  return (flags) => ({ kind, validator: { protocol: "kattis", program, flags } });
}

function validatorFolder(files: PackageFiles): string | null {
  return [ONE_PROGRAM, SEVERAL_PROGRAMS].find((name) => files.under(name).length > 0) ?? null;
}

/** What stands beside a program to explain or to build it. */
const NO_SOURCE = /\/(?:readme|license|makefile|cmakelists)[^/]*$/i;

/** A file of its own, or a folder of files; headers beside it belong to it. */
async function readValidator(files: PackageFiles, folder: string): Promise<Validator["program"]> {
  const names = files.under(folder).filter((name) => !NO_SOURCE.test(name));
  const script = names.find((name) => /\/(?:build|run)$/.test(name));
  if (script !== undefined) {
    throw badInput(`${files.shown(script)}: a build or run script is not supported.`);
  }
  const base = programFolder(names, folder);
  if (base === null) throw badInput(`${files.shown(folder)} holds more than one output validator.`);
  const reading = await readProgram(files, { folder: base, names });
  if (reading.kind === "program") return reading.program;
  throw badInput(`${files.shown(base)} is no validator that can be run here: ${reading.why}.`);
}

/** The folder that the files of the only program stand in; null when there are several programs. */
function programFolder(names: readonly string[], folder: string): string | null {
  const inside = names.map((name) => name.slice(folder.length + 1).split("/"));
  const folders = new Set(inside.filter(({ length }) => length > 1).map(([first]) => first));
  const sources = inside.filter(([first = "", ...deeper]) => {
    return deeper.length === 0 && !isHeader(first) && languageOfFile(first) !== null;
  });
  const isOneProgram = folder === ONE_PROGRAM && sources.length > 0;
  if (isOneProgram || folders.size === 0)
    return isOneProgram || sources.length <= 1 ? folder : null;
  const [only] = folders;
  return folders.size === 1 && sources.length === 0 ? `${folder}/${only}` : null;
}

function badInput(message: string): PipelineError {
  return new PipelineError("bad_input", message, {
    hint: `Put one program, a file or a folder, into ${SEVERAL_PROGRAMS}/.`,
  });
}

/** The flags of the default validator. Throws PipelineError "bad_input" for one that nobody knows. */
function defaultFlags(flags: readonly string[], files: PackageFiles): KattisFlags {
  const read = parseKattisFlags(flags.join(" "));
  if (!("refused" in read)) return read;
  throw new PipelineError("bad_input", `${files.shown("problem.yaml")}: ${read.refused}.`, {
    hint: "Correct validator_flags, or output_validator_flags of the group.",
  });
}
