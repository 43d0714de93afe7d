import { expect, test } from "vitest";

import { KNOWN_PROGRAMS } from "../../bench/growth/programs.js";
import type { GrowthClass } from "../../src/core/growth.js";
import { measureGrowthOf } from "../../src/evidence/growth.js";
import { createJudge } from "../../src/judge/create-judge.js";

const judge = createJudge();

// Far enough apart that no busy machine confuses them.
test.each<readonly [GrowthClass, readonly GrowthClass[]]>([
  ["n", ["n", "n log n"]],
  ["n^2", ["n^2"]],
])(
  "a program that grows like %s is told by its real times",
  { timeout: 60_000 },
  async (growth, kinds) => {
    const known = KNOWN_PROGRAMS.find((program) => program.growth === growth);
    if (known === undefined) throw new Error(`no program grows like ${growth}`);
    const { program, examined } = known;
    const limits = { timeLimitMs: 1000, memoryLimitMb: 256 };

    const measured = await judge.withBench(
      async (bench) => measureGrowthOf({ program, examined, limits, budgetMs: 3000 }, bench),
      new AbortController().signal,
    );

    expect(kinds).toContain(measured.fit?.fits[0]);
    expect(measured.failure?.verdict).toBe(growth === "n" ? undefined : "TLE");
  },
);
