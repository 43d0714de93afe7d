import { describe, expect, test } from "vitest";

import { KNOWN_PROGRAMS } from "../../bench/growth/programs.js";
import type { ExaminedOracle } from "../../src/core/oracle.js";
import type { Program } from "../../src/core/solution.js";
import { measureGrowthOf } from "../../src/evidence/growth.js";
import { createJudge } from "../../src/judge/create-judge.js";

const judge = createJudge();
const limits = { timeLimitMs: 2000, memoryLimitMb: 512 };

async function measured(program: Program, examined: ExaminedOracle) {
  return judge.withBench(
    async (bench) => measureGrowthOf({ program, examined, limits, budgetMs: 6000 }, bench),
    new AbortController().signal,
  );
}

test.each(KNOWN_PROGRAMS.map((known) => [known.name, known] as const))(
  "a program that grows like %s has that kind among those that fit",
  { timeout: 60_000 },
  async (_name, { program, examined, growth }) => {
    expect((await measured(program, examined)).fit?.fits).toContain(growth);
  },
);

test("a program that is too slow for the largest input fails on it", {
  timeout: 60_000,
}, async () => {
  const known = KNOWN_PROGRAMS.find(({ growth }) => growth === "n^2");
  if (known === undefined) throw new Error("no program grows like n^2");

  expect((await measured(known.program, known.examined)).failure?.verdict).toBe("TLE");
});

function python(fileName: string, source: string, rest: Partial<Program> = {}): Program {
  return { language: "python", fileName, source, shape: "stdio", entry: null, ...rest };
}

function oracleOf(generator: string, largestSize: number): ExaminedOracle {
  return {
    oracle: {
      brute: python("brute.py", ""),
      generator: python("generate.py", generator),
      validator: python("validate.py", "import sys\nsys.exit(len(sys.stdin.read()) == 0)\n"),
      checker: null,
      largestSize,
    },
    certification: {
      status: "certified",
      faults: [],
      samples: 1,
      inputs: 1,
      distinct: 1,
      answeredSize: 1,
      largestSize,
    },
  };
}

describe("large inputs", () => {
  const LETTERS = "import sys\nprint('a' * int(sys.argv[2]))\n";
  const COUNT = "import sys\nprint(len(sys.stdin.read()))\n";

  test("of 15 MB are made and read", { timeout: 60_000 }, async () => {
    const growth = await measured(python("solution.py", COUNT), oracleOf(LETTERS, 15_000_000));

    expect(growth).toMatchObject({
      verdict: "within",
      failure: null,
      largest: { size: 15_000_000 },
    });
    expect(growth.points.at(-1)?.inputLength).toBe(15_000_001);
  });

  test("of more than a run may write are no failure, and the reason is told", {
    timeout: 60_000,
  }, async () => {
    const growth = await measured(python("solution.py", COUNT), oracleOf(LETTERS, 40_000_000));

    expect(growth.failure).toBeNull();
    expect(growth.note).toContain("the generator made no input");
  });

  test("of called functions too", { timeout: 60_000 }, async () => {
    const generator = "import sys\nprint([list(range(int(sys.argv[2])))])\n";
    const source = "def total(numbers):\n    return sum(numbers)\n";
    const program = python("solution.py", source, { shape: "call", entry: "total" });
    const growth = await measured(program, oracleOf(generator, 500_000));

    expect(growth).toMatchObject({ verdict: "within", failure: null });
  });
});
