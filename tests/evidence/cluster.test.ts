import { describe, expect, test } from "vitest";

import type { Clustering } from "../../src/core/clusters.js";
import type { StatedComparison } from "../../src/core/comparison.js";
import type { Certification, ExaminedOracle, OracleStatus } from "../../src/core/oracle.js";
import type { Program } from "../../src/core/solution.js";
import { CLUSTER_INPUTS, clusterOf } from "../../src/evidence/cluster.js";
import { createJudge } from "../../src/judge/create-judge.js";
import { type Deed, FakeBench } from "./fake-bench.js";

const never = new AbortController().signal;
const LIMITS = { timeLimitMs: 1000, memoryLimitMb: 256 };

function python(fileName: string, source = ""): Program {
  return { language: "python", fileName, source, shape: "stdio", entry: null };
}

const ORACLE = {
  brute: python("brute.py"),
  generator: python("generate.py"),
  validator: python("validate.py"),
  checker: null,
  largestSize: 1000,
};

function examined(
  status: OracleStatus,
  change: Partial<Certification> = {},
  oracle: ExaminedOracle["oracle"] = ORACLE,
): ExaminedOracle {
  const counts = { samples: 1, inputs: 30, distinct: 30, answeredSize: 1000, largestSize: 1000 };
  return { oracle, certification: { status, faults: [], ...counts, ...change } };
}

/** The sum of the numbers on a line. */
const sum = (input: string): number =>
  input.split(/\s+/).reduce((total, word) => total + Number(word), 0);
const right: Deed = (_words, input) => ({ output: `${sum(input)}\n` });
/** Of a size above 5 it forgets one. */
const forgetful: Deed = (_words, input) =>
  input.trim().split(" ").length > 5 ? { output: `${sum(input) - 1}\n` } : right([], input);
const crashing: Deed = (_words, input) =>
  input.trim().split(" ").length > 3 ? { verdict: "RE", note: "It crashed." } : right([], input);

const DEEDS: Readonly<Record<string, Deed>> = {
  "generate.py": ([seed = "0", size = "1"]) => {
    const count = Number(size);
    const numbers = Array.from({ length: count }, (_none, at) => (Number(seed) * (at + 3)) % 97);
    return { output: `${numbers.join(" ")}\n` };
  },
  "validate.py": () => ({ exitCode: 0 }),
  "brute.py": right,
};

interface Trial {
  readonly deeds: readonly Deed[];
  readonly examined: ExaminedOracle;
  readonly change?: Readonly<Record<string, Deed>>;
  readonly comparison?: StatedComparison;
}

async function clustered({ deeds, change = {}, comparison, ...trial }: Trial): Promise<Clustering> {
  const candidates = deeds.map((_deed, at) => ({
    version: at + 1,
    program: python(`v${at + 1}.py`),
  }));
  const own = Object.fromEntries(deeds.map((deed, at) => [`v${at + 1}.py`, deed]));
  const bench = new FakeBench({ ...DEEDS, ...own, ...change });
  return clusterOf(
    {
      ...trial,
      candidates,
      count: CLUSTER_INPUTS,
      limits: LIMITS,
      comparison: comparison ?? { kind: "lines" },
    },
    bench,
  );
}

describe("clusters of candidates", () => {
  test("those that agree on everything are one", async () => {
    const clustering = await clustered({
      deeds: [right, right],
      examined: examined("inputs-only"),
    });

    expect(clustering).toMatchObject({
      clusters: [{ versions: [1, 2] }],
      decidedBy: "agreement",
      distinguishing: null,
    });
    expect(clustering.inputs).toBeGreaterThan(50);
  });

  test("without answers the largest is preferred, and the smallest input that shows it is kept", async () => {
    const clustering = await clustered({
      deeds: [forgetful, right, right, crashing],
      examined: examined("inputs-only"),
    });

    expect(clustering).toMatchObject({
      clusters: [{ versions: [2, 3] }, { versions: [1] }, { versions: [4] }],
      decidedBy: "majority",
      preferred: [2, 3],
    });
    expect(clustering.distinguishing?.input.trim().split(" ")).toHaveLength(4);
    expect(clustering.distinguishing?.outputs[3]).toEqual({
      version: 4,
      output: "RE: It crashed.",
    });
  });

  test("a certified oracle decides, also against the larger group", async () => {
    const clustering = await clustered({
      deeds: [forgetful, right, forgetful],
      examined: examined("certified"),
    });

    expect(clustering).toMatchObject({ decidedBy: "oracle", preferred: [2] });
    expect(clustering.distinguishing?.input.trim().split(" ")).toHaveLength(6);
  });

  test("an oracle that is not certified decides nothing", async () => {
    const brute: Deed = () => ({ output: "7\n" });
    const clustering = await clustered({
      deeds: [right, brute, right],
      examined: examined("inputs-only"),
      change: { "brute.py": brute },
    });

    expect(clustering).toMatchObject({ decidedBy: "majority", preferred: [1, 3] });
  });

  test("only sizes that the brute force answers are asked of it", async () => {
    const late: Deed = (words, input) =>
      input.trim().split(" ").length > 4 ? { verdict: "TLE" } : right(words, input);
    const clustering = await clustered({
      deeds: [forgetful, right],
      examined: examined("certified", { answeredSize: 4 }),
      change: { "brute.py": late },
    });

    expect(clustering).toMatchObject({ decidedBy: "nobody", preferred: [] });
  });

  test("two outputs that a certified checker accepts are the same answer", async () => {
    // Any number with the right parity will do.
    const check: Deed = ([, output = "", answer = ""]) =>
      Number(output) % 2 === Number(answer) % 2 ? { exitCode: 0 } : { exitCode: 1 };
    const other: Deed = (_words, input) => ({ output: `${sum(input) % 2}\n` });
    const wrong: Deed = (_words, input) => ({ output: `${(sum(input) + 1) % 2}\n` });
    const clustering = await clustered({
      deeds: [right, wrong, other],
      examined: examined("certified", {}, { ...ORACLE, checker: python("check.py") }),
      change: { "check.py": check },
    });

    expect(clustering).toMatchObject({
      clusters: [{ versions: [1, 3] }, { versions: [2] }],
      decidedBy: "oracle",
      preferred: [1, 3],
    });
  });

  test("illegal inputs are not used", async () => {
    const clustering = await clustered({
      deeds: [forgetful, right],
      examined: examined("certified"),
      change: {
        "validate.py": (_words, input) => ({
          exitCode: input.trim().split(" ").length > 5 ? 1 : 0,
        }),
      },
    });

    expect(clustering).toMatchObject({ decidedBy: "agreement" });
  });

  test("where the judge fails nobody is preferred", async () => {
    const clustering = await clustered({
      deeds: [forgetful, right],
      examined: examined("certified"),
      change: { "generate.py": () => ({ verdict: "JE", note: "no room" }) },
    });

    expect(clustering).toMatchObject({ inputs: 0, decidedBy: "nobody", preferred: [] });
  });

  test("an input that the judge cannot run one of them on is left out", async () => {
    const shaky: Deed = (words, input) =>
      input.trim().split(" ").length > 2 ? { verdict: "JE" } : right(words, input);
    const clustering = await clustered({ deeds: [shaky, right], examined: examined("certified") });

    expect(clustering).toMatchObject({ decidedBy: "agreement" });
    expect(clustering.inputs).toBeGreaterThan(5);
    expect(clustering.inputs).toBeLessThan(20);
  });
});

test("real programs fall into groups by what they print, within the stated error", async () => {
  const read = "import sys\nnumbers = [int(word) for word in sys.stdin.read().split()]\n";
  const mean = `${read}print(sum(numbers) / len(numbers))\n`;
  const candidates = [
    python("v1.py", `${read}print("%.9f" % (sum(numbers) / len(numbers)))\n`),
    python("v2.py", mean),
    python("v3.py", `${read}print(sum(numbers) // len(numbers))\n`),
  ].map((program, at) => ({ version: at + 1, program }));
  const generator =
    "import random\nimport sys\nrandom.seed(int(sys.argv[1]))\nprint(*(random.randint(1, 99) for _ in range(int(sys.argv[2]))))\n";
  const oracle = {
    brute: python("brute.py", mean),
    generator: python("generate.py", generator),
    validator: python("validate.py", `${read}assert numbers\n`),
    checker: null,
    largestSize: 100,
  };
  const request = {
    candidates,
    limits: LIMITS,
    count: 12,
    comparison: { kind: "float", epsilon: 1e-6 },
  } as const;
  const cluster = async (status: OracleStatus): Promise<Clustering> =>
    createJudge().withBench(
      (bench) =>
        clusterOf({ ...request, examined: examined(status, { largestSize: 100 }, oracle) }, bench),
      never,
    );
  const clustering = await cluster("certified");

  expect(clustering).toMatchObject({
    clusters: [{ versions: [1, 2] }, { versions: [3] }],
    decidedBy: "oracle",
    preferred: [1, 2],
  });
  expect(await cluster("certified")).toEqual(clustering);
}, 60_000);
