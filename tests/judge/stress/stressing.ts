import { DEFAULT_COMPARISON } from "../../../src/core/comparison.js";
import { NO_LIMITS } from "../../../src/core/limits.js";
import type { Program } from "../../../src/core/solution.js";
import type { StressReport, StressRequest } from "../../../src/core/stress.js";
import { createJudge } from "../../../src/judge/create-judge.js";
import { never, python } from "../judging.js";

/** One judge for all tests of a file, as in one run of the command line. */
export const judge = createJudge();

/** Prints a list of 1 to 8 small numbers, below its length. */
const LIST = `
import random, sys
random.seed(int(sys.argv[1]))
n = random.randint(1, 8)
print(n)
print(*[random.randint(-9, 9) for _ in range(n)])
`;

/** The largest sum of neighbours, at least one of them. */
const LARGEST_SUM = `
n = int(input())
numbers = list(map(int, input().split()))
print(max(sum(numbers[i:j]) for i in range(n) for j in range(i + 1, n + 1)))
`;

/** What a loop is to do other than usual: the program is right, and each of 40 seeds has an input. */
export interface Stressing extends Partial<Omit<StressRequest, "program">> {
  readonly program?: string | Program;
}

export function stressRequest({ program = LARGEST_SUM, ...rest }: Stressing): StressRequest {
  return {
    program: typeof program === "string" ? python(program) : program,
    generator: python(LIST, { fileName: "generate.py" }),
    oracle: python(LARGEST_SUM, { fileName: "brute.py" }),
    comparison: DEFAULT_COMPARISON,
    limits: NO_LIMITS,
    oracleLimits: NO_LIMITS,
    firstSeed: 1,
    count: 40,
    sizes: null,
    budgetMs: 60_000,
    ...rest,
  };
}

export async function stressed(stressing: Stressing): Promise<StressReport> {
  return judge.stress(stressRequest(stressing), never);
}

/** A program that right answers come from, whatever the generator prints. */
export const ECHO = "import sys\nsys.stdout.write(sys.stdin.read())\n";
