import type { Comparison } from "../../core/comparison.js";
import { PipelineError } from "../../core/errors.js";
import type { PackageFiles } from "../package-files.js";
import { casesOfFiles, type ReadableCases } from "../packaged-case.js";
import type { PolygonProblem, PolygonTestset } from "./problem-xml.js";

/** The set of tests that decides: the one that Polygon calls `tests`, else the first. */
export function mainTestset({ judging }: PolygonProblem): PolygonTestset | undefined {
  return judging.testset.find(({ name }) => name === "tests") ?? judging.testset[0];
}

/** The cases of a set. Throws PipelineError "bad_input" with the first file that is missing, and how it is made. */
export async function readTests(
  files: PackageFiles,
  testset: PolygonTestset,
  comparison: Comparison,
): Promise<ReadableCases> {
  const listed = testset.tests === "" ? [] : (testset.tests?.test ?? []);
  const needsAnswers = comparison.kind !== "interactive";
  const numbers = Array.from({ length: testset["test-count"] }, (_, index) => index + 1);
  const tests = numbers.map((number) => {
    const test = listed[number - 1];
    const entry = test === "" || test === undefined ? {} : test;
    const input = atNumber(testset["input-path-pattern"], number);
    const answer = atNumber(testset["answer-path-pattern"], number);
    return { entry, input, answer };
  });
  const wanted = tests.flatMap(({ input, answer }) => (needsAnswers ? [input, answer] : [input]));
  const missing = wanted.filter((name) => !files.has(name));
  if (tests.length === 0 || missing.length > 0) throw missingTests(files, missing);
  return casesOfFiles(
    files,
    tests.map(({ entry, input, answer }) => ({
      id: input,
      origin: entry.sample === "true" ? "sample" : "given",
      comparison,
      input,
      answer: files.has(answer) ? answer : null,
    })),
  );
}

/** `tests/%02d` at 7 is `tests/07`. */
function atNumber(pattern: string, number: number): string {
  return pattern.replace(/%0?(\d*)d/, (_, width: string) =>
    String(number).padStart(Number(width), "0"),
  );
}

function missingTests(files: PackageFiles, missing: readonly string[]): PipelineError {
  const [first, ...others] = missing;
  if (first === undefined) {
    return new PipelineError("bad_input", `${files.shown("problem.xml")} lists no tests.`);
  }
  const script = ["doall.sh", "doall.bat"].find((name) => files.has(name));
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return new PipelineError("bad_input", `${files.shown(first)}${more} is not in the package.`, {
    hint:
      script === undefined
        ? "Export the full package from Polygon, which holds the generated tests."
        : `Run ${files.shown(script)}, which makes the tests and their answers.`,
  });
}
