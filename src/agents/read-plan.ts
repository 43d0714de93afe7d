import { z } from "zod";

import type { CoverageGap, Finding, Severity } from "../core/finding.js";
import { jsonText, markedNumber } from "./exact-json.js";
import type { ExpectedPlan } from "./expectation.js";
import { type ProofReading, readInputText, readProof } from "./read-proof.js";
import type { ReplyFile } from "./reply-files.js";
import { schemaComplaint } from "./schema-complaint.js";

/** A finding as the reviewer handed it over: no run has said anything about it yet. */
export type RawFinding = Omit<Finding, "status" | "evidence">;

/** A review, read. */
export interface FixPlanReply {
  readonly kind: "fix_plan";
  readonly number: number;
  readonly summary: string;
  readonly findings: readonly RawFinding[];
  readonly recommendations: readonly string[];
  readonly coverageGaps: readonly CoverageGap[];
  /** What could not be used and was left out, such as a proof without an input; a sentence each. */
  readonly flaws: readonly string[];
}

const words = z
  .string("must be text")
  .nullish()
  .transform((text) => text?.trim() ?? "");

const line = z
  .unknown()
  .optional()
  .transform((value) => {
    const digits = markedNumber(value) ?? (typeof value === "number" ? String(value) : value);
    const number = typeof digits === "string" && digits !== "" ? Number(digits) : 0;
    return Number.isSafeInteger(number) && number >= 1 ? number : null;
  });

const severity = z.preprocess(
  (value) => (typeof value === "string" ? value.trim().toLowerCase() : value),
  z.enum(["critical", "major", "minor"], "must be critical, major or minor"),
);

const finding = z.object({
  severity,
  title: z.string("must be text").trim().min(1, "must not be empty"),
  line,
  end_line: line,
  issue: words,
  impact: words,
  fix: words,
  proof: z.unknown().optional(),
});

const gap = z.union([
  z.string().transform((what) => ({ what, input: undefined, expected: undefined })),
  z.object({
    what: z.string(),
    input: z.unknown().optional(),
    expected: z.unknown().optional(),
  }),
]);

const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item, "must be a list")
    .nullish()
    .transform((list) => list ?? []);

const planSchema = z.object(
  {
    summary: words,
    findings: z.array(finding, 'must be a list; it is "findings": [] when there are none'),
    recommendations: listOf(z.string("must be text")),
    coverage_gaps: listOf(gap),
  },
  'The json block must be an object with "findings".',
);

/** Reads a reviewer's data. The answer is a complaint when its form is not the agreed one. */
export function readPlan(
  value: unknown,
  files: readonly ReplyFile[],
  expected: ExpectedPlan,
): FixPlanReply | { readonly complaint: string } {
  const parsed = planSchema.safeParse(value);
  if (!parsed.success) return { complaint: schemaComplaint(parsed.error) };
  const { data } = parsed;
  const proofs = data.findings.map(({ proof }, index) =>
    readProof(proof, files, { ...expected, position: index + 1 }),
  );
  return {
    kind: "fix_plan",
    number: expected.planNumber,
    summary: data.summary,
    findings: data.findings.map((raw, index) =>
      rawFinding(raw, `${expected.planNumber}.${index + 1}`, proofs[index]),
    ),
    recommendations: data.recommendations.map((text) => text.trim()).filter((text) => text !== ""),
    coverageGaps: data.coverage_gaps.map(({ what, input, expected: answer }) => ({
      what,
      input: gapText(input, expected),
      expected: gapText(answer, expected),
    })),
    flaws: proofs.flatMap((proof) => ("flaw" in proof ? [proof.flaw] : [])),
  };
}

function rawFinding(
  raw: z.infer<typeof finding>,
  id: string,
  proof: ProofReading | undefined,
): RawFinding {
  const isRange = raw.line !== null && raw.end_line !== null && raw.end_line >= raw.line;
  const level: Severity = raw.severity;
  return {
    id,
    severity: level,
    title: raw.title,
    line: raw.line,
    endLine: isRange ? raw.end_line : null,
    issue: raw.issue,
    impact: raw.impact,
    fix: raw.fix,
    proof: proof !== undefined && "proof" in proof ? proof.proof : null,
  };
}

/** A gap is read by people; whatever form its values have, they are shown. */
function gapText(value: unknown, { shape }: ExpectedPlan): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (shape === "call") return typeof value === "string" ? value : jsonText(value);
  return readInputText(value) ?? jsonText(value);
}
