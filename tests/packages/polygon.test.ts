import { expect, test } from "vitest";

import { readPackage } from "../../src/packages/read-package.js";
import { temporaryFolder } from "../settings/temp-folder.js";

interface Xml {
  readonly checker?: string;
  readonly solutions?: string;
  readonly interactor?: string;
}

const LINES =
  '<checker name="std::lcmp.cpp" type="testlib"><source path="files/check.cpp"/></checker>';

function problemXml({ checker = LINES, solutions = "", interactor = "" }: Xml = {}): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<problem revision="1" short-name="sums">
  <names><name language="russian" value="Суммы"/><name language="english" value="Sums &amp; more"/></names>
  <judging input-file="" output-file="">
    <testset name="pretests"><test-count>1</test-count>
      <input-path-pattern>pretests/%02d</input-path-pattern>
      <answer-path-pattern>pretests/%02d.a</answer-path-pattern></testset>
    <testset name="tests">
      <time-limit>1500</time-limit><memory-limit>268435456</memory-limit><test-count>2</test-count>
      <input-path-pattern>tests/%02d</input-path-pattern>
      <answer-path-pattern>tests/%02d.a</answer-path-pattern>
      <tests><test method="manual" sample="true"/><test cmd="gen 5" method="generated"/></tests>
    </testset>
  </judging>
  <assets>${checker}${interactor}<solutions>${solutions}</solutions></assets>
</problem>`;
}

const TESTS = { "tests/01": "1\n", "tests/01.a": "1\n", "tests/02": "2\n", "tests/02.a": "2\n" };

test("a Polygon package says its title, limits, cases and comparison", async () => {
  const found = await readPackage(
    await temporaryFolder({ "problem.xml": problemXml(), ...TESTS }),
    "sums",
  );

  expect(found).toMatchObject({
    format: "polygon",
    title: "Sums & more",
    limits: { timeLimitMs: 1500, memoryLimitMb: 256 },
    timeLimitFrom: "problem.xml",
    comparison: { kind: "line-words" },
    remarks: ['sums/problem.xml: the test set "pretests" is not run'],
  });
  expect(found.cases.map(({ id, origin }) => [id, origin])).toEqual([
    ["tests/01", "sample"],
    ["tests/02", "given"],
  ]);
  expect(await found.cases[1]?.read()).toMatchObject({ input: "2\n", expected: "2\n" });
});

const anyCase = {
  kind: "kattis",
  caseSensitive: false,
  spaceSensitive: false,
  absoluteTolerance: null,
  relativeTolerance: null,
};

test.each([
  ["lcmp", { kind: "line-words" }],
  ["fcmp", { kind: "lines" }],
  ["wcmp", { kind: "tokens" }],
  ["ncmp", { kind: "tokens" }],
  ["hcmp", { kind: "tokens" }],
  ["rcmp4", { kind: "float", epsilon: 1e-4 }],
  ["rcmp6", { kind: "float", epsilon: 1e-6 }],
  ["rcmp9", { kind: "float", epsilon: 1e-9 }],
  ["yesno", anyCase],
  ["nyesno", anyCase],
])("the standard checker %s needs no program", async (name, comparison) => {
  const checker = `<checker name="std::${name}.cpp" type="testlib"></checker>`;
  const folder = await temporaryFolder({ "problem.xml": problemXml({ checker }), ...TESTS });

  expect((await readPackage(folder)).comparison).toEqual(comparison);
});

test("a checker of the package's own comes with the headers beside it", async () => {
  const checker =
    '<checker type="testlib"><source path="files/check.py" type="python.3"/></checker>';
  const folder = await temporaryFolder({
    "problem.xml": problemXml({ checker }),
    "files/check.py": "import sys\n",
    "files/fields.h": "// fields\n",
    "files/other.py": "x = 1\n",
    ...TESTS,
  });

  expect((await readPackage(folder)).comparison).toEqual({
    kind: "validator",
    validator: {
      protocol: "testlib",
      flags: [],
      program: {
        language: "python",
        fileName: "check.py",
        source: "import sys\n",
        shape: "stdio",
        entry: null,
        companions: { "fields.h": "// fields\n" },
      },
    },
  });
});

const TALK = '<interactor><source path="files/talk.py"/></interactor>';

test.each([
  ["a standard one", LINES, "std::lcmp.cpp"],
  ["one of its own", '<checker><source path="files/check.cpp"/></checker>', "files/check.cpp"],
])("a checker after an interactor is refused: %s", async (_, checker, name) => {
  const folder = await temporaryFolder({
    "problem.xml": problemXml({ checker, interactor: TALK }),
    "files/talk.py": "import sys\n",
    "files/check.cpp": "int main() {}\n",
    ...TESTS,
  });

  await expect(readPackage(folder, "sums")).rejects.toMatchObject({
    kind: "bad_input",
    message: `sums/problem.xml: the checker ${name} decides after the interactor files/talk.py, and that is not supported.`,
  });
});

test("an interactor without a checker decides, and needs no answers", async () => {
  const folder = await temporaryFolder({
    "problem.xml": problemXml({ checker: "", interactor: TALK }),
    "files/talk.py": "import sys\n",
    "tests/01": "1\n",
    "tests/02": "2\n",
  });
  const { comparison, cases } = await readPackage(folder);

  expect(comparison).toMatchObject({ kind: "interactive", validator: { protocol: "testlib" } });
  expect(await cases[0]?.read()).toMatchObject({ input: "1\n", expected: "" });
});

test("the tag of a solution says what to expect, and its type which Python", async () => {
  const solution = (tag: string, file: string, type = "python.3"): string =>
    `<solution tag="${tag}"><source path="solutions/${file}" type="${type}"/></solution>`;
  const solutions = [
    solution("main", "a.py"),
    solution("accepted", "a.py", "python.pypy3"),
    solution("wrong-answer", "b.py"),
    solution("time-limit-exceeded-or-accepted", "b.py"),
    solution("presentation-error", "b.py"),
    solution("rejected", "b.py", "python.2"),
    solution("do-not-run", "b.py"),
    solution("accepted", "gone.py"),
  ].join("");
  const folder = await temporaryFolder({
    "problem.xml": problemXml({ solutions }),
    "solutions/a.py": "print(1)\n",
    "solutions/b.py": "print(2)\n",
    ...TESTS,
  });
  const { submissions, skipped } = await readPackage(folder);

  expect(
    submissions.map(({ program, expected }) => [program.language, expected.join(" ")]),
  ).toEqual([
    ["python", "AC"],
    ["pypy", "AC"],
    ["python", "WA"],
    ["python", "AC TLE"],
    ["python", "WA"],
  ]);
  expect(skipped.map(({ why }) => why)).toEqual([
    "python.2 cannot be run here",
    'the tag "do-not-run" says nothing that is known here',
    "the file is not in the package",
  ]);
});
