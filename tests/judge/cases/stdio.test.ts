import { describe, expect, test } from "vitest";

import { EXCERPT_CHARACTERS } from "../../../src/core/report.js";
import { given, javascript, only, python, results } from "../judging.js";

const ADD = "a, b = map(int, input().split())\nprint(a + b)\n";

describe("a program that reads standard input", () => {
  test("is accepted where it prints what is expected, and only there", async () => {
    const cases = [given("right", "1 2\n", "3\n"), given("wrong", "1 2\n", "4\n")];
    const { right, wrong } = await results(python(ADD), { cases });

    expect(right).toMatchObject({ verdict: "AC", note: "", ending: { kind: "exited", code: 0 } });
    expect(right).toMatchObject({
      input: "1 2\n",
      expected: "3\n",
      output: "3\n",
      origin: "given",
    });
    expect(wrong).toMatchObject({ verdict: "WA", note: 'Line 1: expected "4", got "3".' });
  });

  test("is measured: CPU time, wall time and memory", async () => {
    const result = await only(python("s = bytearray(100_000_000)\nfor i in range(10**6): pass\n"));

    expect(result.verdict).toBe("AC");
    expect(result.cpuMs).toBeGreaterThan(1);
    expect(result.wallMs).toBeGreaterThan(1);
    expect(result.memoryKb).toBeGreaterThan(90_000);
    expect(result.memoryKb).toBeLessThan(160_000);
  });

  test.each([
    ["readFileSync(0)", 'console.log(require("fs").readFileSync(0, "utf8").trim())'],
    ["/dev/stdin", 'console.log(require("fs").readFileSync("/dev/stdin", "utf8").trim())'],
    ["the stream", 'process.stdin.on("data", (data) => process.stdout.write(data))'],
    [
      "readline",
      'require("readline").createInterface(process.stdin).on("line", (l) => console.log(l))',
    ],
    ["ESM", 'import { readFileSync } from "node:fs";\nconsole.log(readFileSync(0, "utf8"))'],
  ])("in JavaScript may read by %s", async (_, source) => {
    const cases = [given("1", "hello\n", "hello\n")];

    expect(await only(javascript(source), { cases })).toMatchObject({ verdict: "AC", stderr: "" });
  });

  test("may leave its input unread, also a long one", async () => {
    const cases = [given("1", "x".repeat(5_000_000), "done")];

    expect((await only(python('print("done")'), { cases })).verdict).toBe("AC");
  });

  test("gets an input of 5 MB whole", async () => {
    const line = `${"ab ".repeat(1_666_666)}\n`;
    const source = "import sys\ndata = sys.stdin.read()\nprint(len(data), data.count('ab'))";
    const result = await only(python(source), {
      cases: [given("1", line, `${line.length} 1666666`)],
    });

    expect(result.verdict).toBe("AC");
    expect(result.input.length).toBe(EXCERPT_CHARACTERS);
    expect(result.input).toMatch(/\n\[cut: 4999999 characters in all\]$/);
  });

  test("may recurse deeply", async () => {
    const inPython =
      "import sys\nsys.setrecursionlimit(10**6)\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(50000))";
    const inJavascript = "const f = (n) => (n === 0 ? 0 : 1 + f(n - 1)); console.log(f(100000))";
    const cases = (depth: string) => [given("1", "", depth)];

    expect(await only(python(inPython), { cases: cases("50000") })).toMatchObject({
      verdict: "AC",
    });
    expect(await only(javascript(inJavascript), { cases: cases("100000") })).toMatchObject({
      verdict: "AC",
    });
  });

  test("that recurses for ever has a run-time error", async () => {
    const [inPython, inJavascript] = await Promise.all([
      only(python("def f(): return f()\nf()")),
      only(javascript("const f = () => 1 + f(); f()")),
    ]);

    expect(inPython).toMatchObject({ verdict: "RE", ending: { kind: "exited", code: 1 } });
    expect(inPython.note).toMatch(/^Exit code 1: RecursionError: /);
    expect(inJavascript.note).toBe("Exit code 1: RangeError: Maximum call stack size exceeded.");
  });

  test("keeps control bytes in its output as they are", async () => {
    const escape = "\u001b]0;title\u0007\u001b[31mred\u001b[0m";
    const source = `print(${JSON.stringify(escape)})`;

    expect(await only(python(source), { cases: [given("1", "", escape)] })).toMatchObject({
      verdict: "AC",
      output: `${escape}\n`,
    });
  });

  test("is wrong where it prints what is not UTF-8, whatever that would look like", async () => {
    const source = "import sys\nsys.stdout.buffer.write(b'\\xff\\xfe')";
    const cases = [given("1", "", "\uFFFD\uFFFD"), given("2", "", null)];
    const { 1: expecting, 2: open } = await results(python(source), { cases });

    expect(expecting).toMatchObject({
      verdict: "WA",
      note: 'Line 1: expected "\uFFFD\uFFFD", got the bytes ff fe, which are not UTF-8.',
    });
    expect(open).toMatchObject({ verdict: "AC" });
  });

  test("is told apart by the kind of its end", async () => {
    const source = `
import os, signal, sys
how = input()
if how == "code": sys.exit(3)
if how == "error": raise ValueError("bad\\nvalue")
if how == "killed": os.kill(os.getpid(), signal.SIGKILL)
if how == "crash": os.kill(os.getpid(), signal.SIGSEGV)
`;
    const cases = ["code", "error", "killed", "crash", "fine"].map((how) => given(how, how, null));
    const { code, error, killed, crash, fine } = await results(python(source), { cases });

    expect(code).toMatchObject({ verdict: "RE", ending: { kind: "exited", code: 3 } });
    expect(error).toMatchObject({ verdict: "RE", note: "Exit code 1: ValueError: bad." });
    expect(killed).toMatchObject({
      verdict: "RE",
      ending: { kind: "signalled", signal: "SIGKILL" },
      note: "Killed by SIGKILL.",
    });
    expect(crash).toMatchObject({
      verdict: "RE",
      ending: { kind: "signalled", signal: "SIGSEGV" },
    });
    expect(fine).toMatchObject({ verdict: "AC" });
  });

  test("that printed the right answer and was then killed is not accepted", async () => {
    const source = "import os\nprint(3, flush=True)\nos.kill(os.getpid(), 9)";

    expect(await only(python(source), { cases: [given("1", "", "3")] })).toMatchObject({
      verdict: "RE",
      output: "3\n",
    });
  });

  test("is reported without the name of its temporary folder", async () => {
    const { stderr } = await only(
      python("import os\nos.chdir('.')\nraise ValueError(os.getcwd())"),
    );

    expect(stderr).toContain('File "solution_v1.py", line 3');
    expect(stderr).toContain("ValueError: .");
    expect(stderr).not.toContain("pipeline-judge");
  });

  test("has the end of a long standard error in its report", async () => {
    const source =
      "import sys\nsys.stderr.write('noise\\n' * 100000)\nraise ValueError('the cause')";
    const { stderr } = await only(python(source));

    expect(stderr.length).toBeLessThanOrEqual(EXCERPT_CHARACTERS);
    expect(stderr).toMatch(/^\[cut: /);
    expect(stderr).toMatch(/ValueError: the cause\n$/);
  });

  test("finds its modules and a writable folder", async () => {
    const source = `
import tempfile, json, heapq, collections, os, threading
with open("mine.txt", "w") as file: file.write("x")
with tempfile.TemporaryFile() as file: file.write(b"x")
thread = threading.Thread(target=lambda: print("thread"))
thread.start()
thread.join()
print(os.path.dirname(os.path.abspath("mine.txt")) == os.path.expanduser("~"))
`;

    expect(await only(python(source), { cases: [given("1", "", "thread\nTrue")] })).toMatchObject({
      verdict: "AC",
    });
  });
});
