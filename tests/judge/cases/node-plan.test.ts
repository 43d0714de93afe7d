import { describe, expect, test } from "vitest";

import type { TestFileCase } from "../../../src/core/case.js";
import { findExpectations } from "../../../src/judge/cases/node-expectations.js";
import { planNodeTests } from "../../../src/judge/cases/node-plan.js";

const HEAD = 'const test = require("node:test");\n';
const first = () => 0;

function plan(body: string) {
  const source = HEAD + body;
  const one: TestFileCase = {
    kind: "test-file",
    id: "t",
    origin: "given",
    fileName: "a.test.js",
    source,
  };
  return planNodeTests(one, first);
}

describe("altered copies of JavaScript tests", () => {
  test.each([
    [
      'test("a", () => { assert.equal(f(1), 2); });',
      'test("a", () => { assert.equal(f(1), 5); });',
    ],
    ['test("a", () => { equal(f(1), "x"); });', 'test("a", () => { equal(f(1), "xa"); });'],
    [
      'it("a", () => { assert.deepEqual(f([1, 2]), { b: [3], c: null }); });',
      'it("a", () => { assert.deepEqual(f([1, 2]), { b: [7], c: null }); });',
    ],
    [
      'test("a", () => { assert.strictEqual(f(), true, "why"); });',
      'test("a", () => { assert.strictEqual(f(), false, "why"); });',
    ],
    [
      'test("a", () => { assert.deepStrictEqual(f(), []); });',
      'test("a", () => { assert.deepStrictEqual(f(), [0]); });',
    ],
  ])("expect something else: %s", (before, after) => {
    expect(plan(before).altered).toEqual([{ source: HEAD + after, mustFail: ["a"] }]);
  });

  test("differ from each other, as far as there are places to alter", () => {
    const { altered } = plan(
      'test("a", () => { assert.equal(f(1), 2); assert.equal(f(2), 4); });\ntest("b", () => { assert.equal(f(3), 6); });',
    );

    expect(new Set(altered.map(({ source }) => source)).size).toBe(2);
    expect(altered.map(({ mustFail }) => mustFail)).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
  });

  test.each([
    ["a literal on both sides", 'test("a", () => { assert.equal(1, 1); });'],
    ["a name", 'test("a", () => { assert.equal(f(x), x); });'],
    ["a branch", 'test("a", () => { if (f(1)) assert.equal(f(1), 2); });'],
    [
      "a failure that is expected",
      'test("a", () => { assert.throws(() => assert.equal(f(1), 2)); });',
    ],
    ["a test left out", 'test("a", { skip: true }, () => { assert.equal(f(1), 2); });'],
    ["a comment", 'test("a", () => { /* assert.equal(f(1), 2); */ });'],
    ["the opposite", 'test("a", () => { assert.notEqual(f(1), 2); });'],
    [
      "two tests of one name",
      'test("a", () => { equal(f(1), 2); }); test("a", () => { equal(f(1), 2); });',
    ],
  ])("leave %s alone", (_, body) => {
    expect(findExpectations(HEAD + body)).toEqual([]);
  });

  test("stand beside a control that is no test of the file", () => {
    const { control, tests, source } = plan('test("a", () => {});');

    expect(tests).toEqual(["a"]);
    expect(tests).not.toContain(control);
    expect(source).toContain(JSON.stringify(control));
  });
});
