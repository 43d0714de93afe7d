import { symlink } from "node:fs/promises";
import path from "node:path";

import { expect, test } from "vitest";

import { isPackage, readPackage, readProgramFolder } from "../../src/packages/read-package.js";
import { temporaryFolder } from "../settings/temp-folder.js";

test.each([
  ["1.in and 1.ans", ["1.in", "1.ans", "2.in", "2.ans", "10.in", "10.ans"], ["1", "2", "10"]],
  ["1.in and 1.out", ["1.in", "1.out"], ["1"]],
  ["numbers in the names", ["input1.txt", "output1.txt"], ["1"]],
  ["Polygon's names", ["01", "01.a", "02", "02.a"], ["01", "02"]],
  ["two folders", ["in/1.txt", "out/1.txt"], ["1"]],
  ["two folders with endings", ["input/1.in", "output/1.out"], ["1"]],
  ["online-judge-tools", ["test/sample-1.in", "test/sample-1.out"], ["sample-1"]],
  ["nested folders", ["a/1.in", "a/1.ans", "b/c/1.in", "b/c/1.ans"], ["a/1", "b/c/1"]],
])("a folder of tests: %s", async (_, names, ids) => {
  const folder = await temporaryFolder(
    Object.fromEntries(names.map((name) => [name, `${name}\n`])),
  );
  const { format, cases, comparison } = await readPackage(folder);

  expect({ format, comparison }).toEqual({ format: "tests", comparison: { kind: "tokens" } });
  expect(cases.map(({ id }) => id)).toEqual(ids);
  expect(await cases[0]?.read()).toMatchObject({
    input: `${names[0]}\n`,
    expected: `${names[1]}\n`,
  });
});

test("programs and the statement in a folder of tests are no tests", async () => {
  const folder = await temporaryFolder({
    "1.in": "1\n",
    "1.ans": "1\n",
    "problem.txt": "Echo\n\nTime limit: 3 seconds\n",
    "input.py": "print(input())\n",
    "picture.svg": "<svg/>",
    "submissions/accepted/echo.py": "print(input())\n",
  });
  const { cases, statement, submissions, remarks } = await readPackage(folder, "echo");

  expect(cases.map(({ id }) => id)).toEqual(["1"]);
  expect(statement).toContain("Time limit");
  expect(submissions.map(({ name }) => name)).toEqual(["accepted/echo.py"]);
  expect(remarks).toEqual(["echo/picture.svg is no test and was left out"]);
});

test("a link inside the package is followed, and one that goes round is not followed for ever", async () => {
  const folder = await temporaryFolder({ "data/1.in": "1\n", "data/1.ans": "1\n" });
  await symlink(path.join(folder, "data/1.in"), path.join(folder, "data/2.in"));
  await symlink("1.ans", path.join(folder, "data/2.ans"));
  await symlink(folder, path.join(folder, "data/round"));
  const { cases } = await readPackage(folder);

  expect(cases.map(({ id }) => id)).toEqual(["1", "2"]);
  expect(await cases[1]?.read()).toMatchObject({ input: "1\n", expected: "1\n" });
});

const TASK = {
  name: "A. Sums",
  group: "Somewhere",
  url: "https://example.org/a",
  interactive: false,
  memoryLimit: 256,
  timeLimit: 1000,
  tests: [{ input: "1 2\n", output: "3\n" }],
  testType: "single",
  input: { type: "stdin" },
  output: { type: "stdout" },
};

test("a task of Competitive Companion", async () => {
  const folder = await temporaryFolder({ "a.json": JSON.stringify(TASK) });
  const found = await readPackage(path.join(folder, "a.json"), "a.json");

  expect(found).toMatchObject({
    format: "companion",
    title: "A. Sums",
    limits: { timeLimitMs: 1000, memoryLimitMb: 256 },
    timeLimitFrom: "a.json",
    comparison: { kind: "tokens" },
  });
  expect(await found.cases[0]?.read()).toMatchObject({
    id: "sample/1",
    origin: "sample",
    input: "1 2\n",
    expected: "3\n",
  });
});

test("a folder, a JSON file or the main file of a package is a package, a statement is none", async () => {
  const folder = await temporaryFolder({
    "a.json": "{}",
    "a.txt": "x",
    "problem.yaml": "",
    "problem.xml": "",
  });
  const found = ["", "a.json", "problem.yaml", "problem.xml", "a.txt", "gone"].map((name) =>
    isPackage(path.join(folder, name)),
  );

  expect(await Promise.all(found)).toEqual([true, true, true, true, false, false]);
});

test("a folder of sources is one program, and starts where the others do not", async () => {
  const folder = await temporaryFolder({
    "helper.py": "def f(): return 1\n",
    "start.py": "import helper\nif __name__ == '__main__':\n    print(helper.f())\n",
  });
  const reading = await readProgramFolder(folder, "mine");

  expect(reading).toMatchObject({
    kind: "program",
    program: { fileName: "start.py", companions: { "helper.py": "def f(): return 1\n" } },
  });
});
