import { describe, expect, test } from "vitest";

import type { Program } from "../../../src/core/solution.js";
import { never, python } from "../judging.js";
import { ECHO, judge, stressed } from "./stressing.js";

const generate = (source: string): Program => python(source, { fileName: "same.py" });
const brute = (source: string): Program => python(source, { fileName: "same.py" });
const oracle = brute(ECHO);
const { languages } = await judge.probe(never);
const SEED = "import sys\nseed = int(sys.argv[1])\n";
const quick = { timeLimitMs: 200, memoryLimitMb: null };

/** Six seeds for a program and an oracle that both repeat their input. */
const usual = { program: ECHO, oracle, oracleLimits: quick, count: 6 };

describe("a generator that fails is never held against the program", () => {
  const FAILING: readonly (readonly [what: string, source: string, reason: RegExp])[] = [
    ["throws", "raise ValueError('no such seed')", /generator failed: ValueError: no such seed/],
    ["leaves with a code", "sys.exit(3)", /generator ended with exit code 3/],
    ["loops", "while True: pass", /generator took too long/],
    [
      "loops and catches everything",
      "while True:\n    try:\n      while True: pass\n    except Exception: pass",
      /generator took too long/,
    ],
    ["loops in C", "sum(range(10 ** 12))", /took (?:too long|longer than 200 ms)/],
    ["sleeps", "import time; time.sleep(1000)", /generator took too long/],
    ["kills its process", "import os; os.kill(os.getpid(), 9)", /crashed: killed by SIGKILL/],
    ["ends its process", "import os; os._exit(4)", /generator ended with exit code 4/],
    ["recurses for ever", "def f(): f()\n  f()", /generator failed: RecursionError/],
    ["prints nothing", "pass", /generator printed nothing/],
    ["prints binary", "sys.stdout.buffer.write(b'\\xff\\xfe')", /not text in UTF-8/],
    ["prints 10 MB", "print('x' * 10 ** 7)", /printed more than 4 MB/],
    [
      "leaves a thread behind",
      "import threading; threading.Thread(target=lambda: [zero for zero in iter(int, 1) if zero]).start()",
      /took (?:too long|longer than 200 ms)/,
    ],
  ];

  test.each(FAILING)("%s", async (_what, trouble, reason) => {
    const source = `${SEED}if seed == 3:\n  ${trouble}\nelse: print(seed)\n`;
    const report = await stressed({ ...usual, generator: generate(source) });

    expect(report).toMatchObject({ tried: 5, failure: null, skipped: { count: 1 } });
    expect(report.skipped.reason).toMatch(/^Seed 3: .*\.$/);
    expect(report.skipped.reason).toMatch(reason);
  });
});

describe("an oracle that fails is never held against the program", () => {
  const FAILING: readonly (readonly [what: string, source: string, reason: RegExp])[] = [
    ["throws", "[][0]", /oracle failed: IndexError/],
    ["loops", "while True: pass", /oracle took too long/],
    ["says nothing", "pass", /oracle printed nothing/],
    ["ends its process", "import os; os.abort()", /crashed: killed by SIGABRT/],
  ];

  test.each(FAILING)("%s", async (_what, trouble, reason) => {
    const source = `seed = int(input())\nif seed == 3:\n  ${trouble}\nelse: print(seed)\n`;
    const generator = generate(`${SEED}print(seed)\n`);
    const report = await stressed({ ...usual, generator, oracle: brute(source) });

    expect(report).toMatchObject({ tried: 5, failure: null, skipped: { count: 1 } });
    expect(report.skipped.reason).toMatch(reason);
  });

  test("does not compile, or never works: the loop gives up", async () => {
    const generator = generate(`${SEED}print(seed)\n`);
    const report = await stressed({ ...usual, generator, oracle: brute("def"), count: 100_000 });

    expect(report).toMatchObject({ tried: 0, failure: null });
    expect(report.skipped.reason).toMatch(/^Seed 1: The oracle does not compile: SyntaxError/);
    expect(report.skipped.count).toBeLessThan(1000);
  });
});

describe("programs that share a process know nothing of each other", () => {
  const LEAKS: readonly (readonly [what: string, source: string])[] = [
    ["globals", "assert 'seen' not in globals(); seen = 1; print(seed)"],
    ["builtins", "import builtins; assert len('a') == 1; builtins.len = lambda _: 0; print(seed)"],
    [
      "decimal numbers",
      "import decimal; assert decimal.getcontext().prec == 28; decimal.getcontext().prec = 5; print(seed)",
    ],
    [
      "the depth of recursion",
      "assert sys.getrecursionlimit() < 5000; sys.setrecursionlimit(10 ** 6); print(seed)",
    ],
    [
      "the working folder",
      "import os; assert os.getcwd() == sys.path[0]; os.chdir('..'); print(seed)",
    ],
    ["the search path", "assert '/no' not in sys.path; sys.path.append('/no'); print(seed)"],
    [
      "the environment",
      "import os; assert 'LEAK' not in os.environ; os.environ['LEAK'] = '1'; print(seed)",
    ],
    ["closed streams", "print(seed); sys.stdout.close(); sys.stdin.close()"],
    ["a file around standard input", "print(open(0).read())"],
    ["closed descriptors", "import os; os.write(1, os.read(0, 99)); os.close(0); os.close(1)"],
    ["functions for the end", "import atexit; atexit.register(print, seed)"],
    [
      "threads that end",
      "import threading; threading.stack_size(1 << 26); threading.Thread(target=print, args=[seed]).start()",
    ],
    [
      "threads that do not matter",
      "import threading, time; threading.Thread(target=time.sleep, args=[99], daemon=True).start(); print(seed)",
    ],
    ["buffers that nobody flushed", "held = open(1, 'w', closefd=False); held.write(str(seed))"],
    ["a polite end", "print(seed); sys.exit()"],
    ["an impolite end", "import os; print(seed); sys.stdout.flush(); os._exit(0)"],
    ["a file beside it", "import beside; beside.calls += 1; assert beside.calls == 1; print(seed)"],
  ];

  test.each(LEAKS)("%s", async (_what, source) => {
    const companions = { "beside.py": "calls = 0\n" };
    const generator = { ...generate(`${SEED}${source}\n`), companions };
    const report = await stressed({ ...usual, generator, program: "print(input())" });

    expect(report).toMatchObject({ tried: 6, failure: null, skipped: { count: 0, reason: null } });
  });

  test("a function begins anew for every input", async () => {
    const call = { shape: "call", entry: "answer" } as const;
    const counting = "calls = []\ndef answer(n):\n  calls.append(n)\n  return len(calls)\n";
    const report = await stressed({
      ...usual,
      generator: generate(`${SEED}print([seed])\n`),
      oracle: { ...brute(counting), ...call },
      program: python(counting, call),
    });

    expect(report).toMatchObject({ tried: 6, failure: null });
  });
});

test("records that a hostile generator forges are inputs at the most", async () => {
  const forging = `${SEED}
import os
if seed == 2:
    for descriptor in range(3, 200):
        try: os.write(descriptor, b"made 9 1 1\\nxymade 2 1 1\\nzz")
        except OSError: pass
print(seed)
`;
  const report = await stressed({
    ...usual,
    generator: generate(forging),
    program: "print(input())",
  });

  // The seed at which the records stop to be readable is skipped; the others are tried as ever.
  expect(report).toMatchObject({ tried: 5, failure: null, skipped: { count: 1 } });
});

test.skipIf(languages.pypy === null)(
  "the other Python can be the home of both as well",
  async () => {
    const source = `${SEED}if seed == 3:\n  while True: pass\nprint(seed)\n`;
    const report = await stressed({
      ...usual,
      generator: { ...generate(source), language: "pypy" },
      oracle: { ...brute("print(open(0).read())"), language: "pypy" },
      program: "print(input())",
    });

    expect(report).toMatchObject({ tried: 5, failure: null, skipped: { count: 1 } });
  },
);
