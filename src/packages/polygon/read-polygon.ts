import { PipelineError } from "../../core/errors.js";
import type { Program } from "../../core/solution.js";
import { expectedByLabel } from "../labels.js";
import type { PackageFiles } from "../package-files.js";
import type { ProblemPackage, SkippedSubmission, Submission } from "../problem-package.js";
import { readProgram } from "../program-files.js";
import type { ReadSubmissions } from "../submissions.js";
import { readChecker } from "./checker.js";
import { type PolygonProblem, PROBLEM_XML, readProblemXml } from "./problem-xml.js";
import { readStatement } from "./statement.js";
import { mainTestset, readTests } from "./tests.js";

const BYTES_PER_MB = 1_048_576;

/** Reads a Polygon package. Throws PipelineError "bad_input" with the file at fault. */
export async function readPolygon(
  files: PackageFiles,
  folderName: string,
): Promise<ProblemPackage> {
  const problem = await readProblemXml(files);
  refuseFileNames(files, problem);
  const testset = mainTestset(problem);
  if (testset === undefined)
    throw new PipelineError("bad_input", `${files.shown(PROBLEM_XML)} lists no tests.`);
  const { comparison, remarks } = await readChecker(files, problem);
  const tests = await readTests(files, testset, comparison);
  const solutions = await readSolutions(files, problem);
  const names = problem.names?.name ?? [];
  const title = names.find(({ language }) => language === "english") ?? names[0];
  const memoryBytes = testset["memory-limit"];
  return {
    format: "polygon",
    title: title?.value ?? problem["short-name"] ?? folderName,
    statement: await readStatement(files),
    limits: {
      timeLimitMs: testset["time-limit"] ?? null,
      memoryLimitMb: memoryBytes === undefined ? null : Math.ceil(memoryBytes / BYTES_PER_MB),
    },
    timeLimitFrom: testset["time-limit"] === undefined ? null : PROBLEM_XML,
    derivedTimeLimit: null,
    comparison,
    cases: tests.cases,
    ...solutions,
    remarks: [...remarks, ...tests.remarks, ...otherTestsets(files, problem), ...solutions.remarks],
  };
}

function refuseFileNames(files: PackageFiles, { judging }: PolygonProblem): void {
  const name = judging["input-file"] || judging["output-file"];
  if (name === undefined || name === "") return;
  const message = `${files.shown(PROBLEM_XML)}: programs that read or write the file ${name} are not supported.`;
  throw new PipelineError("bad_input", message, { hint: "Only standard input and output are." });
}

function otherTestsets(files: PackageFiles, problem: PolygonProblem): readonly string[] {
  const others = problem.judging.testset.filter((testset) => testset !== mainTestset(problem));
  return others.map(
    ({ name }) => `${files.shown(PROBLEM_XML)}: the test set "${name ?? ""}" is not run`,
  );
}

async function readSolutions(
  files: PackageFiles,
  { assets }: PolygonProblem,
): Promise<ReadSubmissions> {
  const solutions = assets.solutions === "" ? [] : (assets.solutions?.solution ?? []);
  const submissions: Submission[] = [];
  const skipped: SkippedSubmission[] = [];
  const remarks: string[] = [];
  for (const { tag: label, source } of solutions) {
    const name = source.path;
    const expected = expectedByLabel(label);
    const reading = files.has(name)
      ? await readProgram(files, { folder: name.split("/").slice(0, -1).join("/"), names: [name] })
      : { kind: "unknown" as const, why: "the file is not in the package" };
    const skip = (why: string): void => void skipped.push({ name, label, why });
    if (expected === null) skip(`the tag "${label}" says nothing that is known here`);
    else if (reading.kind === "unknown") skip(reading.why);
    else {
      const program = inDialect(reading.program, source.type ?? "");
      if (program === null) skip(`${source.type} cannot be run here`);
      else {
        submissions.push({ name, label, expected, program });
        remarks.push(...reading.remarks);
      }
    }
  }
  return { submissions, skipped, remarks };
}

/** A file name does not tell one Python or C++ from another; the package does. Null: one that is not known here. */
function inDialect(program: Program, type: string): Program | null {
  if (/^python.*2$/.test(type)) return null;
  if (type.startsWith("python.pypy")) return { ...program, language: "pypy" };
  return /^cpp\..*(?:11|14|17)/.test(type) ? { ...program, language: "cpp17" } : program;
}
