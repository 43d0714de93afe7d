import { expect, test } from "vitest";

import { reportText } from "../../src/agents/report-text.js";
import type { CaseResult } from "../../src/core/report.js";
import { caseResult, report } from "./fixtures.js";

const textOf = (...cases: readonly CaseResult[]) =>
  reportText({ version: 1, report: report(cases), timeLimitMs: 1000 });

test("an input with different answers is told as the finding that it is", () => {
  const text = textOf(
    caseResult({
      verdict: "WA",
      disagreement: { of: "program", verdicts: ["AC", "WA"] },
    }),
  );

  expect(text).toContain("Passed: sample 0 of 1.");
  expect(text).toContain("A confirmed major finding: it gives different answers.");
  expect(text).toContain("it ended: AC, WA.");
});

test("a flaky test is in no count, and is no failure to be repaired", () => {
  const text = textOf(
    caseResult(),
    caseResult({
      id: "tests",
      origin: "given",
      verdict: "WA",
      disagreement: { of: "test", verdicts: ["WA", "AC"] },
    }),
  );

  expect(text).toContain("Passed: sample 1 of 1.");
  expect(text).toContain("| tests | given | flaky |");
  expect(text).toContain("decides nothing");
  expect(text).not.toContain("## tests");
});
