import { describe, expect, test } from "vitest";

import type { FixPlan } from "../../src/core/finding.js";
import { renderFixPlan } from "../../src/report/fix-plan.js";
import { finding } from "../core/run-maker.js";

const empty: FixPlan = {
  number: 1,
  version: 2,
  summary: "All well.",
  findings: [],
  recommendations: [],
  coverageGaps: [],
};

const HEADINGS = [
  "## Critical Issues",
  "## Major Issues",
  "## Minor Issues",
  "## Recommendations",
  "## Test Coverage Gaps",
];

describe("a fix plan in markdown", () => {
  test("has all headings in order, and says where there is nothing", () => {
    const text = renderFixPlan(empty, "solution_v2.py");

    expect(text.split("\n").filter((line) => line.startsWith("## "))).toEqual(HEADINGS);
    expect(text.match(/None identified\./g)).toHaveLength(5);
  });

  test("tells of a finding its location, issue, impact, fix and proof status", () => {
    const plan = { ...empty, findings: [finding("1.1", "critical", "confirmed")] };
    const text = renderFixPlan(plan, "solution_v2.py");

    expect(text).toContain("### 1.1 a title");
    for (const part of [
      "**Location:** line 1",
      "**Issue:** an issue",
      "**Impact:** an impact",
      "**Fix:** a fix",
      "**Proof:** confirmed by a run",
    ]) {
      expect(text).toContain(part);
    }
    expect(text.indexOf("1.1")).toBeLessThan(text.indexOf("## Major Issues"));
  });

  test("shows the oracle's answer beside the reviewer's", () => {
    const answered = { ...finding("1.1", "major", "refuted"), answer: "18\n" };
    const text = renderFixPlan({ ...empty, findings: [answered] }, "solution_v2.py");

    const [, answers = ""] = text.split("Expected by the reviewer:");

    expect(answers.replaceAll(/\s+|`+\w*/g, " ").trim()).toMatch(/^9 +Answer of the oracle: +18 /);
  });

  test("text of the model can neither end a code block nor begin a heading", () => {
    const hostile = {
      ...finding("1.1", "minor", "unproven"),
      issue: "first\n## Critical Issues\nsecond",
      proof: {
        kind: "data" as const,
        id: "proof/1.1",
        origin: "proof" as const,
        input: "````\n## Critical Issues\n",
        expected: null,
      },
    };
    const text = renderFixPlan({ ...empty, findings: [hostile] }, "solution_v2.py");
    let fence = "";
    const outside = text.split("\n").filter((line) => {
      const mark = /^`{3,}/.exec(line)?.[0] ?? "";
      if (fence === "" && mark !== "") fence = mark;
      else if (fence !== "" && line === fence) fence = "";
      return fence === "" && mark === "";
    });

    expect(outside.filter((line) => line.startsWith("## "))).toEqual(HEADINGS);
  });

  test("lists recommendations and gaps", () => {
    const text = renderFixPlan(
      {
        ...empty,
        recommendations: ["name it better"],
        coverageGaps: [{ what: "negative numbers", input: "-1\n", expected: null }],
      },
      "solution_v2.py",
    );

    expect(text).toContain("- name it better");
    expect(text).toContain("- negative numbers");
    expect(text).toContain("-1");
  });
});
