import { describe, expect, test } from "vitest";

import { given, javascript, only, python, results } from "../judging.js";

const NODE_TOO_LARGE = "const all = []; for (;;) all.push(new Array(100000).fill(Math.random()))";

describe("a program over its limits", () => {
  test("that computes for ever is stopped at the time limit", async () => {
    const [inPython, inJavascript] = await Promise.all([
      only(python("while True: pass"), { timeLimitMs: 200 }),
      only(javascript("for (;;);"), { timeLimitMs: 200 }),
    ]);

    for (const result of [inPython, inJavascript]) {
      expect(result).toMatchObject({ verdict: "TLE", ending: { kind: "cpu-limit" } });
      expect(result.note).toBe("It computed more than 200 ms.");
      expect(result.cpuMs).toBeGreaterThan(200);
    }
  });

  test("that ends by itself a little late is measured again, and is still too slow", async () => {
    const source = "import time\nwhile time.process_time() < 0.32: pass\nprint('done')";
    const result = await only(python(source), {
      timeLimitMs: 300,
      cases: [given("1", "", "done")],
    });

    expect(result).toMatchObject({ verdict: "TLE", ending: { kind: "exited", code: 0 } });
    expect(result.note).toMatch(/^It computed [34]\d\d ms; allowed are 300 ms\.$/);
  });

  test("that only waits is stopped too, and so is one that closed its output first", async () => {
    const source = `
import os, time
if input() == "closed":
    os.close(1); os.close(2)
time.sleep(1000)
`;
    const cases = [given("sleeps", "", null), given("closed", "closed", null)].map((one) => ({
      ...one,
      input: one.id,
    }));
    const { sleeps, closed } = await results(python(source), { cases, timeLimitMs: 500 });

    for (const result of [sleeps, closed]) {
      expect(result).toMatchObject({ verdict: "TLE", ending: { kind: "wall-limit" } });
      expect(result?.note).toBe("Stopped: by the clock it took too long.");
    }
  });

  test("that ignores signals is stopped all the same", async () => {
    const source = `
import signal
for number in range(1, 32):
    if number not in (signal.SIGKILL, signal.SIGSTOP):
        signal.signal(number, signal.SIG_IGN)
while True: pass
`;

    expect(await only(python(source), { timeLimitMs: 100 })).toMatchObject({ verdict: "TLE" });
  });

  test.each([
    ["in lists", python("all = []\nwhile True: all.append(bytearray(1 << 20))")],
    ["at once", python("x = bytearray(10 ** 12)")],
    [
      "in shared memory",
      python("import mmap\nx = mmap.mmap(-1, 1 << 30)\nfor i in range(0, 1 << 30, 4096): x[i] = 1"),
    ],
    ["and catches the error", python("x = b'x' * 300_000_000\nprint('fine')")],
    ["in JavaScript", javascript(NODE_TOO_LARGE)],
    ["in buffers", javascript("const all = []; for (;;) all.push(Buffer.alloc(1 << 24, 1))")],
  ])("that takes too much memory %s has a memory verdict", async (_, program) => {
    const result = await only(program, { memoryLimitMb: 128, timeLimitMs: 4000 });

    expect(result).toMatchObject({ verdict: "MLE", note: "It used more than 128 MB of memory." });
    expect(result.memoryKb).toBeLessThan(600_000);
  });

  test("in JavaScript starts under a small memory limit, and does not hang", async () => {
    const result = await only(javascript("console.log(1)"), { memoryLimitMb: 64 });

    expect(result).toMatchObject({ verdict: "AC" });
  });

  test.each([
    ["standard output", python("while True: print('x' * 10000)")],
    ["standard error", python("import sys\nwhile True: sys.stderr.write('x' * 10000)")],
    ["JavaScript", javascript("for (;;) require('fs').writeSync(1, 'x'.repeat(100000))")],
  ])("that writes without end to %s has an output verdict", async (_, program) => {
    expect(await only(program)).toMatchObject({
      verdict: "OLE",
      ending: { kind: "output-limit" },
      note: "Stopped: it wrote too much.",
    });
  });

  test("cannot write a file without end", async () => {
    const source = "with open('big', 'wb') as f:\n    while True: f.write(b'x' * (1 << 20))";

    expect((await only(python(source))).verdict).toMatch(/^(?:OLE|RE)$/);
  });

  test("cannot fill the disk with many files", async () => {
    const source = `
i = 0
while True:
    with open(str(i), "wb") as f: f.write(b"x" * (8 << 20))
    i += 1
`;

    expect(await only(python(source), { timeLimitMs: 8000 })).toMatchObject({ verdict: "OLE" });
  });

  test("does not count a machine's start-up of many cases against any of them", async () => {
    const cases = Array.from({ length: 12 }, (_, at) => given(String(at), `${at}\n`, `${at}\n`));
    const all = Object.values(await results(python("print(input())"), { cases }));

    expect(all.map(({ id }) => id).toSorted()).toEqual(cases.map(({ id }) => id).toSorted());
    expect(new Set(all.map(({ verdict }) => verdict))).toEqual(new Set(["AC"]));
  });
});
