import type { GrowthClass } from "../../src/core/growth.js";
import type { ExaminedOracle } from "../../src/core/oracle.js";
import type { Program } from "../../src/core/solution.js";

/** A program whose growth is known, and the inputs that it is measured on. */
export interface KnownProgram {
  readonly name: string;
  readonly growth: GrowthClass;
  readonly program: Program;
  readonly examined: ExaminedOracle;
}

const READ =
  "import sys\ndata = list(map(int, sys.stdin.read().split()))\nn, a = data[0], data[1:]\n";

const NUMBERS = `import random, sys
seed, size = int(sys.argv[1]), min(int(sys.argv[2]), LARGEST)
random.seed(seed)
print(size)
print(*[random.randint(1, 10**9) for _ in range(size)])
`;

const ONLY_COUNT = "import sys\nprint(min(int(sys.argv[2]), LARGEST))\n";

/** Programs of the seven usual kinds of growth, in Python but where another language is named. */
export const KNOWN_PROGRAMS: readonly KnownProgram[] = [
  known({
    growth: "1",
    largest: 1_000_000_000,
    generator: ONLY_COUNT,
    source:
      "n = int(input())\ns = 0\nfor k in range(1000):\n    s += (n * (n + 1) // 2) % 97\nprint(s)\n",
  }),
  known({
    growth: "log n",
    largest: 1_000_000_000,
    generator: ONLY_COUNT,
    source: `n = int(input())
s = 0
for k in range(20000):
    low, high = 0, n
    wanted = k * 7919 % n
    while low < high:
        middle = (low + high) // 2
        if middle < wanted: low = middle + 1
        else: high = middle
    s += low
print(s)
`,
  }),
  known({
    growth: "n",
    largest: 200_000,
    generator: NUMBERS,
    source: `${READ}best = here = 0\nfor x in a:\n    here = max(0, here + (x % 7) - 3)\n    best = max(best, here)\n    for k in range(10): here ^= k\nprint(best)\n`,
  }),
  known({
    growth: "n log n",
    largest: 100_000,
    generator: NUMBERS,
    source: `${READ}
def merged(v):
    if len(v) < 2: return v
    half = len(v) // 2
    left, right = merged(v[:half]), merged(v[half:])
    i = j = 0
    out = []
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            out.append(left[i]); i += 1
        else:
            out.append(right[j]); j += 1
    out += left[i:]
    out += right[j:]
    return out
print(merged(a)[0])
`,
  }),
  known({
    growth: "n^2",
    largest: 100_000,
    generator: NUMBERS,
    source: `${READ}s = 0\nfor i in range(n):\n    x = a[i]\n    for j in range(i):\n        if a[j] < x: s += 1\nprint(s)\n`,
  }),
  known({
    growth: "n^3",
    largest: 500,
    generator: NUMBERS,
    source: `${READ}s = 0\nfor i in range(n):\n    for j in range(i):\n        x = a[i] + a[j]\n        for k in range(j):\n            if x == a[k]: s += 1\nprint(s)\n`,
  }),
  known({
    growth: "2^n",
    largest: 40,
    generator: NUMBERS,
    source: `${READ}t = sum(a) // 2\ndef count(i, s):\n    if i == n: return s == t\n    return count(i + 1, s) + count(i + 1, s + a[i])\nprint(count(0, 0))\n`,
  }),
];

interface Recipe {
  readonly growth: GrowthClass;
  readonly largest: number;
  readonly generator: string;
  readonly source: string;
}

function known({ growth, largest, generator, source }: Recipe): KnownProgram {
  return {
    name: growth,
    growth,
    program: python("solution.py", source),
    examined: {
      oracle: {
        brute: python("brute.py", source),
        generator: python("generate.py", generator.replaceAll("LARGEST", String(largest))),
        validator: python(
          "validate.py",
          "import sys\nsys.exit(0 if sys.stdin.read(1).isdigit() else 1)\n",
        ),
        checker: null,
        largestSize: largest,
      },
      certification: {
        status: "certified",
        faults: [],
        samples: 1,
        inputs: 10,
        distinct: 10,
        answeredSize: 10,
        largestSize: largest,
      },
    },
  };
}

function python(fileName: string, source: string): Program {
  return { language: "python", fileName, source, shape: "stdio", entry: null };
}
