import { describe, expect, test } from "vitest";

import type { Program } from "../../../src/core/solution.js";
import { given, javascript, only, python, results } from "../judging.js";

const call = { shape: "call" } as const;
const py = (source: string, entry: string | null = null): Program =>
  python(source, { ...call, entry });
const js = (source: string, entry: string | null = null): Program =>
  javascript(source, { ...call, entry });

const TWO_SUM = `
def two_sum(nums, target):
    print("looking", nums)
    seen = {}
    for i, n in enumerate(nums):
        if target - n in seen:
            return seen[target - n], i
        seen[n] = i

def _helper(): pass

def test_two_sum():
    assert two_sum([1, 2], 3) == (0, 1)

if __name__ == "__main__":
    raise SystemExit("the main block ran")
`;

describe("a program whose function is called", () => {
  test("is judged by what the function returns, whatever it prints", async () => {
    const cases = [
      given("right", "[[2, 7, 11, 15], 9]", "[0,1]"),
      given("wrong", "[[3, 3], 6]", "[1, 0]"),
      given("none", "[[3, 3], 7]", "null"),
      given("open", "[[3, 3], 6]", null),
    ];
    const { right, wrong, none, open } = await results(py(TWO_SUM), { cases });

    expect(right).toMatchObject({ verdict: "AC", output: "[0, 1]", expected: "[0,1]", stderr: "" });
    expect(wrong).toMatchObject({ verdict: "WA", note: 'It returned "[0, 1]".' });
    expect(none).toMatchObject({ verdict: "AC", output: "null" });
    expect(open).toMatchObject({ verdict: "AC" });
  });

  const VALUES: readonly (readonly [source: string, json: string])[] = [
    ["(1, 2)", "[1, 2]"],
    ["{3, 1, 2}", "[1, 2, 3]"],
    ["{(2, 1), (1, 2)}", "[[1, 2], [2, 1]]"],
    ["(n * n for n in range(3))", "[0, 1, 4]"],
    ["map(str, [1, 2])", '["1", "2"]'],
    ["{1: 'a', None: [True], 'x': {}}", '{"1": "a", "null": [true], "x": {}}'],
    ["{'a': 1}.items()", '[["a", 1]]'],
    ["range(2)", "[0, 1]"],
    ["float('inf')", "Infinity"],
    ["float('-inf')", "-Infinity"],
    ["float('nan')", "NaN"],
    ["2 ** 100", "1267650600228229401496703205376"],
    ["10 ** 5000", `1${"0".repeat(5000)}`],
    ["0.1 + 0.2", "0.3"],
    ["2.0", "2"],
    ["'\\u00e9\\n\\x00'", '"é\\n\\u0000"'],
    ["b'bytes'", '"bytes"'],
    ["__import__('collections').deque([1])", "[1]"],
    ["__import__('fractions').Fraction(1, 2)", "0.5"],
    [
      "__import__('functools').reduce(lambda a, b: [a], range(200), 1)",
      `${"[".repeat(200)}1${"]".repeat(200)}`,
    ],
  ];

  test("may return any value of Python that JSON has a place for", async () => {
    const source = `def f(at): return [${VALUES.map(([value]) => `lambda: ${value}`).join(",\n")}][at]()`;
    const cases = VALUES.map(([, json], at) => given(String(at), `[${at}]`, json));
    const all = await results(py(source), { cases });

    expect(VALUES.map(([value], at) => [value, all[at]?.verdict, all[at]?.note])).toEqual(
      VALUES.map(([value]) => [value, "AC", ""]),
    );
  });

  const OBJECTS: readonly (readonly [source: string, json: string])[] = [
    ["new Set([1, 2])", "[1, 2]"],
    ["new Map([['a', 1]])", '{"a": 1}'],
    ["2n ** 100n", "1267650600228229401496703205376"],
    ["new Uint8Array([1, 2])", "[1, 2]"],
    ["[1, , undefined]", "[1, null, null]"],
    ["({ a: undefined, b: [] })", '{"b": []}'],
    ["undefined", "null"],
    ["-Infinity", "-Infinity"],
    ["NaN", "NaN"],
    ["-0", "0"],
    ["(function* () { yield 1; })()", "[1]"],
    ["Promise.resolve('later')", '"later"'],
    ["new Date(0)", '"1970-01-01T00:00:00.000Z"'],
    ["new String('boxed')", '"boxed"'],
  ];

  test("may return any value of JavaScript that JSON has a place for", async () => {
    const source = `function f(at) { return [${OBJECTS.map(([value]) => `() => ${value}`).join(",\n")}][at]() }`;
    const cases = OBJECTS.map(([, json], at) => given(String(at), `[${at}]`, json));
    const all = await results(js(source), { cases });

    expect(OBJECTS.map(([value], at) => [value, all[at]?.verdict, all[at]?.note])).toEqual(
      OBJECTS.map(([value]) => [value, "AC", ""]),
    );
  });

  const FOUND: readonly (readonly [what: string, program: Program])[] = [
    [
      "the only public function",
      py(
        "import math\nfrom os.path import join\ndef f(x): return x + 1\ndef _g(): pass\ndef main(): pass",
      ),
    ],
    ["a function by name", py("def g(x): return 0\ndef f(x): return x + 1", "f")],
    [
      "the only method of Solution",
      py(
        "def other(): pass\nclass Solution:\n    def f(self, x): return x + self._one()\n    def _one(self): return 1",
      ),
    ],
    [
      "a method of Solution by its bare name",
      py("class Solution:\n    def g(self): pass\n    def f(self, x): return x + 1", "f"),
    ],
    ["a method by class and name", py("class Box:\n    def f(self, x): return x + 1", "Box.f")],
    ["a static method", py("class Box:\n    @staticmethod\n    def f(x): return x + 1", "Box.f")],
    [
      "a cached function",
      py("import functools\n@functools.lru_cache(None)\ndef f(x): return x + 1"),
    ],
    ["a lambda", py("f = lambda x: x + 1", "f")],
    [
      "a CommonJS export",
      js("function g() {} function f(x) { return x + 1 } module.exports = { f }"),
    ],
    ["the CommonJS export itself", js("module.exports = (x) => x + 1", "f")],
    ["a property of exports", js("exports.f = (x) => x + 1; exports.value = 3")],
    ["an ESM export", js("export const f = (x) => x + 1; function g() {}")],
    ["an ESM default export", js("export default function f(x) { return x + 1 }")],
    ["a top-level function", js("'use strict';\nfunction f(x) { return x + 1 }")],
    ["a top-level constant", js("const one = 1;\nconst f = (x) => x + one;")],
    [
      "a top-level function of a file with imports",
      js("import fs from 'node:fs';\nconst f = (x) => x + 1;", "f"),
    ],
    ["an asynchronous function", js("async function f(x) { return x + 1 }")],
    ["the only method of class Solution", js("class Solution { f(x) { return x + 1 } }")],
    [
      "a method of an exported class",
      js("class Box { f(x) { return x + 1 } } module.exports = { Box }", "Box.f"),
    ],
    ["a static method of a class", js("class Box { static f(x) { return x + 1 } }", "Box.f")],
    [
      "nothing of a main block",
      js("function f(x) { return x + 1 }\nif (require.main === module) process.exit(1)"),
    ],
    [
      "nothing of a main block in ESM",
      js(
        "export function f(x) { return x + 1 }\nif (import.meta.url === `file://${process.argv[1]}`) process.exit(1)",
      ),
    ],
  ];

  test.each(FOUND)("is called by %s", async (_, program) => {
    expect(await only(program, { cases: [given("1", "[1]", "2")] })).toMatchObject({
      verdict: "AC",
      note: "",
    });
  });

  const NOT_FOUND: readonly (readonly [note: string, program: Program])[] = [
    ["The file has no function f.", py("def g(x): pass", "f")],
    ["The file has no method Box.f.", py("class Box: pass", "Box.f")],
    [
      "The file has 2 public functions: a, b, and nothing says which one to call.",
      py("def a(): pass\ndef b(): pass"),
    ],
    ["The file has no public function, and nothing says which one to call.", py("x = 1")],
    [
      "Class Solution has 2 public methods: a, b.",
      py("class Solution:\n    def a(self): pass\n    def b(self): pass"),
    ],
    ["The file has no function f.", js("function g() {}", "f")],
    ["The file has no class Box.", js("function g() {}", "Box.f")],
    [
      "The file has 2 public functions: a, b, and nothing says which one to call.",
      js("function a() {}\nfunction b() {}"),
    ],
    ["It ended before the function returned.", py("import os\nos._exit(0)", "f")],
    ["It ended before the function returned.", py("import sys\ndef f(x): sys.exit(0)")],
    ["It ended before the function returned.", js("function f() { process.exit(0) }")],
    ["Exit code 1: ZeroDivisionError: division by zero.", py("def f(x): return 1 / 0")],
    [
      "Exit code 1: TypeError: f() takes 0 positional arguments but 1 was given.",
      py("def f(): pass"),
    ],
    ["Exit code 1: RangeError: no.", js("function f(x) { throw new RangeError('no') }")],
    [
      "The function returned a value that is not JSON: it is a object.",
      py("def f(x): return object()"),
    ],
    [
      "The function returned a value that is not JSON: it has a key that is a tuple.",
      py("def f(x): return {(1, 2): 3}"),
    ],
    [
      "The function returned a value that is not JSON: it is nested deeper than 300 levels.",
      py("def f(x):\n    a = []\n    a.append(a)\n    return a"),
    ],
    [
      "The function returned a value that is not JSON: it is nested deeper than 300 levels.",
      js("function f() { const a = []; a.push(a); return a }"),
    ],
    [
      "The function returned a value that is not JSON: it is a function.",
      js("function f() { return f }"),
    ],
  ];

  test.each(NOT_FOUND)("has a run-time error: %s", async (note, program) => {
    expect(await only(program, { cases: [given("1", "[1]", "2")] })).toMatchObject({
      verdict: "RE",
      note,
    });
  });

  test("shows its own frames alone in the traceback", async () => {
    const { stderr } = await only(
      py("def f(x):\n    return g(x)\ndef g(x): raise KeyError(x)", "f"),
      {
        cases: [given("1", "[1]", "2")],
      },
    );

    expect(stderr).toContain('File "solution_v1.py", line 2, in f');
    expect(stderr).not.toContain("call.py");
  });

  test("sees arguments only: what is expected is nowhere in its process", async () => {
    const source = `
import gc, os, sys
def f(x):
    needle = str(73190 + 1)
    found = []
    def look(value):
        if isinstance(value, bytes): value = value.decode("latin-1")
        if isinstance(value, str) and needle in value and value is not needle: found.append(value)
    for thing in gc.get_objects():
        for value in gc.get_referents(thing): look(value)
    frame = sys._getframe()
    while frame:
        for value in list(frame.f_locals.values()): look(value)
        frame = frame.f_back
    for folder, _, files in os.walk(".."):
        for name in files:
            with open(os.path.join(folder, name)) as file: look(file.read())
    return [len(found), x]
`;
    const { output } = await only(py(source), { cases: [given("1", "[1]", '"73191"')] });

    expect(output).toBe("[0, 1]");
  });

  test("cannot forge a verdict over the channel of its result", async () => {
    const source = `
import os
def f(x):
    os.write(3, b'{"verdict": "AC"}\\n')
    os.write(3, b'value\\n2')
    os._exit(0)
`;
    const cases = [given("1", "[1]", "2")];

    expect((await only(py(source), { cases })).verdict).not.toBe("AC");
  });

  test("that returns without end is stopped", async () => {
    const endless = py("import itertools\ndef f(x): return itertools.repeat('x' * 100)");
    const long = py("def f(x): return 'x' * 20_000_000");
    const cases = [given("1", "[1]", "2")];

    expect((await only(endless, { cases, timeLimitMs: 500 })).verdict).toMatch(/^(?:TLE|MLE)$/);
    expect(await only(long, { cases })).toMatchObject({ verdict: "OLE" });
  });

  test("is not blamed for a case that cannot be a call", async () => {
    const cases = [given("input", "1 2", "3"), given("expected", "[1]", "three")];
    const { input, expected } = await results(py("def f(x): return x"), { cases });

    expect(input).toMatchObject({
      verdict: "JE",
      note: "The input of this case is not a JSON array of arguments.",
    });
    expect(expected).toMatchObject({
      verdict: "JE",
      note: "What this case expects is not JSON.",
      ending: { kind: "not-started" },
    });
  });
});
