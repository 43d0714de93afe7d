import { describe, expect, test } from "vitest";

import type { Program } from "../../../src/core/solution.js";
import { javascript, never, python } from "../judging.js";
import { ECHO, judge, stressed, stressRequest } from "./stressing.js";

const { languages } = await judge.probe(never);
const generate = (source: string): Program => python(source, { fileName: "generate.py" });
const brute = (source: string): Program => python(source, { fileName: "brute.py" });
const COUNT_UP = "import sys\nprint(sys.argv[1])\n";
const SQUARE = "print(int(input()) ** 2)\n";

describe("a program that is held against an oracle", () => {
  test("is tried on all inputs when it is right", async () => {
    const report = await stressed({});

    expect(report).toMatchObject({ tried: 40, skipped: { count: 0, reason: null }, failure: null });
    expect(report.compile).toBeNull();
  });

  test("fails on the smallest seed that shows what is wrong, with input and answer in full", async () => {
    const wrongFrom70 = "n = int(input())\nprint(n * n if n < 70 else 0)\n";
    const numbers = { generator: generate(COUNT_UP), oracle: brute(SQUARE), count: 500 };
    const { failure, tried } = await stressed({ ...numbers, program: wrongFrom70 });

    expect(failure).toMatchObject({ seed: 70, size: null, input: "70\n", expected: "4900\n" });
    expect(failure?.result).toMatchObject({ id: "stress-70", origin: "stress", verdict: "WA" });
    expect(tried).toBeGreaterThanOrEqual(70);
    expect(tried).toBeLessThan(500);
  });

  test("is not blamed for what it finds of its own earlier runs", async () => {
    const once =
      "import os\nn = int(input())\nprint(n * n if not os.path.exists('left') else 'again')\nopen('left', 'w').close()\n";
    const numbers = { generator: generate(COUNT_UP), oracle: brute(SQUARE), count: 20 };

    expect(await stressed({ ...numbers, program: once })).toMatchObject({
      tried: 20,
      failure: null,
    });
  });

  test("goes on behind a seed with the same inputs, and the same sizes", async () => {
    const both = "import sys\nprint(*sys.argv[1:])\n";
    const sizes = { smallest: 1, largest: 10 };
    const wrongFrom30 = "n, size = map(int, input().split())\nprint(n if n < 30 else 0, size)\n";
    const request = { generator: generate(both), oracle: brute(ECHO), program: wrongFrom30, sizes };
    const whole = await stressed(request);
    const rest = await stressed({ ...request, beginWith: 21 });

    expect(rest.failure).toMatchObject({ seed: 30, size: 8, input: whole.failure?.input });
    expect(rest.tried).toBeLessThan(whole.tried);
  });

  test("that does not end fails for its time", async () => {
    const endless = "while True: pass\n";
    const limits = { timeLimitMs: 200, memoryLimitMb: null };
    const { failure } = await stressed({ program: endless, limits, count: 8 });

    expect(failure).toMatchObject({ seed: 1, result: { verdict: "TLE" } });
  });

  test("gets the same inputs from the same seeds, also from a generator without a seed of its own", async () => {
    const unseeded =
      "import random\nprint(random.random(), len({'a', 'b'}), list({'x', 'y', 'z'}))\n";
    const wrongInTheEnd = {
      generator: generate(unseeded),
      oracle: brute(ECHO),
      program: "print(0)",
    };
    const reports = [await stressed(wrongInTheEnd), await stressed(wrongInTheEnd)];
    const other = await stressed({ ...wrongInTheEnd, firstSeed: 2 });
    const [first, second] = reports.map(({ failure }) => failure?.input);

    expect(first).toBeTypeOf("string");
    expect(second).toBe(first);
    expect(other.failure?.input).not.toBe(first);
  });

  test("gets inputs of growing sizes where the generator is given one", async () => {
    const both = "import sys\nassert input() == ' '.join(sys.argv[1:])\nprint(*sys.argv[1:])\n";
    const { failure, tried } = await stressed({
      generator: generate(both),
      oracle: brute(ECHO),
      program: "words = input().split()\nprint(*words if words[1] < '3' else [])\n",
      sizes: { smallest: 1, largest: 4 },
    });

    expect(failure).toMatchObject({ seed: 21, size: 3, input: "21 3\n" });
    expect(tried).toBeGreaterThanOrEqual(21);
  });

  test("is called, where it is a function, as the oracle is", async () => {
    const call = { shape: "call" } as const;
    const memory = "seen = {}\ndef fast(n):\n  return seen.setdefault('n', n) * 2\n";
    const slow = "def slow(n):\n  print('noise')\n  return sum([n, n]) if n != 33 else 0\n";
    const numbers = generate("import sys\nprint([int(sys.argv[1])])\n");
    const report = await stressed({
      program: python(memory, { ...call, entry: "fast" }),
      oracle: { ...brute(slow), ...call },
      generator: numbers,
    });

    expect(report.failure).toMatchObject({ seed: 33, input: "[33]\n", expected: "0" });
  });

  test("that does not compile is tried on nothing", async () => {
    const program: Program = {
      ...javascript("const a: = 1;"),
      language: "typescript",
      fileName: "a.ts",
    };
    const report = await stressed({ program });

    expect(report).toMatchObject({ tried: 0, failure: null, compile: { ok: false } });
    expect(report.skipped).toEqual({ count: 0, reason: null });
  });

  test("is left alone when the time is over or the work is cancelled", async () => {
    const noTime = await stressed({ budgetMs: 0 });
    const stop = new AbortController();
    const endless = { oracle: brute("while True: pass\n"), count: 1_000_000 };
    const cancelled = judge.stress(stressRequest(endless), stop.signal);
    setTimeout(() => stop.abort(), 200);

    expect(noTime).toMatchObject({ tried: 0, skipped: { count: 0 }, failure: null });
    await expect(cancelled).rejects.toMatchObject({ kind: "cancelled" });
  });

  test("is tried no further when the time is over", async () => {
    const { tried, failure } = await stressed({ count: 1_000_000, budgetMs: 1500 });

    expect(failure).toBeNull();
    expect(tried).toBeGreaterThan(0);
    expect(tried).toBeLessThan(1_000_000);
  });
});

describe("a generator or an oracle in another language", () => {
  const printing = (source: string): Program => javascript(source, { fileName: "tool.js" });
  const JS_COUNT = "console.log(process.argv[2]);\n";
  const JS_SQUARE = "const n = +require('fs').readFileSync(0, 'utf8');\nconsole.log(n * n);\n";
  const wrongAt11 = "n = int(input())\nprint(n * n if n != 11 else 0)\n";

  test.each([
    ["generator", generate(COUNT_UP), printing(JS_SQUARE)],
    ["oracle", printing(JS_COUNT), brute(SQUARE)],
    ["pair", printing(JS_COUNT), printing(JS_SQUARE)],
  ])("does the same in a process for each seed (%s)", async (_which, generator, oracle) => {
    const { failure } = await stressed({ generator, oracle, program: wrongAt11, count: 12 });

    expect(failure).toMatchObject({ seed: 11, input: "11\n", expected: "121\n" });
  });

  test("is skipped where it fails", async () => {
    const sometimes = printing(
      "if (process.argv[2] % 2) throw new Error('odd');\nconsole.log(4);\n",
    );
    const { tried, skipped } = await stressed({
      generator: sometimes,
      oracle: printing("process.exit(3);"),
      count: 4,
    });

    expect(tried).toBe(0);
    expect(skipped.count).toBe(4);
    expect(skipped.reason).toMatch(/^Seed 1: The generator failed: .*Error: odd/);
  });

  test("answers calls", async () => {
    const double =
      "function double(n) { return n === 5 ? 0 : 2 * n; }\nmodule.exports = { double };\n";
    const { failure } = await stressed({
      program: python("def double(n):\n  return 2 * n\n", { shape: "call", entry: "double" }),
      oracle: javascript(double, { shape: "call", entry: "double" }),
      generator: generate("import sys\nprint([int(sys.argv[1])])\n"),
      count: 6,
    });

    expect(failure).toMatchObject({ seed: 5, expected: "0" });
  });
});

describe.skipIf(languages.cpp === null)("compiled programs", () => {
  const cpp = (source: string, rest: Partial<Program> = {}): Program => {
    return { ...python(source), language: "cpp", fileName: "main.cpp", ...rest };
  };
  const squareBut = (odd: number): string =>
    `#include <cstdio>\nint main() { int n; scanf("%d", &n); printf("%d\\n", n == ${odd} ? 0 : n * n); }\n`;

  test("are tried, and answer, like all others", async () => {
    const { failure, tried } = await stressed({
      program: cpp(squareBut(9)),
      oracle: cpp(squareBut(-1), { fileName: "brute.cpp" }),
      generator: generate(COUNT_UP),
      count: 20,
    });

    expect(failure).toMatchObject({ seed: 9, expected: "81\n", result: { verdict: "WA" } });
    // Those behind it were judged at the same time, and are again when the work goes on there.
    expect(tried).toBe(9);
  });

  test("have their functions called", async () => {
    const { failure, tried } = await stressed({
      program: cpp("int twice(int n) { return n == 7 ? 0 : 2 * n; }\n", {
        shape: "call",
        entry: "twice",
      }),
      oracle: { ...brute("def twice(n): return 2 * n\n"), shape: "call", entry: "twice" },
      generator: generate("import sys\nprint([int(sys.argv[1])])\n"),
      count: 20,
    });

    expect(failure).toMatchObject({ seed: 7, expected: "14", result: { verdict: "WA" } });
    expect(tried).toBeGreaterThanOrEqual(7);
  });

  test("that do not compile, as an oracle, are not held against the program", async () => {
    const oracle = cpp("int main() { return missing; }\n", { fileName: "brute.cpp" });
    const { tried, skipped, failure } = await stressed({ oracle });

    expect({ tried, failure, count: skipped.count }).toEqual({
      tried: 0,
      failure: null,
      count: 40,
    });
    expect(skipped.reason).toMatch(/^The oracle does not compile: .*missing/);
  });
});
