import { describe, expect, test } from "vitest";

import type { RunEvent } from "../../src/core/events.js";
import { stateOf } from "../../src/core/run-state.js";
import { renderPatch } from "../../src/report/patch.js";
import { resultOf } from "../../src/report/result.js";
import { filesAfter } from "../../src/report/run-files.js";
import { finding, judged, result, reviewed, wrote } from "../core/run-maker.js";
import { planWith, usualPipeline } from "../engine/engine-maker.js";

const at = "2026-01-01T00:00:00.000Z";
const plan = planWith(usualPipeline());
const events: readonly RunEvent[] = [
  wrote(1),
  judged(1, [result("s/1", "AC"), result("own/a", "AC", { origin: "own" })]),
  reviewed(1, 1, [finding("1.1", "major", "refuted"), finding("1.2", "minor", "unproven")]),
];
const state = stateOf(events);

describe("result.json", () => {
  test("has the keys that scripts read", () => {
    const end = {
      type: "run.finished",
      at,
      status: "passed",
      reason: "ok",
      finalVersion: 1,
      error: null,
    } as const;

    expect(resultOf(plan, state, end)).toMatchObject({
      schema: 1,
      run: "test-1",
      dir: "output/test-1",
      status: "passed",
      exit_code: 0,
      final: { file: "solution_final.py", version: 1 },
      rounds: 0,
      checks: { samples: { passed: 1, total: 1 }, own: { passed: 1, total: 1 } },
      findings: { confirmed: { critical: 0, major: 0 }, claimed: 0, refuted: 1, unproven: 1 },
      usage: { calls: 0, input_tokens: 0, output_tokens: 0, usd: 0 },
      error: null,
    });
  });

  test("tells dollars to the millionth", () => {
    const usage = { ...state.usage, calls: 2, usd: 0.1 + 0.2 };
    const stopped = { kind: "budget", message: "why" } as const;
    const end = { type: "run.stopped", at, lostSeconds: 0, error: stopped } as const;
    const priced = { ...state, usage, spent: { ...state.spent, usd: 0.036671999999999996 } };
    const unpriced = { ...state, usage: { ...usage, usd: null } };

    expect(resultOf(plan, priced, end).usage).toMatchObject({ usd: 0.3, usd_at_most: 0.036672 });
    expect(resultOf(plan, unpriced, end).usage.usd).toBeNull();
  });

  test.each([
    ["cancelled", 130, "solution_v1.py"],
    ["service", 3, "solution_v1.py"],
    ["no_key", 4, "solution_v1.py"],
    ["budget", 5, "solution_final.py"],
    ["disk", 2, "solution_v1.py"],
  ] as const)("a run that %s stopped has exit code %i and names %s", (kind, exitCode, file) => {
    const end = {
      type: "run.stopped",
      at,
      lostSeconds: 0,
      error: { kind, message: "why" },
    } as const;
    const stopped = resultOf(plan, state, end);
    const files = filesAfter(end, state, plan).map(({ name }) => name);

    expect(stopped).toMatchObject({
      status: "stopped",
      exit_code: exitCode,
      final: { file, version: 1 },
    });
    expect(files.includes("solution_final.py")).toBe(file === "solution_final.py");
  });

  test("says when to go on where a service has named the time, and has no such key elsewhere", () => {
    const errorOf = (resumeAt?: string): unknown =>
      resultOf(plan, state, {
        type: "run.stopped",
        at,
        lostSeconds: 0,
        error: { kind: "service", message: "why", ...(resumeAt === undefined ? {} : { resumeAt }) },
      }).error;

    expect(errorOf(at)).toEqual({ kind: "service", message: "why", resume_at: at });
    expect(errorOf()).toEqual({ kind: "service", message: "why" });
  });

  test("says what to do next, with the folder where the command finds the run", () => {
    const nextOf = (directory: string): unknown =>
      resultOf({ ...plan, directory }, state, {
        type: "run.stopped",
        at,
        lostSeconds: 0,
        error: { kind: "budget", message: "why", hint: "Go on: pipeline resume test-1 --calls N" },
      }).error;

    expect(nextOf("output/test-1")).toMatchObject({
      next: "Go on: pipeline resume test-1 --calls N",
    });
    expect(nextOf("../out2/test-1")).toMatchObject({
      next: "Go on: pipeline resume -o ../out2 test-1 --calls N",
    });
  });

  test.each([
    ["failed", 1],
    ["unverified", 1],
  ] as const)("%s is exit code %i", (status, exitCode) => {
    const end = {
      type: "run.finished",
      at,
      status,
      reason: "why",
      finalVersion: 1,
      error: null,
    } as const;

    expect(resultOf(plan, state, end).exit_code).toBe(exitCode);
  });
});

describe("final.patch", () => {
  test("turns the user's file into the final one, by its path from the working folder", () => {
    const patch = renderPatch("src/legacy.py", "a\nb\n", "a\nc\n");

    expect(patch).toContain("--- a/src/legacy.py");
    expect(patch).toContain("+++ b/src/legacy.py");
    expect(patch).toContain("-b\n+c\n");
  });

  test("is empty when nothing changed", () => {
    expect(renderPatch("legacy.py", "a\n", "a\n")).toBe("");
  });
});
