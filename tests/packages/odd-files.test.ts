import { mkdir, symlink } from "node:fs/promises";
import path from "node:path";

import { describe, expect, test } from "vitest";

import type { ProblemPackage } from "../../src/packages/problem-package.js";
import { readPackage } from "../../src/packages/read-package.js";
import { temporaryFolder } from "../settings/temp-folder.js";

type Files = Readonly<Record<string, string | Uint8Array>>;

const BINARY = new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]);
const LATIN_1 = Uint8Array.from(Buffer.from("# gr\u00fcn\nprint(1)\n", "latin1"));
const KATTIS: Files = {
  "problem.yaml": "name: S\n",
  "data/secret/1.in": "1\n",
  "data/secret/1.ans": "1\n",
};

async function packageOf(files: Files): Promise<ProblemPackage> {
  return readPackage(await temporaryFolder(files), "p");
}

function programsOf({ submissions }: ProblemPackage): unknown {
  return submissions.map(({ name, program }) => [
    name,
    program.fileName,
    Object.keys(program.companions ?? {}),
  ]);
}

describe("one odd file does not keep a package from being judged", () => {
  test("a submission in Latin-1 is read as that", async () => {
    const { submissions, remarks } = await packageOf({
      ...KATTIS,
      "submissions/accepted/a.py": LATIN_1,
    });

    expect(submissions[0]?.program.source).toBe("# gr\u00fcn\nprint(1)\n");
    expect(remarks).toEqual(["p/submissions/accepted/a.py is not UTF-8, and was read as Latin-1"]);
  });

  test("what a compiler leaves in a submission's folder is left out", async () => {
    const found = await packageOf({
      ...KATTIS,
      "submissions/accepted/two/main.cpp": "int main() {}\n",
      "submissions/accepted/two/more.h": "// more\n",
      "submissions/accepted/two/a.out": BINARY,
      "submissions/accepted/two/main.o": BINARY,
      "submissions/accepted/two/Main.class": BINARY,
      "submissions/accepted/two/plot.png": BINARY,
      "submissions/accepted/two/solution": BINARY,
    });

    expect(programsOf(found)).toEqual([["accepted/two", "main.cpp", ["more.h"]]]);
  });

  test("a submission that is no source is skipped", async () => {
    const found = await packageOf({
      ...KATTIS,
      "submissions/accepted/a.py": "print(1)\n",
      "submissions/accepted/b.py": BINARY,
    });

    expect(programsOf(found)).toEqual([["accepted/a.py", "a.py", []]]);
    expect(found.skipped.map(({ name, why }) => [name, why])).toEqual([
      ["accepted/b.py", "b.py is a binary file, not text"],
    ]);
  });

  test("a case that is no text is left out, and that is told", async () => {
    const { cases, remarks } = await packageOf({
      ...KATTIS,
      "data/secret/2.in": new Uint8Array([0xff, 0xfe]),
      "data/secret/2.ans": "2\n",
    });

    expect(cases.map(({ id }) => id)).toEqual(["secret/1"]);
    expect(remarks).toEqual([
      "THE CASE secret/2 IS LEFT OUT: p/data/secret/2.in is not UTF-8 text",
    ]);
  });

  test("a program that a compiler wrote into a folder of tests is no half of a test", async () => {
    const { cases, remarks } = await packageOf({ "1.in": "1\n", "1.ans": "1\n", "a.out": BINARY });

    expect(cases.map(({ id }) => id)).toEqual(["1"]);
    expect(remarks).toEqual(["p/a.out is no test and was left out"]);
  });

  test("links that nobody needs are not followed", async () => {
    const folder = await temporaryFolder(KATTIS);
    await mkdir(path.join(folder, "problem_statement"));
    await symlink("/etc/hostname", path.join(folder, "problem_statement/problem.en.tex"));
    await symlink("nowhere", path.join(folder, "logo.png"));
    const { cases, statement } = await readPackage(folder, "p");

    expect(cases.map(({ id }) => id)).toEqual(["secret/1"]);
    expect(statement).toBeNull();
  });

  test("half cases and odd endings in data/ are named", async () => {
    const { cases, remarks } = await packageOf({
      ...KATTIS,
      "data/secret/2.IN": "2\n",
      "data/secret/2.ANS": "2\n",
      "data/secret/9.ans": "9\n",
    });

    expect(cases.map(({ id }) => id)).toEqual(["secret/1"]);
    expect(remarks.toSorted()).toEqual([
      "p/data/secret/2.ANS is not run: the names of a case end in .in and .ans",
      "p/data/secret/2.IN is not run: the names of a case end in .in and .ans",
      "p/data/secret/9.ans has no input 9.in and is not run",
    ]);
  });
});

test.each<[string, Record<string, string>, string | null]>([
  [
    "main.py",
    { "main.py": "import aid\n", "aid.py": "if __name__ == '__main__': pass\n" },
    "main.py",
  ],
  ["what no other imports", { "a.py": "x = 1\n", "z.py": "from a import x\n" }, "z.py"],
  ["what imports from beside itself", { "a.py": "x = 1\n", "z.py": "from . import a\n" }, "z.py"],
  ["what says so", { "a.py": "1\n", "z.py": "if __name__ == '__main__': pass\n" }, "z.py"],
  ["nowhere", { "a.py": "x = 1\n", "z.py": "y = 2\n" }, null],
])("a folder of Python starts with %s", async (_, sources, fileName) => {
  const inFolder = Object.entries(sources).map(([name, text]) => [
    `submissions/accepted/two/${name}`,
    text,
  ]);
  const { submissions, skipped } = await packageOf({ ...KATTIS, ...Object.fromEntries(inFolder) });

  expect(submissions[0]?.program.fileName ?? null).toBe(fileName);
  expect(skipped.map(({ why }) => why)).toEqual(fileName === null ? ["no main file"] : []);
});

describe("what is written loosely is read as it is meant", () => {
  test.each([
    ["name: 2048\n", "2048"],
    ["name: { en: 2048 }\n", "2048"],
  ])("a name that is a number: %j", async (yaml, title) => {
    expect((await packageOf({ ...KATTIS, "problem.yaml": yaml })).title).toBe(title);
  });

  test("keys without a value are unset", async () => {
    const { limits } = await packageOf({
      ...KATTIS,
      "problem.yaml": "name:\nlimits: { memory: , time_limit: , output: }\n",
      "data/secret/testdata.yaml": "args: []\n",
    });

    expect(limits).toEqual({ timeLimitMs: null, memoryLimitMb: 2048 });
  });

  test("what explains or builds a validator is no second one", async () => {
    const { comparison, remarks } = await packageOf({
      ...KATTIS,
      "problem.yaml": "validation: custom\n",
      "output_validators/check.py": "import sys\n",
      "output_validators/Makefile": "all:\n",
      "output_validators/README.md": "x\n",
      "output_validators/.gitignore": "a.out\n",
    });

    expect(comparison).toMatchObject({ validator: { program: { fileName: "check.py" } } });
    expect(remarks).toEqual([]);
  });

  test("a validator that nobody asks for is named", async () => {
    const { remarks } = await packageOf({
      ...KATTIS,
      "output_validators/check.py": "import sys\n",
    });

    expect(remarks).toEqual([
      "p/output_validators is not used: problem.yaml does not say validation: custom",
    ]);
  });

  test.each(["timelimit=2;comment\n", "timelimit = '2' ; comment\n", "timelimit=2\r\n"])(
    "a comment in the file of DOMjudge: %j",
    async (ini) => {
      const { limits } = await packageOf({ ...KATTIS, "domjudge-problem.ini": ini });

      expect(limits.timeLimitMs).toBe(2000);
    },
  );

  test.each([
    [0, 0],
    [-1, -1],
    [3_600_000_000, 2_000_000],
  ])("a task with the limits %d and %d has none", async (timeLimit, memoryLimit) => {
    const task = { name: "A", timeLimit, memoryLimit, tests: [{ input: "1", output: "1" }] };
    const folder = await temporaryFolder({ "a.json": JSON.stringify(task) });
    const found = await readPackage(path.join(folder, "a.json"), "a.json");

    expect([found.limits, found.timeLimitFrom]).toEqual([
      { timeLimitMs: null, memoryLimitMb: null },
      null,
    ]);
  });
});
