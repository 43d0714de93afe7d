import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunLimits } from "../../../src/judge/sandbox/execution.js";
import { Runner } from "../../../src/judge/sandbox/runner.js";
import {
  type Change,
  COMBINATIONS,
  optionsOf,
  removeFolder,
  script,
  sharedFolder,
} from "./combinations.js";

const STATUS = ["/bin/cat", "/proc/self/status"] as const;
const SEES_PROC = { readable: ["/bin", "/lib", "/lib64", "/usr", "/proc"] };
const SPIN = "while True: pass";
const SLEEP = "import time; time.sleep(1000)";

describe.each(COMBINATIONS)("a runner (%s)", (_, combination) => {
  let folder = "";
  let runner: Runner;
  beforeAll(async () => {
    folder = await sharedFolder();
    runner = await Runner.start(optionsOf(combination, folder));
  });
  afterAll(async () => {
    await runner.close();
    await removeFolder(folder);
  });

  const run = async (source: string, change?: Change) => runner.run(script(source, change));
  const print = async (source: string, change?: Change) => {
    const { stdout, stderr, ending } = await run(source, change);
    expect({ stderr, ending }).toEqual({ stderr: "", ending: { kind: "exited", code: 0 } });
    return stdout.toString().trim();
  };

  test("says what the system offers", () => {
    expect(runner.greeting.landlock).toBeGreaterThanOrEqual(0);
    expect(runner.greeting.seccomp).toBe(true);
  });

  test("connects four streams", async () => {
    const source = `
import os, sys
os.write(1, os.read(0, 100).upper()); os.write(2, b"errors"); os.write(3, b"\\0result")
sys.exit(7)`;
    const execution = await run(source, { stdin: "input" });

    expect(execution).toMatchObject({ ending: { kind: "exited", code: 7 }, stderr: "errors" });
    expect(execution.stdout.toString()).toBe("INPUT");
    expect(execution.result.toString()).toBe("\0result");
    const others = "import os; print(sorted(map(int, os.listdir('/proc/self/fd'))))";
    expect(await print(others, SEES_PROC)).toBe("[0, 1, 2, 3, 4]"); // The last one is the folder itself.
  });

  test("moves megabytes in and out", async () => {
    const stdin = Buffer.alloc(5_000_000, "0123456789\n");
    const source =
      "import os, sys\nfor piece in iter(lambda: os.read(0, 1 << 20), b''): sys.stdout.buffer.write(piece)";
    const { stdout } = await run(source, { stdin });

    expect(stdout.equals(stdin)).toBe(true);
  });

  test("keeps the end of standard error", async () => {
    const { stderr } = await run("import sys\nsys.stderr.write('x' * 1_000_000 + 'the end')");

    expect(stderr.endsWith("xthe end")).toBe(true);
    expect(stderr.length).toBeLessThan(200_000);
  });

  test.each([
    ["its own abort", "import os; os.abort()", { kind: "signalled", signal: "SIGABRT" }],
    [
      "a broken pipe, which nothing ignores",
      "import os; a, b = os.pipe(); os.close(a); import signal; signal.signal(13, signal.SIG_DFL); os.write(b, b'x')",
      { kind: "signalled", signal: "SIGPIPE" },
    ],
    [
      "the system's own limit of CPU time",
      "import os; os.kill(os.getpid(), 24)",
      { kind: "cpu-limit" },
    ],
    [
      "the system's own limit of files",
      "import signal; signal.signal(25, signal.SIG_DFL)\nopen('a', 'wb').write(bytes(17 << 20))",
      { kind: "output-limit" },
    ],
  ])("tells of %s", async (_what, source, ending) => {
    expect((await run(source)).ending).toEqual(ending);
  });

  test("leaves every signal as it is by default", async () => {
    const { stdout } = await runner.run({ ...script("", SEES_PROC), command: STATUS });

    expect(stdout.toString()).toMatch(/^SigIgn:\t0+$/m);
    expect(stdout.toString()).toMatch(/^SigBlk:\t0+$/m);
  });

  test.each<[string, string, Partial<RunLimits>, string]>([
    ["CPU time", SPIN, { cpuMs: 100 }, "cpu-limit"],
    ["time", SLEEP, { wallMs: 150 }, "wall-limit"],
    [
      "memory",
      "x = b'x' * 150_000_000\nimport time; time.sleep(9)",
      { memoryMb: 100 },
      "memory-limit",
    ],
    ["standard output", "while True: print('x' * 10000)", { outputMb: 1 }, "output-limit"],
    [
      "standard error",
      "import os\nwhile True: os.write(2, bytes(10000))",
      { outputMb: 1 },
      "output-limit",
    ],
    ["result", "import os\nwhile True: os.write(3, bytes(10000))", { outputMb: 1 }, "output-limit"],
  ])("stops at the limit of %s", async (_what, source, limits, kind) => {
    const execution = await run(source, { limits });

    expect(execution.ending).toEqual({ kind });
    expect(execution.stdout.length).toBeLessThanOrEqual(2 ** 20);
  });

  test("has limits that the system keeps", async () => {
    const refused = (what: string) => `
try:
    ${what}
    print("done")
except (MemoryError, OSError, RuntimeError) as error:
    print(type(error).__name__)`;
    const data = await print(refused("bytearray(200 << 20)"), { limits: { dataMb: 100 } });
    const file = await print(refused("open('a', 'wb').write(bytes(2 << 20))"), {
      limits: { fileMb: 1 },
    });
    const threads = await print(
      refused(
        "import threading, time; [threading.Thread(target=time.sleep, args=(1,), daemon=True).start() for _ in range(200)]",
      ),
      { limits: { processes: 8 } },
    );

    expect(data).toBe("MemoryError");
    expect(file).toBe("OSError");
    expect(threads).toBe("RuntimeError");
  });

  test("stops a family that has too many members or takes too much together", async () => {
    const many = `
import os, time
for count in range(1, 20):
    if os.fork() == 0: time.sleep(9); os._exit(0)
    print(count, flush=True)
time.sleep(9)`;
    const large = `
import os, time
for _ in range(3):
    if os.fork() == 0: x = b"x" * 50_000_000; time.sleep(9)
time.sleep(9)`;
    const ending = { kind: "memory-limit" };
    const crowd = await run(many, { mayFork: true, limits: { processes: 10 } });

    // A user of its own has no other processes, and the system itself refuses one too many.
    const made = crowd.stdout.toString().trim().split("\n").length;
    expect(crowd.ending.kind === "exited" && made === 9 ? ending : crowd.ending).toEqual(ending);
    expect((await run(large, { mayFork: true, limits: { memoryMb: 100 } })).ending).toEqual(ending);
  });

  test("measures CPU time as the program itself does", async () => {
    const source =
      "import time\nwhile time.process_time() < 0.15: pass\nprint(time.process_time() * 1000)";
    const { stdout, cpuMs, wallMs } = await run(source);
    const own = Number(stdout.toString());

    expect(cpuMs / own).toBeGreaterThan(0.9);
    expect(cpuMs / own).toBeLessThan(1.3);
    expect(wallMs).toBeGreaterThan(0);
  });

  test("counts the CPU time of children, whether the program waits for them or not", async () => {
    const source = `
import os, time
if os.fork() == 0:
    while time.process_time() < 0.1: pass
    os.write(1, b"x"); os._exit(0)
if os.fork() == 0:
    while time.process_time() < 0.1: pass
    os._exit(0)
os.wait(); os.wait()`;
    const { cpuMs } = await run(source, { mayFork: true });

    expect(cpuMs).toBeGreaterThan(200);
  });

  test("measures peak memory", async () => {
    const source = "x = b'x' * 100_000_000; del x";
    const [small, large, after] = [await run("pass"), await run(source), await run("pass")];

    expect(large.memoryKb * 1024).toBeGreaterThan(100_000_000);
    expect(large.memoryKb - small.memoryKb).toBeLessThan((1.1 * 100_000_000) / 1024);
    expect(after.memoryKb / small.memoryKb).toBeLessThan(1.1);
  });

  test("does not let what one run has written weigh upon the next one", async () => {
    const small = await run("pass");
    await run("print('x' * 12_000_000)", { stdin: Buffer.alloc(12_000_000) });

    expect((await run("pass")).memoryKb / small.memoryKb).toBeLessThan(1.1);
  });

  test("lets a program alone have threads, and no children", async () => {
    const source = `
import os, threading
threading.Thread(target=lambda: print("thread", flush=True)).start()
try: os.fork()
except OSError as error: print(error.errno)`;

    expect(await print(source)).toBe("thread\n1");
  });
});
