import { expect, test } from "vitest";

import type { Verdict } from "../../src/core/verdict.js";
import {
  agrees,
  expectedByLabel,
  expectedByWords,
  expectedResultsIn,
} from "../../src/packages/labels.js";

const ALL: readonly Verdict[] = ["AC", "WA", "TLE", "MLE", "OLE", "RE", "CE", "JE"];

test.each([
  ["accepted", "AC"],
  ["main", "AC"],
  ["wrong_answer", "WA"],
  ["wrong-answer", "WA"],
  ["time_limit_exceeded", "WA TLE MLE OLE RE"],
  ["run_time_error", "MLE OLE RE"],
  ["brute_force", "AC TLE MLE RE"],
  ["compiler_error", "CE"],
  ["slow_accepted", "AC TLE"],
  ["rejected", "WA TLE MLE OLE RE"],
  ["partially_accepted", "WA TLE MLE OLE RE"],
  ["time-limit-exceeded-or-accepted", "AC TLE"],
  ["memory-limit-exceeded", "MLE RE"],
  ["mixed", "AC WA TLE MLE OLE RE CE"],
])("the label %s agrees with %s", (label, verdicts) => {
  const expected = expectedByLabel(label) ?? [];

  expect(ALL.filter((verdict) => agrees(expected, verdict)).join(" ")).toBe(verdicts);
});

test("a label that nobody knows expects nothing", () => {
  expect(expectedByLabel("do-not-run")).toBeNull();
});

test.each([
  ["# @EXPECTED_RESULTS@: WRONG-ANSWER, TIMELIMIT\nx = 1", ["WRONG-ANSWER", "TIMELIMIT"]],
  ["/* @EXPECTED_RESULTS@: CORRECT */ int main() {}", ["CORRECT"]],
  ["<!-- @EXPECTED_RESULTS@: RUN-ERROR -->", ["RUN-ERROR"]],
  ['"""@EXPECTED_RESULTS@: TIMELIMIT"""', ["TIMELIMIT"]],
  ["x = '@EXPECTED_RESULTS@: RUN-ERROR'", ["RUN-ERROR"]],
  ["{- @EXPECTED_RESULTS@: WRONG-ANSWER -}", ["WRONG-ANSWER"]],
  ["print(1)", null],
])("the expectation in %j", (source, words) => {
  expect(expectedResultsIn(source)).toEqual(words);
});

test("words of both spellings are known, and others are named", () => {
  expect(expectedByWords(["CORRECT", "WRONG_ANSWER", "NO-OUTPUT", "TLE", "MAYBE"])).toEqual({
    expected: ["AC", "WA", "TLE"],
    unknown: ["MAYBE"],
  });
});

test.each([
  ["RUN-ERROR", "RE MLE OLE"],
  ["RUN_TIME_ERROR", "RE MLE OLE"],
  ["RUNTIME-ERROR", "RE MLE OLE"],
  ["RTE", "RE MLE OLE"],
  ["RE", "RE MLE OLE"],
  ["CE", "CE"],
  ["TIME-LIMIT", "TLE"],
  ["PRESENTATION-ERROR", "WA"],
])("the word %s means %s", (word, verdicts) => {
  expect(expectedByWords([word]).expected.join(" ")).toBe(verdicts);
});
