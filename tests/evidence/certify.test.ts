import { describe, expect, test } from "vitest";

import type { Bench } from "../../src/core/bench.js";
import type { DataCase } from "../../src/core/case.js";
import type { StatedComparison } from "../../src/core/comparison.js";
import type { Oracle } from "../../src/core/oracle.js";
import type { Program } from "../../src/core/solution.js";
import { certify, faultsToMend } from "../../src/evidence/certify.js";
import { createJudge } from "../../src/judge/create-judge.js";
import { type Deed, FakeBench } from "./fake-bench.js";

const never = new AbortController().signal;
const LINES: StatedComparison = { kind: "lines" };

function python(fileName: string, source: string, entry: string | null = null): Program {
  const shape = entry === null ? "stdio" : "call";
  return { language: "python", fileName, source, shape, entry };
}

function sample(number: number, input: string, expected: string | null): DataCase {
  return { kind: "data", id: `sample/${number}`, origin: "sample", input, expected };
}

const PROGRAMS: Oracle = {
  brute: python("brute.py", ""),
  generator: python("generate.py", ""),
  validator: python("validate.py", ""),
  checker: null,
  largestSize: 1000,
};
const CHECKED: Oracle = { ...PROGRAMS, checker: python("check.py", "") };

/** The largest of some numbers: the count on a line, then the numbers; at most 1000 of them. */
const SAMPLES = [sample(1, "3\n1 5 2\n", "5\n"), sample(2, "1\n-4\n", "-4\n")];

function numbersIn(input: string): readonly number[] {
  return input.split(/\s+/).filter(Boolean).map(Number);
}

function isLegal(input: string): boolean {
  const [count = 0, ...values] = numbersIn(input);
  if (count < 1 || count > 1000 || values.length !== count) return false;
  return values.every((value) => Number.isInteger(value) && Math.abs(value) <= 50);
}

/** Numbers that look like chance, the same for the same seed. */
function numbersOf(seed: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => ((seed * 31 + at * 17) % 101) - 50);
}

function listOf(seed: number, size: number): string {
  const count = Math.min(size, 1000);
  return `${count}\n${numbersOf(seed, count).join(" ")}\n`;
}

const RIGHT: Readonly<Record<string, Deed>> = {
  "brute.py": (_, input) => ({ output: `${Math.max(...numbersIn(input).slice(1))}\n` }),
  "generate.py": ([seed, size]) => ({ output: listOf(Number(seed), Number(size)) }),
  "validate.py": (_, input) => ({ exitCode: isLegal(input) ? 0 : 1 }),
  // The output names any number that is as large as the answer.
  "check.py": ([, output = "", answer = ""]) => ({
    exitCode: output.trim() !== "" && Number(output) === Number(answer) ? 0 : 1,
  }),
};

interface Examined {
  readonly deeds?: Readonly<Record<string, Deed>>;
  readonly oracle?: Oracle;
  readonly samples?: readonly DataCase[];
  readonly comparison?: StatedComparison;
}

async function examine({ deeds, oracle, samples, comparison }: Examined = {}) {
  return certify(
    {
      oracle: oracle ?? PROGRAMS,
      samples: samples ?? SAMPLES,
      comparison: comparison ?? LINES,
    },
    new FakeBench({ ...RIGHT, ...deeds }),
  );
}

describe("an oracle that is in order", () => {
  test("is certified, with what was counted", async () => {
    expect(await examine()).toEqual({
      status: "certified",
      faults: [],
      samples: 2,
      inputs: 30,
      distinct: 30,
      answeredSize: 320,
      largestSize: 1000,
    });
  });

  test("is certified with a checker", async () => {
    expect(await examine({ oracle: CHECKED })).toMatchObject({ status: "certified", faults: [] });
  });

  test("may be too slow for a sample, but not for all", async () => {
    const slow: Deed = (words, input) =>
      input === SAMPLES[0]?.input
        ? { verdict: "TLE", note: "It computed 10000 ms." }
        : (RIGHT["brute.py"]?.(words, input) ?? {});
    const one = await examine({ deeds: { "brute.py": slow } });
    expect(one).toMatchObject({ status: "certified", samples: 1 });
    const all = await examine({ deeds: { "brute.py": slow }, samples: SAMPLES.slice(0, 1) });
    expect(all).toMatchObject({ status: "inputs-only", samples: 0 });
    expect(all.faults).toEqual(["brute.py answers none of the samples in time."]);
  });

  test("is good for inputs at best where no sample has an output, and no author can mend that", async () => {
    const examined = await examine({ samples: [sample(1, "1\n3\n", null)] });
    expect(examined).toMatchObject({ status: "inputs-only", samples: 0 });
    expect(examined.faults).toEqual([expect.stringContaining("no sample with an output")]);
    expect(faultsToMend(examined)).toEqual([]);
  });

  test("has another chance where it waited for the machine", async () => {
    const waited = new Set<string>();
    const deed: Deed = (words, input) => {
      if (input.startsWith("3\n") && !waited.has(input)) {
        waited.add(input);
        return { verdict: "TLE", note: "Stopped by the clock." };
      }
      return RIGHT["brute.py"]?.(words, input) ?? {};
    };
    const examined = await examine({ deeds: { "brute.py": deed }, samples: SAMPLES.slice(1) });
    expect(waited.size).toBeGreaterThan(0);
    expect(examined).toMatchObject({ status: "certified", faults: [] });
  });

  test("is not asked for a checker that the user's own comparison makes needless", async () => {
    const deeds = { "check.py": () => ({ exitCode: 3, note: "It crashed." }) };
    const comparison = { kind: "tokens" } as const;
    expect(await examine({ oracle: CHECKED, deeds, comparison })).toMatchObject({
      status: "certified",
    });
  });
});

/** A deed that does something else where a condition on its words and input holds. */
function but(file: string, when: (words: readonly string[], input: string) => boolean, then: Deed) {
  const right = RIGHT[file] ?? (() => ({}));
  const deed: Deed = (words, input) =>
    when(words, input) ? then(words, input) : right(words, input);
  return { [file]: deed };
}

/** The seed and one more with every call. */
function generatorWithChance(): Deed {
  let calls = 0;
  return ([seed, size]) => {
    calls += 1;
    return { output: listOf(Number(seed) + calls, Number(size)) };
  };
}

const right = (file: string): Deed => RIGHT[file] ?? (() => ({}));

describe("what is wrong with inputs sets an oracle aside:", () => {
  test.each<[string, Readonly<Record<string, Deed>>, RegExp]>([
    [
      "a validator that refuses a sample",
      but(
        "validate.py",
        (_, input) => input.includes("-4"),
        () => ({ exitCode: 1, note: "No." }),
      ),
      /^validate\.py does not accept the input of sample\/2, which is legal: "1\\n-4\\n"\. No\.$/,
    ],
    [
      "a validator that accepts everything",
      { "validate.py": () => ({}) },
      /^validate\.py accepts an empty input, half of an input and/,
    ],
    [
      "a generator that crashes",
      but(
        "generate.py",
        ([, size]) => size === "7",
        () => ({ exitCode: 1, note: "It broke." }),
      ),
      /^generate\.py called with seed 19 and size 7 gives no input: It broke\.$/,
    ],
    [
      "a generator that prints nothing",
      but(
        "generate.py",
        ([seed]) => seed === "2",
        () => ({ output: "\n" }),
      ),
      /^generate\.py called with seed 2 and size 1 gives no input: It printed nothing\.$/,
    ],
    [
      "a generator with chance in it",
      {
        "generate.py": generatorWithChance(),
      },
      /the same arguments must always give the same input\.$/,
    ],
    [
      "a generator that the seed does not move",
      { "generate.py": ([, size]) => ({ output: listOf(1, Number(size)) }) },
      /^generate\.py prints the same input whatever the seed is/,
    ],
    [
      "a generator of few inputs",
      { "generate.py": ([seed]) => ({ output: listOf(Number(seed) % 3, 1) }) },
      /^generate\.py printed only 3 different inputs for 30 pairs/,
    ],
    [
      "an input that the validator refuses",
      but(
        "generate.py",
        ([, size]) => size === "4",
        () => ({ output: "1\n99\n" }),
      ),
      /^generate\.py called with seed 10 and size 4 printed "1\\n99\\n", which validate\.py does not/,
    ],
    [
      "a size above the largest that gives an illegal input",
      but(
        "generate.py",
        ([, size]) => Number(size) > 1000,
        ([, size]) => ({
          output: `${size}\n${numbersOf(1, Number(size)).join(" ")}\n`,
        }),
      ),
      /^generate\.py called with seed 1 and size 2000 printed .* a size above the largest legal one/,
    ],
  ])("%s", async (_, deeds, fault) => {
    const examined = await examine({ deeds });
    expect(examined.status).toBe("set-aside");
    expect(examined.faults).toContainEqual(expect.stringMatching(fault));
    expect(faultsToMend(examined)).toEqual(examined.faults);
  });
});

describe("what is wrong with answers leaves the inputs:", () => {
  test.each<[string, Readonly<Record<string, Deed>>, RegExp]>([
    [
      "a brute force that a sample contradicts",
      but(
        "brute.py",
        (_, input) => input.includes("-4"),
        () => ({ output: "0\n" }),
      ),
      /^brute\.py on the input of sample\/2, "1\\n-4\\n", answers "0\\n", and the statement says "-4\\n"/,
    ],
    [
      "a brute force that crashes on a sample",
      but(
        "brute.py",
        (_, input) => input === SAMPLES[1]?.input,
        () => ({ exitCode: 1, note: "Oh." }),
      ),
      /^brute\.py on the input of sample\/2, .* gives no answer: Oh\.$/,
    ],
    [
      "a brute force that is slow on small inputs",
      but(
        "brute.py",
        (_, input) => input.startsWith("9"),
        () => ({ verdict: "TLE", note: "Slow." }),
      ),
      /^brute\.py does not answer "9\\n.*, an input of size 9: Slow\.$/,
    ],
  ])("%s", async (_, deeds, fault) => {
    const examined = await examine({ deeds });
    expect(examined.status).toBe("inputs-only");
    expect(examined.faults).toEqual([expect.stringMatching(fault)]);
  });

  test("a brute force with chance in it", async () => {
    const asked = new Map<string, number>();
    const deed: Deed = (_, input) => {
      const times = (asked.get(input) ?? 0) + 1;
      asked.set(input, times);
      const isSample = SAMPLES.some((each) => each.input === input);
      return times === 1 || isSample ? right("brute.py")([], input) : { output: "7\n" };
    };
    const examined = await examine({ deeds: { "brute.py": deed } });
    expect(examined.status).toBe("inputs-only");
    expect(examined.faults).toEqual([expect.stringMatching(/ once and "7\\n" the second time\.$/)]);
  });

  test.each<[string, Deed, RegExp]>([
    [
      "a checker that accepts everything",
      () => ({}),
      /^check\.py accepts an empty output for the input "3\\n1 5 2\\n"\.$/,
    ],
    [
      "a checker that crashes on what is no number",
      ([, output = "", answer = ""]) =>
        Number.isNaN(Number(output)) || output === ""
          ? { exitCode: 1, note: "ValueError." }
          : { exitCode: Number(output) === Number(answer) ? 0 : 1 },
      /^check\.py fails on an empty output .* it must exit with 1 whatever the output holds\. Value/,
    ],
    [
      "a checker that reaches for a place that there is not",
      ([, output = "", answer = ""]) =>
        output.trim() === "-1"
          ? { exitCode: 1, note: "IndexError." }
          : (right("check.py")(["", output, answer], "") ?? {}),
      /^check\.py fails on "-1\\n" for the input "3\\n1 5 2\\n"; it must exit with 1 .* IndexError\.$/,
    ],
    [
      "a checker that refuses what is right",
      ([input = "", ...rest]) =>
        input.includes("-4") ? { exitCode: 1 } : (right("check.py")([input, ...rest], "") ?? {}),
      /^check\.py does not accept "-4\\n" .* though it is right/,
    ],
    [
      "a checker that looks for any number",
      ([, output = ""]) => ({ exitCode: output.trim() === "" || /[a-z]/.test(output) ? 1 : 0 }),
      /^check\.py accepts the output of every sample as an output for every other/,
    ],
  ])("%s", async (_, deed, fault) => {
    const examined = await examine({ oracle: CHECKED, deeds: { "check.py": deed } });
    expect(examined.status).toBe("inputs-only");
    expect(examined.faults).toContainEqual(expect.stringMatching(fault));
  });
});

test.each<[string, Deed]>([
  ["any number", ([, output = ""]) => ({ exitCode: /^-?\d+\n$/.test(output) ? 0 : 1 })],
  ["any numbers", ([, output = ""]) => ({ exitCode: /^(-?\d+\s+)+$/.test(output) ? 0 : 1 })],
])("one sample is enough to find out a checker that looks for %s", async (_, deed) => {
  const examined = await examine({
    oracle: CHECKED,
    deeds: { "check.py": deed },
    samples: SAMPLES.slice(0, 1),
  });
  expect(examined.status).toBe("inputs-only");
  expect(examined.faults).toEqual([
    expect.stringMatching(/^check\.py accepts .*, where the answer is .* it must refuse what is/),
  ]);
});

test("the user's cases are tried from the smallest up until time is spent, the samples always", async () => {
  const given = Array.from({ length: 100 }, (_, index): DataCase => {
    const count = 200 - index;
    const input = listOf(index, count);
    const expected = `${Math.max(...numbersOf(index, count))}\n`;
    return { kind: "data", id: `given/${count}`, origin: "given", input, expected };
  });
  const asked: string[] = [];
  const slow: Deed = (words, input) => {
    asked.push(input);
    const known = [...SAMPLES, ...given].some((each) => each.input === input);
    if (!known) return right("brute.py")(words, input);
    return { verdict: "TLE", wallMs: 10_000, note: "It computed 10000 ms." };
  };
  const samples = [...given, ...SAMPLES, ...SAMPLES, ...SAMPLES];
  const examined = await examine({ deeds: { "brute.py": slow }, samples });
  expect(examined).toMatchObject({ status: "inputs-only", samples: 0 });
  expect(examined.faults).toEqual(["brute.py answers none of the samples in time."]);
  const inputs = new Set(asked);
  expect(SAMPLES.every(({ input }) => inputs.has(input))).toBe(true);
  expect(given.filter(({ input }) => inputs.has(input))).toEqual([]);

  asked.length = 0;
  await examine({ deeds: { "brute.py": slow }, samples: given });
  const tried = given.filter(({ input }) => asked.includes(input)).map(({ id }) => id);
  expect(tried).toEqual(["given/104", "given/103", "given/102", "given/101"]);
});

test("where a program takes too long, it is not run on everything", async () => {
  const endless: Deed = () => ({ verdict: "TLE", note: "Slow." });
  const asked: string[] = [];
  const deed: Deed = (words, input) => {
    asked.push(input);
    return endless(words, input);
  };
  const examined = await examine({ deeds: { "brute.py": deed } });
  expect(examined).toMatchObject({ status: "inputs-only", answeredSize: 0 });
  expect(new Set(asked).size).toBeLessThanOrEqual(SAMPLES.length + 10);
});

describe("the largest size", () => {
  const unclaimed: Oracle = { ...PROGRAMS, largestSize: null };

  test("is looked for where none is named: it doubles while the inputs grow", async () => {
    // 1000 lies between 512 and 1024.
    expect(await examine({ oracle: unclaimed })).toMatchObject({ largestSize: 1024 });
  });

  test("is looked for where the one that is named gives no input", async () => {
    const deeds = but(
      "generate.py",
      ([, size]) => Number(size) > 100,
      () => ({
        verdict: "TLE",
        note: "Slow.",
      }),
    );
    expect(await examine({ deeds })).toMatchObject({ status: "certified", largestSize: 64 });
  });

  test("is only as far as the inputs grow, whatever size is named", async () => {
    const deeds: Readonly<Record<string, Deed>> = {
      "generate.py": ([seed, size]) => ({
        output: listOf(Number(seed) + Number(size), Math.min(Number(size), 100)),
      }),
    };
    const oracle: Oracle = { ...PROGRAMS, largestSize: 200_000 };
    const examined = await examine({ oracle, deeds });
    expect(examined).toMatchObject({ status: "set-aside", largestSize: 128 });
    expect(examined.faults).toEqual([
      expect.stringMatching(
        /^generate\.py prints no larger input for size 200000 than for size 25000/,
      ),
    ]);
  });

  test.each<[string, (size: number) => string]>([
    ["the only number", (size) => `${size}\n`],
    ["a number among few", (size) => `3\n1 2 ${size}\n`],
  ])("may be a number in a short input: %s", async (_, inputOf) => {
    const deeds: Readonly<Record<string, Deed>> = {
      "generate.py": ([seed, size]) => ({
        output: inputOf(Math.max(1, Math.min(Number(size), 1e12) - (Number(seed) % 3))),
      }),
      "validate.py": (_words, input) => ({ exitCode: /^[\d\s]*\d\n$/.test(input) ? 0 : 1 }),
      "brute.py": (_words, input) => ({ output: input }),
    };
    const oracle: Oracle = { ...PROGRAMS, largestSize: 1e12 };
    const samples = [sample(1, "7\n", "7\n")];
    const examined = await examine({ oracle, deeds, samples });
    expect(examined).toMatchObject({ status: "certified", faults: [], largestSize: 1e12 });
  });

  test("is also found where an input is one number that grows", async () => {
    const deeds: Readonly<Record<string, Deed>> = {
      "generate.py": ([seed, size]) => ({
        output: `${Math.max(1, Math.min(Number(size), 5000) - (Number(seed) % 3))}\n`,
      }),
      "validate.py": (_, input) => ({ exitCode: /^\d{1,4}\n$/.test(input) ? 0 : 1 }),
      "brute.py": (_, input) => ({ output: input }),
    };
    const samples = [sample(1, "7\n", "7\n")];
    const examined = await examine({ oracle: unclaimed, deeds, samples });
    expect(examined).toMatchObject({ status: "certified", largestSize: 8192 });
  });
});

test("where the judge fails, the oracle is set aside with its words, and nothing is to be mended", async () => {
  const deeds = { "validate.py": () => ({ verdict: "JE", note: "No process." }) as const };
  const examined = await examine({ deeds });
  expect(examined).toMatchObject({ status: "set-aside", inputs: 0 });
  expect(examined.faults).toEqual(["The judge could not run validate.py: No process."]);
  expect(faultsToMend(examined)).toEqual([]);
});

describe("on a real bench", () => {
  const judge = createJudge();
  const certifyReally = (oracle: Oracle, samples: readonly DataCase[]) =>
    judge.withBench((bench) => certify({ oracle, samples, comparison: LINES }, bench), never);

  const GENERATE = `import random
import sys
seed, size = int(sys.argv[1]), int(sys.argv[2])
chance = random.Random(seed)
n = min(size, 300) if size > 10 else chance.randint(1, size)
values = [chance.randint(-3, 3) if seed % 2 else chance.randint(-1000, 1000) for _ in range(n)]
`;
  const CHECKS = `    n = data[0]
    assert 1 <= n <= 300 and len(data) == n + 1 and all(-1000 <= value <= 1000 for value in data[1:])
except Exception:
    sys.exit(1)
`;

  test("a problem with several right outputs is certified: any place of the largest number", async () => {
    const oracle: Oracle = {
      brute: python(
        "brute.py",
        "values = list(map(int, open(0).read().split()))[1:]\nprint(values.index(max(values)) + 1)\n",
      ),
      generator: python("generate.py", `${GENERATE}print(n)\nprint(*values)\n`),
      validator: python(
        "validate.py",
        `import sys\ntry:\n    data = list(map(int, sys.stdin.read().split()))\n${CHECKS}`,
      ),
      checker: python(
        "check.py",
        `import sys
values = list(map(int, open(sys.argv[1]).read().split()))[1:]
try:
    place, = map(int, open(sys.argv[2]).read().split())
    sys.exit(0 if 1 <= place <= len(values) and values[place - 1] == max(values) else 1)
except ValueError:
    sys.exit(1)
`,
      ),
      largestSize: 300,
    };
    const samples = [sample(1, "3\n5 1 5\n", "3\n"), sample(2, "2\n1 2\n", "2\n")];
    expect(await certifyReally(oracle, samples)).toMatchObject({
      status: "certified",
      faults: [],
      samples: 2,
      answeredSize: 320,
      largestSize: 300,
    });
  });

  test("a checker that takes any whole number is found out with one sample", async () => {
    const oracle: Oracle = {
      brute: python("brute.py", "print(sum(map(int, open(0).read().split())))\n"),
      generator: python(
        "generate.py",
        `import random\nimport sys\nchance = random.Random(int(sys.argv[1]))\nmost = min(int(sys.argv[2]), 1000)\nprint(chance.randint(-most, most), most)\n`,
      ),
      validator: python(
        "validate.py",
        `import sys\ntry:\n    a, b = map(int, sys.stdin.read().split())\n    assert abs(a) <= 1000 and abs(b) <= 1000\nexcept Exception:\n    sys.exit(1)\n`,
      ),
      checker: python(
        "check.py",
        `import sys\ntry:\n    int(open(sys.argv[2]).read())\nexcept ValueError:\n    sys.exit(1)\n`,
      ),
      largestSize: 1000,
    };
    const certification = await certifyReally(oracle, [sample(1, "2 3\n", "5\n")]);
    expect(certification.status).toBe("inputs-only");
    expect(certification.faults).toEqual([
      expect.stringMatching(/^check\.py accepts .* it must refuse what is wrong\.$/),
    ]);
  });

  test("a generator that leaves its chance to the process is found out", async () => {
    const oracle: Oracle = {
      brute: python("brute.py", "print(open(0).read().split()[1])\n"),
      generator: python(
        "generate.py",
        `import random\nimport sys\nn = min(int(sys.argv[2]), 300)\nprint(n)\nprint(*[random.randint(-1000, 1000) for _ in range(n)])\n`,
      ),
      validator: python(
        "validate.py",
        `import sys\ntry:\n    data = list(map(int, sys.stdin.read().split()))\n${CHECKS}`,
      ),
      checker: null,
      largestSize: 300,
    };
    const certification = await certifyReally(oracle, [sample(1, "1\n3\n", "3\n")]);
    expect(certification.status).toBe("set-aside");
    expect(certification.faults).toEqual([
      expect.stringMatching(/the same arguments must always give the same input\.$/),
    ]);
  });

  test("an examination that is cancelled ends as cancelled", async () => {
    const controller = new AbortController();
    const samples = [sample(1, "1\n3\n", "3\n")];
    const examining = judge.withBench((bench) => {
      const run: Bench["run"] = (runs, order) => {
        const running = bench.run(runs, order);
        controller.abort();
        return running;
      };
      const judging: Bench["judge"] = (work) => bench.judge(work);
      const examination = { oracle: PROGRAMS, samples, comparison: LINES };
      return certify(examination, { run, judge: judging });
    }, controller.signal);
    await expect(examining).rejects.toMatchObject({ kind: "cancelled" });
  });

  test("a function is called, and what it answers to a sample is held against it", async () => {
    const oracle: Oracle = {
      brute: python("brute.py", "def most(values):\n    return max(values)\n", "most"),
      generator: python("generate.py", `${GENERATE}import json\nprint(json.dumps([values]))\n`),
      validator: python(
        "validate.py",
        `import json\nimport sys\ntry:\n    values, = json.load(sys.stdin)\n    data = [len(values), *values]\n${CHECKS}`,
      ),
      checker: null,
      largestSize: 300,
    };
    const samples = [sample(1, "[[5, 1, 5]]", "5")];
    const wrong = await certifyReally(oracle, [...samples, sample(2, "[[-1]]", "0")]);
    expect(wrong).toMatchObject({ status: "inputs-only", samples: 1, answeredSize: 320 });
    expect(wrong.faults).toEqual([expect.stringMatching(/sample\/2.*answers "-1".*says "0"/)]);
  });
});
