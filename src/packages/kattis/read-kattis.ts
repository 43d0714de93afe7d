import type { PackageFiles } from "../package-files.js";
import type { ProblemPackage } from "../problem-package.js";
import { readStatementText } from "../statement-text.js";
import { readSubmissions } from "../submissions.js";
import { readKattisData } from "./data.js";
import { type KattisSettings, readKattisSettings } from "./settings.js";
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
  const validatorRemarks = unusedValidator(files, settings);
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
    remarks: [...settings.remarks, ...validatorRemarks, ...data.remarks, ...remarks],
  };
}

/** The older format asks for a validator in words; one that only lies there is not used. */
function unusedValidator(
  files: PackageFiles,
  { format, validation }: KattisSettings,
): readonly string[] {
  const isUnused = format === "legacy" && validation === "default";
  if (!isUnused || files.under("output_validators").length === 0) return [];
  return [
    `${files.shown("output_validators")} is not used: problem.yaml does not say validation: custom`,
  ];
}
