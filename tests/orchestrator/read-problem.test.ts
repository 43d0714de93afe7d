import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";

import { describe, expect, test } from "vitest";

import { programOfFile } from "../../src/orchestrator/program-of-file.js";
import { readProblem } from "../../src/orchestrator/read-problem.js";
import { temporaryFolder } from "../temp-folder.js";

const CALLS = "Add\n\nWrite add(a, b).\n\nadd(1, 2) -> 3\nadd(0, 0) -> 0\n";
const never = new AbortController().signal;

async function problemWith(samples: Readonly<Record<string, string>>, statement = CALLS) {
  const cwd = await temporaryFolder();
  await writeFile(path.join(cwd, "add.txt"), statement);
  await mkdir(path.join(cwd, "samples"));
  for (const [name, text] of Object.entries(samples)) {
    await writeFile(path.join(cwd, "samples", name), text);
  }
  const source = { file: "add.txt", cwd, stdin: Readable.from([]), settings: { samples: null } };
  return readProblem(source, never);
}

describe("samples of the statement and of the folder beside it", () => {
  test("are put together, numbered on", async () => {
    const { problem, notes } = await problemWith({ "1.in": "[5, 6]\n", "1.ans": "11\n" });

    expect(problem.samples.map(({ test: { id, input } }) => [id, input])).toEqual([
      ["sample/1", "[1,2]"],
      ["sample/2", "[0,0]"],
      ["sample/3", "[5, 6]\n"],
    ]);
    expect([problem.shape, problem.entry]).toEqual(["call", "add"]);
    expect(notes.join()).toContain("1 sample taken from the folder");
  });

  test("one that stands in both counts once", async () => {
    const { problem } = await problemWith({ "1.in": "[1,2]", "1.ans": "3" });

    expect(problem.samples).toHaveLength(2);
  });

  test("one that contradicts the statement is refused with both places", async () => {
    await expect(problemWith({ "x.in": "[1,2]", "x.ans": "4" })).rejects.toMatchObject({
      kind: "bad_input",
      message: expect.stringMatching(/"x" .*contradicts sample\/1 .*lines 5-5/),
    });
  });

  test("an input that is no list of arguments is refused where samples are calls", async () => {
    await expect(problemWith({ "1.in": "1 2\n", "1.ans": "3" })).rejects.toThrow(/no JSON list/);
    await expect(problemWith({ "1.in": '{"a": 1}', "1.ans": "3" })).rejects.toThrow(/no JSON list/);
  });

  test("a statement without samples reads standard input when the folder has some", async () => {
    const { problem } = await problemWith(
      { "1.in": "1 2\n", "1.ans": "3\n" },
      "Add two numbers.\n",
    );

    expect([problem.shape, problem.samples.length]).toEqual(["stdio", 1]);
  });
});

describe("how a file of the user's is used", () => {
  test.each([
    ["python", "n = int(input())\nprint(n)\n", "stdio", null],
    ["python", "import sys\nfor line in sys.stdin: print(line)\n", "stdio", null],
    ["python", "def _half(n): return n / 2\n\ndef mean(v):\n    return sum(v)\n", "call", "mean"],
    ["python", "def a(): pass\n\ndef b(): pass\n", "module", null],
    ["python", "class Stack:\n    def push(self): pass\n", "module", null],
    [
      "python",
      "def mean(v): return 1\n\ndef test_mean():\n    assert mean([]) == 1\n",
      "call",
      "mean",
    ],
    ["javascript", "const text = require('fs').readFileSync(0, 'utf8');\n", "stdio", null],
    [
      "javascript",
      "function add(a, b) { return a + b }\nmodule.exports = { add };\n",
      "call",
      "add",
    ],
    ["javascript", "export function add() {}\nexport class Sum {}\n", "module", null],
    ["cpp", '#include <cstdio>\nint main() { puts(""); }\n', "stdio", null],
    ["cpp", "class Solution {\npublic:\n  int f() { return 1; }\n};\n", "call", null],
    ["cpp", "class Solution {};\nint main() {}\n", "stdio", null],
    ["cpp", "int half(int n) { return n / 2; }\n", "module", null],
    ["java", "public class Solution { int f() { return 1; } }\n", "call", null],
    ["rust", "impl Solution { pub fn f() {} }\n", "call", null],
    ["go", "package main\n\nfunc f() {}\n", "call", null],
    ["c", "int f(void) { return 1; }\n", "module", null],
  ] as const)("%s %j", (language, source, shape, entry) => {
    const file = { path: "/x", fileName: "x", language, source };

    expect(programOfFile(file)).toMatchObject({ shape, entry });
  });
});
