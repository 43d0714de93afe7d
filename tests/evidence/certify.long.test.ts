import { expect, test } from "vitest";

import type { DataCase } from "../../src/core/case.js";
import type { Oracle } from "../../src/core/oracle.js";
import type { Program } from "../../src/core/solution.js";
import { certify } from "../../src/evidence/certify.js";
import { createJudge } from "../../src/judge/create-judge.js";

const judge = createJudge();
const never = new AbortController().signal;

/** The problem: any place of the largest of n numbers, 1 <= n <= 300, |number| <= 1000. */
const SAMPLES: readonly DataCase[] = [
  ["3\n5 1 5\n", "3\n"],
  ["2\n1 2\n", "2\n"],
].map(([input = "", expected = ""], index) => ({
  kind: "data",
  id: `sample/${index + 1}`,
  origin: "sample",
  input,
  expected,
}));

type Sources = Readonly<Record<"brute" | "generate" | "validate" | "check", string>>;

const RIGHT: Sources = {
  brute: `values = list(map(int, open(0).read().split()))[1:]
print(values.index(max(values)) + 1)
`,
  generate: `import random
import sys

seed, size = int(sys.argv[1]), int(sys.argv[2])
chance = random.Random(seed)
n = chance.randint(1, size) if size <= 10 else min(size, 300)
most = 2 if seed % 2 else 1000
print(n)
print(*[chance.randint(-most, most) for _ in range(n)])
`,
  validate: `import sys

try:
    n, *values = map(int, sys.stdin.read().split())
except ValueError:
    sys.exit(1)
legal = 1 <= n <= 300 and len(values) == n and all(abs(value) <= 1000 for value in values)
sys.exit(0 if legal else 1)
`,
  check: `import sys

values = list(map(int, open(sys.argv[1]).read().split()))[1:]
try:
    place, = map(int, open(sys.argv[2]).read().split())
except ValueError:
    sys.exit(1)
sys.exit(0 if 1 <= place <= len(values) and values[place - 1] == max(values) else 1)
`,
};

function oracleOf(sources: Sources, language: "python" | "cpp" = "python"): Oracle {
  const program = (stem: keyof Sources): Program => {
    const isBrute = stem === "brute";
    const [written, ending] =
      isBrute && language === "cpp" ? ["cpp" as const, "cpp"] : ["python" as const, "py"];
    const fileName = `${stem}.${ending}`;
    return { language: written, fileName, source: sources[stem], shape: "stdio", entry: null };
  };
  return {
    brute: program("brute"),
    generator: program("generate"),
    validator: program("validate"),
    checker: program("check"),
    largestSize: 300,
  };
}

async function examine(oracle: Oracle) {
  const examination = { oracle, samples: SAMPLES, comparison: { kind: "lines" } } as const;
  return judge.withBench((bench) => certify(examination, bench), never);
}

/** The right oracle with one text in one of its programs replaced. */
function changed(stem: keyof Sources, from: string, to: string): Sources {
  expect(RIGHT[stem]).toContain(from);
  return { ...RIGHT, [stem]: RIGHT[stem].replace(from, to) };
}

test.each<[string, Sources, string, RegExp]>([
  [
    "a brute force that finds the smallest",
    changed("brute", "max(values)", "min(values)"),
    "inputs-only",
    /^brute\.py on the input of sample\/1/,
  ],
  [
    "a brute force that never ends",
    changed("brute", "print(", "while len(values) == 4:\n    pass\nprint("),
    "inputs-only",
    /^brute\.py does not answer "4\\n.*input of size 4: (?:It computed|Stopped: by the clock)/,
  ],
  [
    "a brute force that looks at the clock",
    changed(
      "brute",
      "print(",
      "import time\nvalues.reverse() if time.time_ns() % 2 else None\nprint(",
    ),
    "inputs-only",
    /brute\.py|check\.py/,
  ],
  [
    "a brute force that is no Python",
    { ...RIGHT, brute: "def (:\n" },
    "inputs-only",
    /^brute\.py on the input of sample\/1.*gives no answer: .*SyntaxError/,
  ],
  [
    "a generator with other numbers each time",
    changed("generate", "random.Random(seed)", "random.SystemRandom()"),
    "set-aside",
    /the same arguments must always give the same input\.$/,
  ],
  [
    "a generator that leaves the seed alone",
    changed("generate", "random.Random(seed)", "random.Random(5); seed = 2"),
    "set-aside",
    /^generate\.py prints the same input whatever the seed is/,
  ],
  [
    "a generator that goes beyond the constraints",
    changed("generate", "else 1000", "else 1100"),
    "set-aside",
    /^generate\.py called with seed .* which validate\.py does not accept/,
  ],
  [
    "a generator that knows no largest size",
    changed("generate", "min(size, 300)", "size"),
    "set-aside",
    /^generate\.py called with seed 1 and size 600 .* must give the largest legal input\.$/,
  ],
  [
    "a generator that crashes",
    changed("generate", "print(n)", "print(n // (n - 5))"),
    "set-aside",
    /gives no input: .*ZeroDivisionError/,
  ],
  [
    "a validator that accepts everything",
    { ...RIGHT, validate: "import sys\n\nsys.stdin.read()\n" },
    "set-aside",
    /^validate\.py accepts an empty input/,
  ],
  [
    "a validator that refuses a sample",
    changed("validate", "1 <= n", "3 <= n"),
    "set-aside",
    /^validate\.py does not accept the input of sample\/2/,
  ],
  [
    "a checker that accepts everything",
    { ...RIGHT, check: "" },
    "inputs-only",
    /^check\.py accepts an empty output/,
  ],
  [
    "a checker that wants the answer itself",
    changed("check", "values[place - 1] == max(values)", "place == int(open(sys.argv[3]).read())"),
    "inputs-only",
    /^(?:brute|check)\.py/,
  ],
  [
    "a checker that ends with an error",
    changed("check", "except ValueError:", "except KeyError:"),
    "inputs-only",
    /^check\.py fails on an empty output .*must exit with 1 whatever the output holds/,
  ],
])("%s is found out", async (_, sources, status, fault) => {
  const certification = await examine(oracleOf(sources));
  expect(certification.faults).toContainEqual(expect.stringMatching(fault));
  expect(certification.status).toBe(status);
});

test("what is in order is certified, in two languages as well", async () => {
  const brute = `#include <bits/stdc++.h>
int main() {
  int n;
  std::cin >> n;
  std::vector<int> values(n);
  for (auto &value : values) std::cin >> value;
  std::cout << std::max_element(values.begin(), values.end()) - values.begin() + 1 << "\\n";
}
`;
  const oracles = [oracleOf(RIGHT), oracleOf({ ...RIGHT, brute }, "cpp")];
  for (const oracle of oracles) {
    expect(await examine(oracle)).toMatchObject({ status: "certified", faults: [], samples: 2 });
  }
});
