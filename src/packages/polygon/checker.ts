import type { Comparison, KattisFlags } from "../../core/comparison.js";
import { PipelineError } from "../../core/errors.js";
import type { Program } from "../../core/solution.js";
import type { PackageFiles } from "../package-files.js";
import { isHeader, readProgram } from "../program-files.js";
import type { PolygonProblem } from "./problem-xml.js";

/** How outputs are judged, and what is to be told about it. */
export interface ReadChecker {
  readonly comparison: Comparison;
  readonly remarks: readonly string[];
}

const TOKENS = { kind: "tokens" } as const;
const ANY_CASE = tolerant({});

/** The checkers that Polygon offers ready-made, in our own terms. */
const STANDARD: Readonly<Record<string, Comparison>> = {
  lcmp: { kind: "line-words" },
  fcmp: { kind: "lines" },
  wcmp: TOKENS,
  ncmp: TOKENS,
  hcmp: TOKENS,
  icmp: TOKENS,
  rcmp: tolerant({ caseSensitive: true, absoluteTolerance: 1.5e-6 }),
  acmp: tolerant({ caseSensitive: true, absoluteTolerance: 1.5e-6 }),
  rcmp4: { kind: "float", epsilon: 1e-4 },
  rcmp6: { kind: "float", epsilon: 1e-6 },
  rcmp9: { kind: "float", epsilon: 1e-9 },
  yesno: ANY_CASE,
  nyesno: ANY_CASE,
};

function tolerant(flags: Partial<KattisFlags>): Comparison {
  return {
    kind: "kattis",
    caseSensitive: false,
    spaceSensitive: false,
    absoluteTolerance: null,
    relativeTolerance: null,
    ...flags,
  };
}

/** Reads what decides about outputs. Throws PipelineError "bad_input" when that is a program that is not there. */
export async function readChecker(
  files: PackageFiles,
  problem: PolygonProblem,
): Promise<ReadChecker> {
  const { checker, interactor } = problem.assets;
  if (interactor?.source !== undefined) {
    refuseCheckerAfter(interactor.source.path, { files, checker });
    const program = await readTestlib(files, problem, interactor.source.path);
    return { comparison: withProgram("interactive", program), remarks: [] };
  }
  const standard = /^std::(\w+)\.cpp$/.exec(checker?.name ?? "")?.[1];
  const comparison = standard === undefined ? undefined : STANDARD[standard];
  if (comparison !== undefined) return { comparison, remarks: [] };
  if (checker?.source === undefined) {
    throw new PipelineError("bad_input", `${files.shown("problem.xml")} names no checker.`, {
      hint: "Set one in Polygon, and export the package again.",
    });
  }
  const program = await readTestlib(files, problem, checker.source.path);
  return { comparison: withProgram("validator", program), remarks: [] };
}

type Checker = PolygonProblem["assets"]["checker"];

/** An interactor may leave the decision to the checker: what it accepts by itself may still be wrong. */
function refuseCheckerAfter(
  interactor: string,
  { files, checker }: { readonly files: PackageFiles; readonly checker: Checker },
): void {
  const name = checker?.name ?? checker?.source?.path;
  if (name === undefined) return;
  throw new PipelineError(
    "bad_input",
    `${files.shown("problem.xml")}: the checker ${name} decides after the interactor ${interactor}, and that is not supported.`,
    {
      hint: "Only if the interactor alone refuses what is wrong: take the checker out of a copy of problem.xml.",
    },
  );
}

function withProgram(kind: "validator" | "interactive", program: Program): Comparison {
  return { kind, validator: { protocol: "testlib", program, flags: [] } };
}

/** A program of the package with the headers that may stand beside it. */
async function readTestlib(
  files: PackageFiles,
  problem: PolygonProblem,
  name: string,
): Promise<Program> {
  const missing = (file: string): PipelineError =>
    new PipelineError("bad_input", `${files.shown(file)} is not in the package.`, {
      hint: "Export the full package from Polygon, or put the file there.",
    });
  if (!files.has(name)) throw missing(name);
  const folder = name.split("/").slice(0, -1).join("/");
  const resources = problem.files === "" ? undefined : problem.files?.resources;
  const listed = resources === "" ? [] : (resources?.file ?? []).map(({ path }) => path);
  const beside = files.under(folder).filter(isHeader);
  const headers = [...beside, ...listed.filter((file) => isHeader(file) && files.has(file))];
  const reading = await readProgram(files, { folder, names: [...new Set([name, ...headers])] });
  if (reading.kind === "unknown") {
    throw new PipelineError(
      "bad_input",
      `${files.shown(name)} cannot be run here: ${reading.why}.`,
    );
  }
  const { program } = reading;
  const wantsTestlib = /#\s*include\s*["<]testlib\.h[">]/.test(program.source);
  if (wantsTestlib && program.companions?.["testlib.h"] === undefined)
    throw missing(`${folder}/testlib.h`);
  return program;
}
