import { expect, test } from "vitest";

import { haveSameForm, nearMissesOf } from "../../src/evidence/near-misses.js";

test.each<[string, "text" | "json", readonly string[], readonly string[]]>([
  ["5\n", "text", ["6\n"], ["5 5\n"]],
  ["2\n1 -4\n", "text", ["2 1 -3\n"], ["2 1\n", "2 1 -4 -4\n"]],
  ["YES\n", "text", [], ["YES YES\n"]],
  ["\n", "text", [], []],
  ["5", "json", ["6"], []],
  ["[1,2]", "json", ["[1,3]"], ["[1]", "[1,2,2]"]],
  ["[[1,2]]", "json", [], ["[[1,2],[1,2]]"]],
  ['"abc"', "json", [], []],
  ["[]", "json", [], []],
])("near misses of %j as %s", (answer, shape, sameForm, otherForm) => {
  expect(nearMissesOf(answer, shape)).toEqual({ sameForm, otherForm });
});

test("answers with as many parts have the same form", () => {
  expect(haveSameForm("1 2\n", "3\n4\n", "text")).toBe(true);
  expect(haveSameForm("1 2\n", "3\n", "text")).toBe(false);
  expect(haveSameForm("[1]", "2", "json")).toBe(false);
  expect(haveSameForm("[1]", '["a"]', "json")).toBe(true);
});
