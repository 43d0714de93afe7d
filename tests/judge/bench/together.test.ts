import { describe, expect, test } from "vitest";

import type { BenchOrder } from "../../../src/core/bench.js";
import type { Program } from "../../../src/core/solution.js";
import { createJudge } from "../../../src/judge/create-judge.js";
import { never, python } from "../judging.js";

const judge = createJudge();
const limits = { timeLimitMs: 300, memoryLimitMb: null };
const INPUTS = ["3\n", "-1\n", "0\n", "4\n", "7\n"];

async function runs(program: Program, order: BenchOrder, words: readonly string[] = []) {
  return judge.withBench(async (bench) => {
    const all = INPUTS.map((input) => ({ program, words, input, limits }));
    const results = await bench.run(all, order);
    return results.map(({ verdict, exitCode, output }) => ({ verdict, exitCode, output }));
  }, never);
}

/** Programs that behave, and programs that do not, each of which reads one number. */
const PROGRAMS: readonly (readonly [what: string, source: string, words: readonly string[]])[] = [
  ["answers", "print(2 * int(input()))\n", []],
  ["says nothing", "int(input())\n", []],
  ["is given words", "import sys\nprint(sys.argv[1:], input())\n", ["1", "2"]],
  ["refuses some", "import sys\nsys.exit(0 if int(input()) > 0 else 3)\n", []],
  ["throws at some", "assert int(input()) > 0\nprint('fine')\n", []],
  [
    "remembers",
    "import builtins\nbuiltins.seen = getattr(builtins, 'seen', 0) + 1\nprint(builtins.seen)\n",
    [],
  ],
  [
    "ends its process at some",
    "import os\nos._exit(5) if int(input()) == 0 else print('fine')\n",
    [],
  ],
  ["crashes at some", "import os\nos.abort() if int(input()) == 0 else print('fine')\n", []],
  ["takes too long at some", "while int(input()) == 0: pass\n", []],
];

describe("many small runs in one process come out as in one process each", () => {
  test.each(PROGRAMS)("of a program that %s", async (_what, source, words) => {
    const program = python(source);

    expect(await runs(program, "together", words)).toEqual(await runs(program, "parallel", words));
  });
});

test("functions are called in one process as well", async () => {
  const source = "def double(n):\n    return [2 * n] if n >= 0 else missing\n";
  const program = python(source, { shape: "call", entry: "double" });
  const results = await judge.withBench(
    async (bench) =>
      bench.run(
        ["[3]", "[-1]", "[4]"].map((input) => ({ program, words: [], input, limits })),
        "together",
      ),
    never,
  );

  expect(results.map(({ verdict, output }) => [verdict, output])).toEqual([
    ["AC", "[6]"],
    ["RE", ""],
    ["AC", "[8]"],
  ]);
});
