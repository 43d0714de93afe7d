import { describe, expect, test } from "vitest";

import type { OwnTestsCase } from "../../../src/core/case.js";
import type { Program } from "../../../src/core/solution.js";
import { findOwnTests } from "../../../src/judge/cases/own-tests.js";
import { javascript, python, report, results } from "../judging.js";

const own = (...requiredTests: string[]): OwnTestsCase => ({
  kind: "own-tests",
  id: "own",
  origin: "own",
  requiredTests,
});

/** Verdict and note by the name of the test. */
async function verdicts(program: Program, ...requiredTests: string[]) {
  const all = await results(program, { cases: [own(...requiredTests)] });
  return Object.fromEntries(
    Object.entries(all).map(([id, { verdict, note }]) => [id.replace("own/", ""), [verdict, note]]),
  );
}

const CALCULATOR = `
import unittest

def add(a, b): return a + b

def test_add():
    assert add(1, 2) == 3

def test_wrong():
    assert add(1, 2) == 4

def test_error(count=3):
    raise KeyError("gone")

async def test_async():
    assert add(1, 1) == 2

def test_needs_a_fixture(tmp_path):
    assert False

class TestPlain:
    def setup_method(self): self.value = 1
    def test_value(self): assert self.value == 1

class TestAdd(unittest.TestCase):
    def setUp(self): self.one = 1
    def test_one(self): self.assertEqual(add(self.one, 0), 1)
    def test_bad(self): self.assertEqual(add(self.one, 0), 2)
    @unittest.skip("later")
    def test_skipped(self): pass

class TestMore(TestAdd):
    def test_more(self): self.assertTrue(self.one)

DOC = """
def test_in_a_string():
    pass
"""

if __name__ == "__main__":
    raise SystemExit("the main block ran")
`;

describe("the tests in a Python file", () => {
  test("are found in its source, without running it", () => {
    expect(findOwnTests(python(CALCULATOR))).toEqual([
      "test_add",
      "test_wrong",
      "test_error",
      "test_async",
      "TestPlain.test_value",
      "TestAdd.test_one",
      "TestAdd.test_bad",
      "TestAdd.test_skipped",
      "TestMore.test_more",
    ]);
  });

  test("each have a result, inherited ones too", async () => {
    expect(await verdicts(python(CALCULATOR))).toEqual({
      test_add: ["AC", ""],
      test_wrong: ["WA", "AssertionError: assert add(1, 2) == 4."],
      test_error: ["RE", "KeyError: 'gone'."],
      test_async: ["AC", ""],
      "TestPlain.test_value": ["AC", ""],
      "TestAdd.test_one": ["AC", ""],
      "TestAdd.test_bad": ["WA", "AssertionError: 1 != 2."],
      "TestAdd.test_skipped": ["RE", "It was skipped, which shows nothing."],
      "TestMore.test_bad": ["WA", "AssertionError: 1 != 2."],
      "TestMore.test_more": ["AC", ""],
      "TestMore.test_one": ["AC", ""],
      "TestMore.test_skipped": ["RE", "It was skipped, which shows nothing."],
    });
  });

  test("may be examples in docstrings", async () => {
    const doc = (answer: number) =>
      python(
        `
def double(x):
    """
    >>> double(2)
    ${answer}
    """
    return 2 * x

if __name__ == "__main__":
    import doctest
    doctest.testmod()
`.replace("def double", "import doctest\ndef double"),
      );

    expect(await verdicts(doc(4))).toEqual({ doctest: ["AC", ""] });
    expect(await verdicts(doc(5))).toEqual({ doctest: ["WA", "1 of 1 examples failed."] });
  });

  test("may be a main block that asserts", async () => {
    const main = (sum: number) =>
      python(
        `def add(a, b): return a + b\nif __name__ == "__main__":\n    assert add(1, 2) == ${sum}\n    print("ok")`,
      );

    expect(await verdicts(main(3))).toEqual({ main: ["AC", ""] });
    expect(await verdicts(main(4))).toEqual({
      main: ["WA", "AssertionError: assert add(1, 2) == 4."],
    });
  });

  test("may be checks that the main block calls", async () => {
    const source =
      "def f(): return 1\ndef run_tests():\n    assert f() == 2\nif __name__ == '__main__':\n    run_tests()";

    expect(await verdicts(python(source))).toMatchObject({ main: ["WA", expect.anything()] });
  });

  test.each([
    ["an early end with code 0", "import os\nos._exit(0)"],
    ["sys.exit(0) at the top", "import sys\nsys.exit(0)"],
    ["an error at the top", "1 / 0"],
    ["an end at exit", "import atexit, os\natexit.register(lambda: os._exit(0))\nraise KeyError"],
  ])("have not passed after %s", async (_, cheat) => {
    const outcome = await verdicts(python(`${cheat}\ndef test_one(): assert True\n`));

    expect(outcome["test_one"]?.[0]).toBe("RE");
  });

  test("that end or hang the process are told from those after them", async () => {
    const source = `
import os
def test_first(): pass
def test_exit(): os._exit(0)
def test_second(): pass
def test_crash(): os.kill(os.getpid(), 11)
def test_third(): pass
`;

    expect(await verdicts(python(source))).toEqual({
      test_first: ["AC", ""],
      test_exit: ["RE", "The program ended before this test did."],
      test_second: ["AC", ""],
      test_crash: ["RE", "Killed by SIGSEGV."],
      test_third: ["AC", ""],
    });
  });

  test("that are required and not there have failed", async () => {
    expect(await verdicts(python("def test_a(): pass"), "test_a", "test_gone")).toEqual({
      test_a: ["AC", ""],
      test_gone: ["RE", "There is no such test."],
    });
  });

  test.each([
    ["a plain program", "print(input())"],
    [
      "a program with a main function that asserts",
      "def main():\n    n = int(input())\n    assert n > 0\nif __name__ == '__main__':\n    main()",
    ],
    ["a main block that reads", "if __name__ == '__main__':\n    n = int(input())\n    assert n"],
    ["tests in a comment or string", "# def test_a(): pass\nx = '''\ndef test_b(): assert 1\n'''"],
    ["a helper whose name begins like a test", "def tester(): pass\ndef testify(): pass"],
  ])("are none in %s", async (_, source) => {
    expect(findOwnTests(python(source))).toEqual([]);
    expect((await report(python(source), { cases: [own()] })).cases).toEqual([]);
  });

  test("are measured each", async () => {
    const source = "def test_slow():\n    for i in range(3_000_000): pass\ndef test_fast(): pass";
    const all = await results(python(source), { cases: [own()] });

    expect(all["own/test_slow"]?.cpuMs).toBeGreaterThan(all["own/test_fast"]?.cpuMs ?? 0);
    expect(all["own/test_fast"]).toMatchObject({ origin: "own", expected: null, stderr: "" });
  });
});

describe("the tests in a JavaScript file", () => {
  const SOURCE = `
const test = require("node:test");
const { describe, it } = test;
const assert = require("node:assert");
const add = (a, b) => a + b;
test("adds", () => assert.equal(add(1, 2), 3));
test('fails', async () => assert.equal(add(1, 2), 4, 'not four'));
describe("group", () => { it("throws", () => { throw new TypeError("no"); }); });
test("is skipped", { skip: true }, () => {});
// test("is a comment", () => {});
if (/x/.test("not a test")) process.exit(1);
`;

  test("are those of node:test", async () => {
    expect(findOwnTests(javascript(SOURCE))).toEqual(["adds", "fails", "throws", "is skipped"]);
    expect(await verdicts(javascript(SOURCE))).toMatchObject({
      adds: ["AC", ""],
      fails: ["WA", "Not four."],
      throws: ["RE", "No."],
      "is skipped": ["RE", "It was skipped, which shows nothing."],
    });
  });

  test("have not passed when the process ends early", async () => {
    expect(await verdicts(javascript(`process.exit(0);${SOURCE}`))).toMatchObject({
      adds: ["RE", "The program ended before this test did."],
    });
  });

  test("may be a main block that asserts", async () => {
    const main = (sum: number) =>
      javascript(`const assert = require("assert");
const add = (a, b) => a + b;
module.exports = { add };
if (require.main === module) { assert.strictEqual(add(1, 2), ${sum}); }`);

    expect(findOwnTests(main(3))).toEqual(["main"]);
    expect(await verdicts(main(3))).toEqual({ main: ["AC", ""] });
    expect((await verdicts(main(4)))["main"]?.[0]).toBe("WA");
  });

  test("are none in a plain program", async () => {
    const program = javascript("console.log(require('fs').readFileSync(0, 'utf8'))");

    expect(findOwnTests(program)).toEqual([]);
    expect((await report(program, { cases: [own()] })).cases).toEqual([]);
  });
});
