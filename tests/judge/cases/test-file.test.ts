import { describe, expect, test } from "vitest";

import type { TestFileCase } from "../../../src/core/case.js";
import type { Program } from "../../../src/core/solution.js";
import { javascript, only, python } from "../judging.js";

async function run(program: Program, source: string, fileName = "test_it.py") {
  const one: TestFileCase = { kind: "test-file", id: "proof", origin: "proof", fileName, source };
  return only(program, { cases: [one] });
}

const ADD = python("def add(a, b): return a + b\nif __name__ == '__main__': raise SystemExit(1)");
const ADD_JS = javascript("module.exports = { add: (a, b) => a + b };");

describe("a test file beside the program", () => {
  test.each([
    ["functions", "from solution import add\ndef test_add(): assert add(1, 2) == 3"],
    ["its own file name", "import solution_v1\ndef test_add(): assert solution_v1.add(1, 2) == 3"],
    [
      "unittest",
      "import unittest\nfrom solution import add\nclass T(unittest.TestCase):\n    def test_add(self): self.assertEqual(add(1, 2), 3)\nif __name__ == '__main__': unittest.main()",
    ],
    ["bare assertions", "from solution import add\nassert add(1, 2) == 3"],
    [
      "a process",
      "import subprocess, sys\ndef test_run():\n    done = subprocess.run([sys.executable, 'solution.py'], capture_output=True)\n    assert done.returncode == 1",
    ],
  ])("passes with %s", async (_, source) => {
    expect(await run(ADD, source)).toMatchObject({ id: "proof", verdict: "AC", note: "" });
  });

  test.each([
    [
      "WA",
      "test_add: AssertionError: assert add(1, 2) == 4.",
      "from solution import add\ndef test_add():\n    assert add(1, 2) == 4",
    ],
    [
      "WA",
      "main: AssertionError: assert add(1, 2) == 4.",
      "from solution import add\nassert add(1, 2) == 4",
    ],
    [
      "RE",
      "test_add: TypeError: add() missing 1 required positional argument: 'b'.",
      "from solution import add\ndef test_add(): add(1)",
    ],
    [
      "RE",
      "The program ended before the tests did.",
      "import os\ndef test_a(): pass\ndef test_exit(): os._exit(0)",
    ],
    ["RE", "Killed by SIGKILL.", "import os\ndef test_exit(): os.kill(os.getpid(), 9)"],
  ])("fails with %s: %s", async (verdict, note, source) => {
    expect(await run(ADD, source)).toMatchObject({ verdict, note });
  });

  test.each([
    ["given", "RE"],
    ["proof", "JE"],
  ] as const)(
    "a %s test that cannot load the program is %s: a proof proves nothing then",
    async (origin, verdict) => {
      const source = "from solution import add\ndef test_add(): pass";
      const fileName = "test_it.py";
      const one: TestFileCase = { kind: "test-file", id: "t", origin, fileName, source };
      const result = await only(python("import sys\nsys.exit(0)"), { cases: [one] });

      expect(result).toMatchObject({ verdict, note: "The tests cannot start: SystemExit: 0." });
    },
  );

  test.each([
    ["has no tests", "import solution", "The test file holds no test that can be run."],
    [
      "is not valid",
      "def test_add(:",
      expect.stringMatching(/^The test file is not valid: SyntaxError: /),
    ],
    [
      "needs what is not installed",
      "import no_such_module\ndef test_a(): pass",
      "The test file needs what is not here: ModuleNotFoundError: No module named 'no_such_module'.",
    ],
  ])("says nothing about the program when it %s", async (_, source, note) => {
    expect(await run(ADD, source)).toMatchObject({ verdict: "JE", note });
  });

  test("says nothing about the program in a language that cannot be run", async () => {
    expect(await run(ADD, "x", "test.rb")).toMatchObject({
      verdict: "JE",
      note: "No tests can be run from test.rb.",
    });
  });

  test.each([
    [
      "AC",
      "",
      "const test = require('node:test'); const assert = require('assert'); const { add } = require('./solution.js'); test('adds', () => assert.equal(add(1, 2), 3));",
    ],
    [
      "AC",
      "",
      "import test from 'node:test'; import assert from 'node:assert'; import solution from './solution_v1.js'; test('adds', () => assert.equal(solution.add(1, 2), 3));",
    ],
    [
      "AC",
      "",
      "const assert = require('assert'); assert.equal(require('./solution').add(1, 2), 3);",
    ],
    [
      "WA",
      "adds: Not four.",
      "const test = require('node:test'); const assert = require('assert'); const { add } = require('./solution.js'); test('adds', () => assert.equal(add(1, 2), 4, 'not four'));",
    ],
    [
      "WA",
      expect.stringMatching(/^Exit code 1: AssertionError/),
      "const assert = require('assert'); assert.equal(require('./solution').add(1, 2), 4);",
    ],
    [
      "RE",
      "The program ended before the tests did.",
      "const test = require('node:test'); test('a', () => process.exit(0));",
    ],
    ["JE", "The test file holds no test that can be run.", "require('./solution');"],
    [
      "JE",
      expect.stringMatching(
        /^The test file needs what is not here: Error: Cannot find module 'vitest'/,
      ),
      "const { test } = require('vitest'); test('a', () => {});\nrequire('assert')",
    ],
    [
      "JE",
      expect.stringMatching(
        /^The test file needs what is not here: ReferenceError: expect is not defined/,
      ),
      "expect(1).toBe(1); // assert",
    ],
    [
      "JE",
      expect.stringMatching(/^The test file is not valid: SyntaxError/),
      "const assert = require('assert'; assert(1)",
    ],
  ])("in JavaScript comes to %s: %s", async (verdict, note, source) => {
    expect(await run(ADD_JS, source, "proof_1.test.js")).toMatchObject({ verdict, note });
  });
});
