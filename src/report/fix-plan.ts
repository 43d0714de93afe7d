import type {
  CoverageGap,
  Finding,
  FixPlan,
  Proof,
  ProofStatus,
  Severity,
} from "../core/finding.js";
import { printable } from "../core/printable.js";

const NONE = "None identified.";

const HEADINGS: readonly (readonly [Severity, string])[] = [
  ["critical", "Critical Issues"],
  ["major", "Major Issues"],
  ["minor", "Minor Issues"],
];

const STATUS_WORDS: Readonly<Record<ProofStatus, string>> = {
  confirmed: "confirmed by a run",
  refuted: "refuted by a run",
  claimed: "claimed; nothing independent could decide",
  unproven: "unproven",
};

/** A fix plan as the markdown that people and the solution-fixer read. */
export function renderFixPlan(plan: FixPlan, reviewedFile: string): string {
  const severities = HEADINGS.flatMap(([severity, heading]) => [
    `## ${heading}`,
    listOrNone(
      plan.findings.filter((finding) => finding.severity === severity),
      renderFinding,
    ),
  ]);
  const sections = [
    `# Fix plan ${plan.number}`,
    `Review of \`${reviewedFile}\` (version ${plan.version}).`,
    oneLine(plan.summary),
    ...severities,
    "## Recommendations",
    listOrNone(plan.recommendations, (text) => `- ${oneLine(text)}`),
    "## Test Coverage Gaps",
    listOrNone(plan.coverageGaps, renderGap),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function listOrNone<T>(items: readonly T[], render: (item: T) => string): string {
  return items.length === 0 ? NONE : items.map(render).join("\n\n");
}

function renderFinding(finding: Finding): string {
  const lines = [
    `### ${finding.id} ${oneLine(finding.title)}`,
    "",
    `- **Location:** ${location(finding)}`,
    `- **Issue:** ${oneLine(finding.issue)}`,
    `- **Impact:** ${oneLine(finding.impact)}`,
    `- **Fix:** ${oneLine(finding.fix)}`,
    `- **Proof:** ${STATUS_WORDS[finding.status]}. ${oneLine(finding.evidence)}`.trimEnd(),
  ];
  return finding.proof === null
    ? lines.join("\n")
    : [...lines, "", ...proof(finding.proof), ...oracleAnswer(finding)].join("\n");
}

function oracleAnswer({ answer }: Finding): readonly string[] {
  return answer === undefined ? [] : ["", "Answer of the oracle:", "", ...fenced(answer)];
}

function location({ line, endLine }: Finding): string {
  if (line === null) return "the whole program";
  return endLine === null || endLine === line ? `line ${line}` : `lines ${line}-${endLine}`;
}

function proof(given: Proof): readonly string[] {
  if (given.kind === "test-file")
    return [`Test \`${given.fileName}\`:`, "", ...fenced(given.source)];
  const expected =
    given.expected === null ? [] : ["", "Expected by the reviewer:", "", ...fenced(given.expected)];
  return ["Input:", "", ...fenced(given.input), ...expected];
}

function renderGap(gap: CoverageGap): string {
  const input = gap.input === null ? [] : ["", "  Input:", "", ...fenced(gap.input)];
  return [`- ${oneLine(gap.what)}`, ...input].join("\n");
}

/** A code block whose fence is longer than any run of back-ticks inside. */
function fenced(text: string): readonly string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}text`, text.replace(/\n$/, ""), fence];
}

/** A finding is one list item; line breaks of the model's would end it. A terminal may show it. */
function oneLine(text: string): string {
  return printable(text)
    .replaceAll(/\s*\n\s*/g, " ")
    .trim();
}
