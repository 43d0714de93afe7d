import { describe, expect, test } from "vitest";

import type { TestFileCase } from "../../../src/core/case.js";
import type { Program } from "../../../src/core/solution.js";
import { createJudge } from "../../../src/judge/create-judge.js";
import { javascript, never, only, python } from "../judging.js";

const { languages } = await createJudge().probe(never);

async function run(program: Program, source: string, fileName: string) {
  const one: TestFileCase = { kind: "test-file", id: "t", origin: "given", fileName, source };
  const { verdict, note } = await only(program, { cases: [one] });
  return [verdict, note];
}

const STACK = python(`
class Empty(Exception): pass
class Stack:
    def __init__(self): self.items = []
    def push(self, item): self.items.append(item)
    def pop(self):
        if not self.items: raise Empty("nothing there")
        return self.items.pop()
    def __len__(self): return len(self.items)
    def __eq__(self, other): return isinstance(other, Stack) and self.items == other.items
async def later(x): return x
def same(x): return x
def half(x): return x / 2
def chatty(x): print("hello", x); return x
if __name__ == "__main__": print(half(float(input())))
`);

const HONEST = {
  "fixtures that are made and taken down": `
import pytest
from solution import Stack
@pytest.fixture(scope="module")
def filled():
    stack = Stack(); stack.push(1)
    yield stack
@pytest.fixture(autouse=True)
def around(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
def test_length(filled, tmp_path):
    (tmp_path / "x").write_text("x")
    assert len(filled) == 1
def test_output(capsys):
    from solution import chatty
    chatty(3)
    assert capsys.readouterr().out == "hello 3\\n"
class TestStack:
    def setup_method(self): self.stack = Stack()
    @pytest.mark.parametrize("count", [1, 2])
    def test_push(self, count):
        for number in range(count): self.stack.push(number)
        assert len(self.stack) == count
`,
  "parameters, skips and expected failures": `
import sys, pytest
from solution import half, Stack, Empty
@pytest.mark.parametrize(("x", "expected"), [(2, 1), pytest.param(3, 1.5, id="odd")])
def test_half(x, expected): assert half(x) == pytest.approx(expected)
@pytest.mark.skip(reason="later")
def test_later(): assert half(1) == 7
@pytest.mark.skipif(sys.version_info < (3, 0), reason="old")
def test_new(): assert half(4) == 2
@pytest.mark.xfail
def test_known(): assert half(1) == 7
def test_raises():
    with pytest.raises(Empty, match="nothing"): Stack().pop()
def test_may_skip():
    if len(sys.argv) < 1000: pytest.skip("rarely")
def test_returned_early():
    for x in [1]:
        if half(2) == 1: return
    assert half(2) == 7
`,
  "asynchronous tests": `
import asyncio
from solution import later
async def test_later(): assert await later(3) == 3
def test_run(): assert asyncio.run(later(4)) == 4
`,
  "asynchronous tests of pytest": `
import pytest
from solution import later
@pytest.fixture
def three(): return 3
async def test_later(three): assert await later(three) == 3
`,
  "unittest with all that belongs to it": `
import unittest
from unittest import mock
from solution import Stack, Empty, half, later, same
class StackTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls): cls.one = 1
    def setUp(self): self.stack = Stack()
    def tearDown(self): del self.stack
    def test_pop(self):
        self.stack.push(self.one)
        self.assertEqual(self.stack.pop(), 1)
        self.assertEqual(self.stack, Stack())
    def test_parts(self):
        for x, expected in [(2, 1), (4, 2)]:
            with self.subTest(x=x): self.assertEqual(half(x), expected)
    def test_empty(self):
        with self.assertRaises(Empty): self.stack.pop()
        self.assertRaisesRegex(Empty, "nothing", self.stack.pop)
    @unittest.skip("later")
    def test_skipped(self): self.fail()
    @unittest.expectedFailure
    def test_known(self): self.assertEqual(half(1), 7)
    @mock.patch("solution.half", return_value=9)
    def test_patched(self, _half):
        import solution
        self.assertEqual(solution.half(1), 9)
class LaterTest(unittest.IsolatedAsyncioTestCase):
    async def test_later(self): self.assertEqual(await later(2), 2)
if __name__ == "__main__": unittest.main()
`,
  "values that are asked for and expected at once": `
from solution import same, Stack
def test_same():
    data = [1, 2]
    assert same(data) == data
    assert same(data) is data
    assert same("x") == "x" or same("x") == "y"
def test_equal():
    left, right = Stack(), Stack()
    assert left == right
    assert not left == 3
    assert same(None) is None and same(True)
    assert same({"a": (1, 2.5), 3: {4}}) == {"a": (1, 2.5), 3: {4}}
    assert same("é\\n") == "é\\n"; assert same("""a
b""") == """a
b"""
`,
  "classes that only others are made of": `
import unittest
from solution import half
class HalfTest(unittest.TestCase):
    def test_half(self): self.assertEqual(half(self.given), self.expected)
class TwoTest(HalfTest): given, expected = 2, 1
class FourTest(HalfTest): given, expected = 4, 2
del HalfTest
class TestNothing:
    __test__ = False
    def test_nothing(self): assert half(1) == 7
`,
  "the program as a process": `
import subprocess, sys
def test_run():
    done = subprocess.run([sys.executable, "solution.py"], input="3", capture_output=True, text=True)
    assert done.stdout == "1.5\\n"
    assert done.returncode == 0
`,
  "bare assertions and an end of its own": `
import sys
from solution import half
assert half(3) == 1.5
print("ok")
sys.exit(0)
`,
  "a main block": `
from solution import half
def check():
    assert half(3) == 1.5
if __name__ == "__main__":
    check()
`,
} as const;

describe("Python tests of an honest program pass with", () => {
  test.each(Object.entries(HONEST))("%s", async (_, source) => {
    expect(await run(STACK, source, "test_stack.py")).toEqual(["AC", ""]);
  });

  test("a test that fails is told with what it says", async () => {
    const source = `import pytest
from solution import half
def test_half(tmp_path): assert half(3) == 2`;

    expect(await run(STACK, source, "test_stack.py")).toEqual([
      "WA",
      "test_half: AssertionError: assert 1.5 == 2.",
    ]);
  });

  test("a fixture that fails is an error of its test", async () => {
    const source = `import pytest
@pytest.fixture
def gone(): raise KeyError("gone")
def test_it(gone): pass`;

    expect(await run(STACK, source, "test_stack.py")).toEqual(["RE", "test_it: KeyError: 'gone'."]);
  });
});

describe.skipIf(languages.pypy === null)("Python tests of a program for PyPy", () => {
  const program: Program = { ...STACK, language: "pypy" };

  test("run with PyPy", async () => {
    const source = `import sys
from solution import half
def test_half(): assert half(3) == 1.5
def test_where(): assert sys.implementation.name == "pypy"`;

    expect(await run(program, source, "test_stack.py")).toEqual(["AC", ""]);
  });

  test("are not blamed on the program where PyPy has no pytest", async () => {
    const source = "def test_it(tmp_path): assert tmp_path";
    const found = await run(program, source, "test_it.py");

    expect(found.join(": ")).toMatch(/^AC: $|^JE: .*pytest.*install it with/);
  });
});

const QUEUE =
  javascript(`class Queue { #items = []; add(x) { this.#items.push(x); return this; } take() { if (this.#items.length === 0) throw new RangeError("empty"); return this.#items.shift(); } get size() { return this.#items.length; } }
module.exports = { Queue, same: (x) => x, later: async (x) => x };`);

describe("JavaScript tests of an honest program pass with", () => {
  test.each([
    [
      "hooks, subtests, skips and promises",
      `const { test, describe, it, before, after, beforeEach } = require("node:test");
const assert = require("node:assert/strict");
const { Queue, later, same } = require("./solution.js");
let queue;
beforeEach(() => { queue = new Queue(); });
before(() => {}); after(() => {});
test("empty", () => { assert.throws(() => queue.take(), RangeError); assert.equal(queue.size, 0); });
test("parts", async (t) => {
  await t.test("first", () => { assert.equal(queue.add(1).take(), 1); });
  await t.test("second", async () => { assert.deepEqual(await later({ a: [1, "x"], b: null }), { a: [1, "x"], b: null }); });
});
describe("group", () => {
  it("takes in order", () => { for (const [x, y] of [[1, 1], [2, 2]]) assert.equal(same(x), y); });
  it.skip("is left out", () => { assert.equal(1, 2); });
  it("is for later", { todo: true }, () => { assert.equal(1, 2); });
});
test("rejects", async () => { await assert.rejects(async () => { throw new Error("no"); }); assert.equal(same(3), 3); });
test("a comma, \\"and\\" more", () => { assert.deepStrictEqual(same([]), []); assert.strictEqual(same(","), ","); });
`,
    ],
    [
      "bare assertions after a promise",
      `const assert = require("assert");
const { later } = require("./solution");
async function main() { assert.equal(await later(1), 1); }
main().catch((error) => { console.error(error); process.exit(1); });`,
    ],
  ])("%s", async (_, source) => {
    expect(await run(QUEUE, source, "queue.test.js")).toEqual(["AC", ""]);
  });

  test("types", async () => {
    const program: Program = {
      ...javascript("export function double(x: number): number { return 2 * x; }"),
      language: "typescript",
      fileName: "solution_v1.ts",
    };
    const tests = (expected: number) => `import assert from "node:assert";
import { test } from "node:test";
import { double } from "./solution.ts";
test("doubles", (): void => { const one: number = 1; assert.equal(double(one), ${expected}); });`;

    expect(await run(program, tests(2), "double.test.ts")).toEqual(["AC", ""]);
    expect((await run(program, tests(3), "double.test.ts"))[0]).toBe("WA");
  });
});
