import { expect, test } from "vitest";

import { KNOWN_PROGRAMS } from "../../bench/growth/programs.js";
import { measureGrowthOf } from "../../src/evidence/growth.js";
import { createJudge } from "../../src/judge/create-judge.js";

const judge = createJudge();

test("a program that grows like n^2 is told by its real times", { timeout: 60_000 }, async () => {
  const known = KNOWN_PROGRAMS.find(({ growth }) => growth === "n^2");
  if (known === undefined) throw new Error("no program grows like n^2");
  const { program, examined } = known;
  const limits = { timeLimitMs: 1000, memoryLimitMb: 256 };

  const measured = await judge.withBench(
    async (bench) => measureGrowthOf({ program, examined, limits, budgetMs: 3000 }, bench),
    new AbortController().signal,
  );

  expect(measured.fit?.fits[0]).toBe("n^2");
  expect(measured.failure?.verdict).toBe("TLE");
});
