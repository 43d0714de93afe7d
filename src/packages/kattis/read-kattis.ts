import type { PackageFiles } from "../package-files.js";
import type { ProblemPackage } from "../problem-package.js";
import { readStatementText } from "../statement-text.js";
import { readSubmissions } from "../submissions.js";
import { readKattisData } from "./data.js";
import { readKattisSettings } from "./settings.js";
import { readComparison } from "./validator.js";

const STATEMENT = /^(?:problem_statement|statement)\/problem(?:\.[\w-]+)?\.(?:tex|md)$/;

/** Reads an ICPC or Kattis problem package of either format. Throws PipelineError "bad_input" with the file at fault. */
export async function readKattis(files: PackageFiles, folderName: string): Promise<ProblemPackage> {
  const settings = await readKattisSettings(files);
  const comparisonOf = await readComparison(files, settings);
  const data = await readKattisData(files, {
    comparisonOf,
    flags: settings.flags,
    needsAnswers: settings.validation !== "interactive",
  });
  const { submissions, skipped, remarks } = await readSubmissions(files);
  return {
    format: "kattis",
    title: settings.title ?? folderName,
    statement: await readStatementText(files, STATEMENT),
    limits: { timeLimitMs: settings.timeLimitMs, memoryLimitMb: settings.memoryLimitMb },
    timeLimitFrom: settings.timeLimitFrom,
    derivedTimeLimit: settings.derivedTimeLimit,
    comparison: comparisonOf(settings.flags),
    cases: data.cases,
    submissions,
    skipped,
    remarks: [...settings.remarks, ...data.remarks, ...remarks],
  };
}
