import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Case, CommandCase } from "../../src/core/case.js";
import type { CaseResult } from "../../src/core/report.js";
import type { Verdict } from "../../src/core/verdict.js";
import { combine, repeatCases, shuffled } from "../../src/judge/repetitions.js";
import { result } from "../core/run-maker.js";
import { given, python, report } from "./judging.js";

describe("the order of a repetition", () => {
  test("holds the same, and depends on the seed alone", () => {
    const orders = fc.tuple(fc.uniqueArray(fc.integer(), { maxLength: 30 }), fc.nat(9));
    fc.assert(
      fc.property(orders, ([items, seed]) => {
        const order = shuffled(items, seed);

        expect(order).toHaveLength(items.length);
        expect(new Set(order)).toEqual(new Set(items));
        expect(shuffled(items, seed)).toEqual(order);
      }),
      { numRuns: 50 },
    );
  });

  test("is another one for another seed, and not just turned round", () => {
    const items = Array.from({ length: 12 }, (_, at) => at);
    const orders = [1, 2, 3].map((seed) => shuffled(items, seed).join(" "));

    expect(new Set([...orders, items.join(" "), items.toReversed().join(" ")]).size).toBe(5);
  });
});

/** What came of a case by its runs, one verdict each. */
function repeated(verdicts: readonly Verdict[], of: "program" | "test"): CaseResult {
  const [first = "AC", ...later] = verdicts;
  const runs = [first, ...later].map((verdict) => result("1", verdict));
  return combine([runs[0] ?? result("1", "AC"), ...runs.slice(1)], of);
}

test.each<["program" | "test", readonly Verdict[], Verdict, boolean]>([
  ["program", ["AC", "AC", "AC"], "AC", false],
  ["program", ["AC", "WA"], "WA", true],
  ["program", ["WA", "AC"], "WA", true],
  ["program", ["WA", "RE"], "WA", true],
  ["program", ["WA", "WA"], "WA", false],
  ["program", ["AC", "JE"], "JE", false],
  ["program", ["WA", "JE"], "WA", false],
  ["test", ["AC", "WA"], "WA", true],
  ["test", ["RE", "WA"], "RE", false],
])("runs of a %s that end %j come to %s", (of, verdicts, verdict, disagrees) => {
  const told = repeated(verdicts, of);

  expect(told.verdict).toBe(verdict);
  expect(told.disagreement).toEqual(disagrees ? { verdicts, of } : undefined);
});

/** Runs of cases of which each has a script of verdicts; returns which were run with which seed. */
async function scripted(script: Readonly<Record<string, readonly Verdict[]>>) {
  const turns = new Map<string, number>();
  const asked: [number, string][] = [];
  const cases: readonly Case[] = Object.keys(script).map((id) => given(id, "", null));
  const done = await repeatCases({ cases, confirmations: 3 }, (wanted, seed) => {
    asked.push([
      seed,
      wanted
        .map(({ id }) => id)
        .toSorted()
        .join(""),
    ]);
    const judged = wanted.map(({ id }) => {
      const turn = turns.get(id) ?? 0;
      turns.set(id, turn + 1);
      return [id, [result(id, script[id]?.[turn] ?? "AC", { origin: "given" })]] as const;
    });
    return Promise.resolve(new Map(judged));
  });
  return { ...done, asked };
}

describe("how often a case is run", () => {
  test("three times where all pass", async () => {
    const { asked, confirmations } = await scripted({ a: [], b: [] });

    expect(asked).toEqual([
      [0, "ab"],
      [1, "ab"],
      [2, "ab"],
    ]);
    expect(confirmations).toBe(3);
  });

  test("once more where it fails at first, and no other with it", async () => {
    const { asked, confirmations, results } = await scripted({ a: ["WA", "AC"], b: [] });

    expect(asked).toEqual([
      [0, "ab"],
      [1, "a"],
    ]);
    expect(confirmations).toBe(1);
    expect(results.get("a")?.[0]?.disagreement?.verdicts).toEqual(["WA", "AC"]);
  });

  test("never again where it exceeded a limit", async () => {
    expect((await scripted({ a: ["TLE"], b: ["MLE"] })).asked).toEqual([[0, "ab"]]);
  });
});

describe("programs that do not always answer the same", () => {
  test("by the hash of strings: every run's verdict is told", async () => {
    const program = python("print(next(iter({str(n) for n in range(50)})))");
    const [first] = (await report(program)).cases;
    const cases = [given("1", "", first?.output ?? "")];
    const [told] = (await report(program, { cases, confirmations: 3 })).cases;

    expect(told).toMatchObject({
      verdict: "WA",
      disagreement: { of: "program", verdicts: ["AC", "WA"] },
    });
  });

  test("by the clock: what fails at first is asked again", async () => {
    const program = python("import time\nprint(time.time_ns() // 1000 % 2)");
    // Each case shows it with a chance of 1 to 4 at the least.
    const cases = Array.from({ length: 60 }, (_, at) => given(String(at), "", "0"));
    const { cases: told } = await report(program, { cases, confirmations: 3 });

    expect(told.some(({ disagreement }) => disagreement?.of === "program")).toBe(true);
  });

  test("one that is always wrong gives the same answer each time", async () => {
    const cases = [given("1", "3", "4")];
    const [told] = (await report(python("print(input())"), { cases, confirmations: 3 })).cases;

    expect(told?.verdict).toBe("WA");
    expect(told?.disagreement).toBeUndefined();
  });
});

test("a test command that passes now and then may be flaky itself", async () => {
  const project = await mkdtemp(path.join(os.tmpdir(), "project-"));
  try {
    await writeFile(path.join(project, "legacy.py"), "");
    // As a test that hangs on the order of a set, which is another one in each repetition.
    const flip = "import os, sys; sys.exit(os.environ['PYTHONHASHSEED'] == '1')";
    const command: CommandCase = {
      kind: "command",
      id: "tests",
      origin: "given",
      command: `python3 -c "${flip}"`,
      projectDirectory: project,
      target: "legacy.py",
    };
    const [told] = (await report(python(""), { cases: [command], confirmations: 3 })).cases;

    expect(told?.disagreement).toEqual({ of: "test", verdicts: ["AC", "WA", "AC"] });
  } finally {
    await rm(project, { recursive: true, force: true });
  }
});
