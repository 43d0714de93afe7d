import { describe, expect, test } from "vitest";

import type { TestFileCase } from "../../../src/core/case.js";
import type { Program } from "../../../src/core/solution.js";
import { javascript, only, python } from "../judging.js";

async function verdict(program: Program, source: string, fileName: string) {
  const one: TestFileCase = { kind: "test-file", id: "t", origin: "given", fileName, source };
  const { verdict: found, note } = await only(program, { cases: [one] });
  return { verdict: found, note };
}

/** Tests of a function that doubles, in the forms in which people write them. */
const PYTHON_TESTS = {
  "our own harness": `from solution import double
def test_one():
    assert double(1) == 2
def test_ten():
    assert double(10) == 20
`,
  pytest: `import pytest
from solution import double

@pytest.fixture
def ten():
    return 10

def test_fixture(ten):
    assert double(ten) == 20

@pytest.mark.parametrize("given, expected", [(1, 2), (3, 6)])
def test_table(given, expected):
    assert double(given) == expected
`,
  unittest: `import unittest
from solution import double

class DoubleTest(unittest.TestCase):
    def setUp(self):
        self.ten = 10

    def test_one(self):
        self.assertEqual(double(1), 2)

    def test_ten(self):
        self.assertEqual(double(self.ten), 20)

if __name__ == "__main__":
    unittest.main()
`,
  "bare assertions": `from solution import double
assert double(1) == 2
assert double(10) == 20
`,
} as const;

const PYTHON_CHEATS = {
  "an honest wrong answer": "def double(x): return x + 1000",
  "an end at import": "import os\nos._exit(0)",
  "SystemExit at import": "raise SystemExit(0)",
  "an end in the function": "import os\ndef double(x): os._exit(0)",
  "SystemExit in the function": "def double(x): raise SystemExit(0)",
  "an object that equals everything": `
class Same:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 0
def double(x): return Same()`,
  "a number that equals everything": `
class Same(int):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    __hash__ = int.__hash__
def double(x): return Same(1000)`,
  "other tests for pytest to run": `
import sys
def nothing(*args, **kwargs): pass
for name in ("_pytest.python", "_pytest.unittest"):
    module = sys.modules.get(name)
    if module is not None:
        for kind in ("Function", "TestCaseFunction"):
            if hasattr(module, kind): getattr(module, kind).runtest = nothing
def double(x): return 1000`,
  "reports of pytest that say passed": `
import sys
module = sys.modules.get("_pytest.reports")
if module is not None:
    before = module.TestReport.from_item_and_call
    def passed(item, call):
        call.excinfo = None
        return before(item, call)
    module.TestReport.from_item_and_call = passed
def double(x): return 1000`,
  "another harness": `
import sys
harness = sys.modules["__main__"]
if hasattr(harness, "_run_one"):
    def run_one(tell, name, function):
        tell("start", test=name)
        tell("end", test=name, outcome="passed", note="", cpuMs=0)
    harness._run_one = run_one
def double(x): return 1000`,
  "another unittest": `
import unittest
unittest.TestCase.assertEqual = lambda self, first, second, msg=None: None
unittest.TestCase.run = lambda self, result=None: result
def double(x): return 1000`,
  "an expected value that is read in the caller's source": `
import inspect, linecache, re
def double(x):
    frame = inspect.currentframe().f_back
    line = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
    found = re.search(r"double\\([^)]*\\)\\s*(?:==|,)\\s*(\\w+)", line)
    word = found.group(1) if found else "1000"
    return int(word) if word.isdigit() else frame.f_locals.get(word, 1000)`,
  "an expected value that is read on the caller's stack": `
import sys
def double(x):
    frame = sys._getframe(1)
    return frame.f_locals.get("expected", next((n for n in frame.f_code.co_consts if isinstance(n, int) and n != x), 1000))`,
  "an end at exit":
    "import atexit, os\natexit.register(lambda: os._exit(0))\ndef double(x): return 1000",
  "a result of its own": `
open("junit.xml", "w").write('<testsuite tests="2" failures="0"><testcase name="test_one"/></testsuite>')
print("2 passed in 0.01s")
import os
os._exit(0)`,
  "a conftest of its own": `
open("conftest.py", "w").write("def pytest_collection_modifyitems(items): items.clear()")
open("pytest.ini", "w").write("[pytest]\\naddopts = --collect-only")
def double(x): return 1000`,
  "a tests file of its own": `
import glob
for name in glob.glob("test_*.py"): open(name, "w").write("def test_one(): pass\\ndef test_ten(): pass\\n")
def double(x): return 1000`,
  "tests that are skipped": `
import unittest
def double(x): raise unittest.SkipTest("not today")`,
  "results on descriptors": `
import json, os
lines = [{"event": "end", "test": name, "outcome": "passed", "note": "", "cpuMs": 0}
         for name in ("test_one", "test_ten", "test_fixture", "test_table[1-2]", "test_table[3-6]",
                      "DoubleTest.test_one", "DoubleTest.test_ten", "main")] + [{"event": "done"}]
for descriptor in range(3, 20):
    try: os.write(descriptor, "".join(json.dumps(line) + "\\n" for line in lines).encode())
    except OSError: pass
os._exit(0)`,
  "results with the nonce that lies on the stack": `
import os, sys
def find():
    frame = sys._getframe()
    while frame is not None:
        if "tell" in frame.f_locals: return frame.f_locals["tell"]
        frame = frame.f_back
tell = find()
if tell is not None:
    for name in ("test_one", "test_ten", "test_fixture", "test_table[1-2]", "test_table[3-6]",
                 "DoubleTest.test_one", "DoubleTest.test_ten", "main"):
        tell("end", test=name, outcome="passed", note="", cpuMs=0)
    tell("done")
    os._exit(0)
def double(x): return 1000`,
  "tests that are taken out of their module": `
import sys
def double(x): return 1000
class Finder(dict): pass
frame = sys._getframe()
while frame is not None:
    for name in [n for n in frame.f_globals if n.startswith("test_")]: del frame.f_globals[name]
    frame = frame.f_back
import builtins
builtins.AssertionError = type("AssertionError", (Exception,), {})`,
  "answers that are right only beside tests": `
import glob
def double(x): return 2 * x if glob.glob("test_*.py") and x < 10 else 1000`,
  "assertions that raise nothing bad": `
import builtins, unittest
builtins.AssertionError = unittest.SkipTest
def double(x): return 1000`,
} as const;

/** Cheats that reach for one way of running tests, and are honest wrong answers under any other. */
const AIMED_AT: Readonly<Record<string, readonly string[]>> = {
  "other tests for pytest to run": ["pytest"],
  "reports of pytest that say passed": ["pytest"],
  "a conftest of its own": ["pytest"],
  "another harness": ["our own harness", "unittest"],
  "another unittest": ["unittest"],
  "an end at exit": ["our own harness", "pytest"],
  "a result of its own": ["our own harness", "pytest"],
  "answers that are right only beside tests": ["our own harness"],
};

function cheatsOn(kind: string) {
  return Object.entries(PYTHON_CHEATS).filter(([name]) => AIMED_AT[name]?.includes(kind) ?? true);
}

/** The long tests take every form of tests, the usual ones the forms that are most used. */
function formsOf(
  forms: Readonly<Record<string, string>>,
  usual: readonly string[],
): readonly (readonly [form: string, source: string])[] {
  const isWhole = process.env["TABLES"] === "whole";
  return Object.entries(forms).filter(([form]) => isWhole || usual.includes(form));
}

describe.each(formsOf(PYTHON_TESTS, ["our own harness", "pytest"]))(
  "Python tests in %s",
  (kind, source) => {
    test("pass for an honest program", async () => {
      expect(await verdict(python("def double(x): return 2 * x"), source, "test_it.py")).toEqual({
        verdict: "AC",
        note: "",
      });
    });

    test.each(cheatsOn(kind))("do not pass with %s", async (_name, cheat) => {
      const found = await verdict(python(cheat), source, "test_it.py");
      expect(["WA", "RE"]).toContain(found.verdict);
    });
  },
);

test("A program that lacks a module has not shown that the tests lack it", async () => {
  const source = PYTHON_TESTS["our own harness"];
  const lacks = python("raise ModuleNotFoundError('gone', name='no_such_module')");
  const says = javascript("throw new Error(\"Cannot find module 'no-such-module'\")");

  expect((await verdict(lacks, source, "test_it.py")).verdict).toBe("RE");
  expect((await verdict(says, NODE_TESTS["node:test"], "proof.test.js")).verdict).toBe("RE");
});

test("Calls that tests make are made again where no test is in sight", async () => {
  const cheat = `import os
def double(x): return 2 * x if os.path.exists("test_it.py") else 1000`;

  expect(await verdict(python(cheat), PYTHON_TESTS["our own harness"], "test_it.py")).toEqual({
    verdict: "WA",
    note: "Where no test is in sight, double(1,) answers otherwise.",
  });
});

const NODE_TESTS = {
  "node:test": `const test = require("node:test");
const assert = require("node:assert");
const { double } = require("./solution.js");
test("one", () => { assert.equal(double(1), 2); });
test("ten", () => { assert.strictEqual(double(10), 20); });
test("pair", () => { assert.deepStrictEqual([double(1), double(2)], [2, 4]); });
`,
  "modules of node:test": `import { describe, it } from "node:test";
import assert from "node:assert/strict";
import solution from "./solution.js";
describe("double", () => {
  it("one", () => { assert.equal(solution.double(1), 2); });
  it("ten", async () => { assert.equal(solution.double(10), 20); });
});
`,
  "bare assertions": `const assert = require("assert");
const { double } = require("./solution");
assert.equal(double(1), 2);
assert.equal(double(10), 20);
`,
} as const;

const WRONG = "module.exports = { double: (x) => 1000 };";
const NODE_CHEATS = {
  "an honest wrong answer": WRONG,
  "an end at import": "process.exit(0);",
  "an end in the function": "module.exports = { double: () => process.exit(0) };",
  "an end at exit": `process.on("exit", () => process.reallyExit(0)); ${WRONG}`,
  "an exit code of its own": `process.on("exit", () => { process.exitCode = 0; }); process.exit = () => {}; ${WRONG}`,
  "errors that nobody hears of": `process.on("uncaughtException", () => {}); process.on("unhandledRejection", () => {}); ${WRONG}`,
  "another assert": `const assert = require("node:assert");
for (const target of [assert, assert.strict]) for (const name of Object.keys(target)) if (typeof target[name] === "function" && /qual/.test(name)) target[name] = () => {};
require("node:module").syncBuiltinESMExports(); ${WRONG}`,
  "another node:test": `const test = require("node:test"); const run = test.test; const pass = (name) => run(name, () => {});
for (const name of ["test", "it"]) test[name] = pass;
require("node:module").syncBuiltinESMExports(); ${WRONG}`,
  "a value that becomes what it is compared with": `
module.exports = { double: () => ({ [Symbol.toPrimitive]: () => 2, valueOf: () => 2 }) };`,
  "a proxy": "module.exports = { double: () => new Proxy({}, { get: () => () => 2 }) };",
  "an expected value that is read in the caller's source": `
const fs = require("node:fs");
module.exports = { double: () => {
  const place = /\\((?:file:\\/\\/)?(\\/[^()]*proof[^()]*):(\\d+):(\\d+)\\)|at (?:file:\\/\\/)?(\\/[^()]*proof[^()]*):(\\d+):(\\d+)/.exec(new Error().stack);
  const line = fs.readFileSync(place[1] ?? place[4], "utf8").split("\\n")[(place[2] ?? place[5]) - 1];
  return Number(/double\\(\\d+\\), (\\d+)\\)/.exec(line)?.[1] ?? 1000);
} };`,
  "results on the channel": `
const fs = require("node:fs");
const names = ["one", "ten", "pair", "main"];
const lines = [...names.map((test) => ({ event: "end", test, outcome: "passed", note: "", cpuMs: 0 })), { event: "done" }];
fs.writeSync(3, lines.map((line) => JSON.stringify(line) + "\\n").join(""));
process.exit(0);`,
  "results with the nonce that passes by": `
const fs = require("node:fs");
const before = JSON.stringify;
JSON.stringify = (value, ...rest) => before(value?.event ? { ...value, outcome: "passed" } : value, ...rest);
${WRONG}`,
  "the mark of the end": `for (const name of process.eventNames()) if (typeof name === "string" && /case/.test(name)) process.emit(name);
process.exit(0);`,
  "other events": `
const { Readable } = require("node:stream");
const push = Readable.prototype.push;
Readable.prototype.push = function (event, ...rest) {
  if (event?.type === "test:fail") event = { ...event, type: "test:pass" };
  return push.call(this, event, ...rest);
};
${WRONG}`,
  "a test file of its own": `
const fs = require("node:fs");
for (const name of fs.readdirSync(".")) if (/proof/.test(name)) fs.writeFileSync(name, "require('node:test')('one', () => {})");
${WRONG}`,
} as const;

describe.each(formsOf(NODE_TESTS, ["node:test"]))("JavaScript tests in %s", (_, source) => {
  const fileName = source.includes("import {") ? "proof.test.mjs" : "proof.test.js";

  test("pass for an honest program", async () => {
    const program = javascript("module.exports = { double: (x) => 2 * x };");

    expect(await verdict(program, source, fileName)).toEqual({ verdict: "AC", note: "" });
  });

  test.each(Object.entries(NODE_CHEATS))("do not pass with %s", async (_name, cheat) => {
    const found = await verdict(javascript(cheat), source, fileName);
    expect(["WA", "RE"]).toContain(found.verdict);
  });
});
