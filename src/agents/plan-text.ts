import type { Finding, FixPlan, Proof } from "../core/finding.js";
import { HEADINGS } from "../core/headings.js";
import { dataBlock } from "./marker.js";
import { withoutMeasures } from "./stable-text.js";

/**
 * A review as it stands in the ledger: what the runs said about each finding in our own words, what the
 * reviewer wrote as material.
 */
export function planText(plan: FixPlan): string {
  const { number, version, summary, findings, recommendations, coverageGaps } = plan;
  const gaps = coverageGaps.map(({ what, input }) =>
    input === null ? `- ${what}` : `- ${what} (input: ${input.trim()})`,
  );
  return [
    `${HEADINGS.plan} ${number}: a review of v${version}`,
    ...material(`summary of plan ${number}`, summary),
    findings.length === 0 ? "It found nothing wrong." : statusTable(findings),
    ...findings.map(findingText),
    ...material(
      `recommendations of plan ${number}`,
      recommendations.map((line) => `- ${line}`).join("\n"),
    ),
    ...material(`not covered by tests, plan ${number}`, gaps.join("\n")),
  ].join("\n\n");
}

function statusTable(findings: readonly Finding[]): string {
  return [
    "| finding | severity | what a run said |",
    "|---|---|---|",
    ...findings.map(({ id, severity, status }) => `| ${id} | ${severity} | ${status} |`),
  ].join("\n");
}

function findingText(finding: Finding): string {
  const { id, severity, status, proof } = finding;
  return [
    `## Finding ${id}: ${severity}, ${status}`,
    dataBlock(`finding ${id}`, describe(finding)),
    ...(proof === null ? ["It came without a proof."] : proofBlocks(id, proof)),
    ...material(`answer of the oracle to the input of ${id}`, finding.answer ?? ""),
    ...material(`what the run of the proof of ${id} showed`, withoutMeasures(finding.evidence)),
  ].join("\n\n");
}

function describe({ title, line, endLine, issue, impact, fix }: Finding): string {
  const lines =
    endLine === null || endLine === line ? `line ${line}` : `lines ${line} to ${endLine}`;
  return [
    title,
    ...(line === null ? [] : [`Where: ${lines}`]),
    ...(issue === "" ? [] : [`Issue: ${issue}`]),
    ...(impact === "" ? [] : [`Impact: ${impact}`]),
    ...(fix === "" ? [] : [`Fix: ${fix}`]),
  ].join("\n");
}

function proofBlocks(id: string, proof: Proof): string[] {
  switch (proof.kind) {
    case "test-file":
      return [dataBlock(`proof of ${id}, ${proof.fileName}`, proof.source)];
    case "data":
      return [
        dataBlock(`proof of ${id}, input`, proof.input),
        proof.expected === null
          ? "It only claims that the program does not end in good order on this input."
          : dataBlock(`proof of ${id}, expected by the reviewer`, proof.expected),
      ];
  }
}

function material(name: string, content: string): string[] {
  return content === "" ? [] : [dataBlock(name, content)];
}
