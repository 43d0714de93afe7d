import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readStatement } from "../../src/statement/read-statement.js";

function callsIn(statement: string): readonly string[] {
  return readStatement(statement, "none").samples.map(
    ({ test: { input, expected } }) => `${input} ${expected}`,
  );
}

describe("a line with an arrow is a sample when both sides are literals", () => {
  test.each([
    ["[10, 9, 2, 5] -> 4", "[[10,9,2,5]] 4"],
    ["[10, 9, 2, 5] -> 4 (because of 2, 5)", "[[10,9,2,5]] 4"],
    ["[1] --> 1", "[[1]] 1"],
    ["[1] ---> 1", "[[1]] 1"],
    ["[1] => 1", "[[1]] 1"],
    ["[1] → 1", "[[1]] 1"],
    ["[1] —> 1", "[[1]] 1"],
    ["[1] ➝ 1", "[[1]] 1"],
    ["[5, 2, 3] -> 2 (2, 3)", "[[5,2,3]] 2"],
    ["[1] -> 1, the only one", "[[1]] 1"],
    ["[1] -> 1 Explanation: the only one", "[[1]] 1"],
    ["[1]→1", "[[1]] 1"],
    ["[1] ⇒ 1", "[[1]] 1"],
    ["1, 2 -> 3", "[1,2] 3"],
    ["[1, 2], 3 -> 4", "[[1,2],3] 4"],
    ["nums = [2, 7], target = 9 -> [0, 1]", "[[2,7],9] [0,1]"],
    ["nums: [2, 7], target: 9 -> [0, 1]", "[[2,7],9] [0,1]"],
    ["f(1, 2) -> 3", "[1,2] 3"],
    ["f() -> 3", "[] 3"],
    ["f(nums=[1], k=2) -> 3", "[[1],2] 3"],
    ["f(1, 2) == 3", "[1,2] 3"],
    ["f(1, 2) === 3", "[1,2] 3"],
    ["f(1, 2) returns 3", "[1,2] 3"],
    ["f(1, 2) should return 3.", "[1,2] 3"],
    ["f(1, 2); // => 3", "[1,2] 3"],
    ["f(1, 2)  # -> 3", "[1,2] 3"],
    ["assert f(1, 2) == 3", "[1,2] 3"],
    ["- f(1, 2) -> 3", "[1,2] 3"],
    ["* [1] -> -1", "[[1]] -1"],
    ["• [1] -> 1", "[[1]] 1"],
    ["1. [1] -> 1", "[[1]] 1"],
    ["2) [1] -> 1", "[[1]] 1"],
    ["Example: [1] -> 1", "[[1]] 1"],
    ["Example 2: 5 -> 120", "[5] 120"],
    ["For example, [1] -> 1.", "[[1]] 1"],
    ["e.g. [1] -> 1", "[[1]] 1"],
    ["`f(1)` -> `2`", "[1] 2"],
    ["`[1] -> 2`", "[[1]] 2"],
    ["**[1]** → **2**", "[[1]] 2"],
    ['"a -> b" -> "b -> a"', '["a -> b"] "b -> a"'],
    ["'x, y' => ['x', 'y']", '["x, y"] ["x","y"]'],
    ['["(", "]", "\\""] -> 3', '[["(","]","\\""]] 3'],
    ["[] -> None", "[[]] null"],
    ["[True, None] -> False", "[[true,null]] false"],
    ["[(1, 2), (3, 4)] -> (4, 6)", "[[[1,2],[3,4]]] [4,6]"],
    ["[1] -> 1 # the only one", "[[1]] 1"],
    ["[1] -> 1 // the only one", "[[1]] 1"],
    ["[1] -> 1 - the only one", "[[1]] 1"],
    ["[1] -> 1 because it is the only one", "[[1]] 1"],
    ["[1] -> 1;", "[[1]] 1"],
    ["[1, -2.5, 1e3] -> 0.5", "[[1,-2.5,1e3]] 0.5"],
  ])("%s", (line, call) => {
    expect(callsIn(`Some task\n\n${line}\n`)).toEqual([call]);
  });

  test.each([
    "def solve(xs: list) -> int",
    "def solve(xs: list[int], k: int = 0) -> int:",
    "solve(n=10) -> None",
    "reset() -> None",
    "fn add(a: i32, b: i32) -> i32",
    "const add = (a, b) => a + b",
    "the map x → f(x)",
    "Consider the map 1 → f(1).",
    "A → B → C",
    "1 -> 2 -> 3",
    "1->2->3->4",
    "if n == 0 => stop",
    "x -> 3",
    "5 -> 120",
    "'A' -> 1",
    "(1, 2) -> 3",
    "[1, 2, x] -> 3",
    "[1, 2, ...] -> 3",
    "[1] -> 1 or 2",
    "[1] -> 1 (or 2)",
    "[1] -> 1, 2",
    "[1, 1] -> 1, nums = [1, _]",
    "[1] -> 1 (2)",
    "[1] -> {1, 2}",
    "[1] -> one",
    "[1] -> [1",
    "[1] ->",
    "[1] -> 1 2",
    "f([1], k) -> 1",
    "f(1) -> g(1)",
    "f(1) != 2",
    "len([1, 2]) -> 2",
    "[3, 1].sort() -> [1, 3]",
    "Rules: 'ab' -> 'ba' and 'b' -> 'a'",
  ])("takes nothing from %s", (line) => {
    expect(callsIn(`Some task\n\n${line}\n`)).toEqual([]);
  });
});

describe("where calls stand", () => {
  test("rules of a rewriting are no samples, the examples below are", () => {
    const statement =
      "Rewrite\n\nThe rules:\n'ab' -> 'ba'\n'bb' -> ''\n\nExamples:\n'aab' -> 'baa'\n'bb' -> 'b'\n";
    const { samples, refused } = readStatement(statement, "none");
    expect(samples.map(({ lines }) => lines?.[0])).toEqual([8, 9]);
    expect(refused.map(({ lines }) => lines[0])).toEqual([4, 5]);
  });

  test("a result of the interpreter on more than one line is refused", () => {
    const { samples, refused } = readStatement("Task\n\n>>> f(1)\n[1,\n 2]\n", "none");
    expect(samples).toEqual([]);
    expect(refused).toHaveLength(1);
  });

  test("the function that all samples call is the entry", () => {
    const read = (text: string): string | null => readStatement(text, "none").entry;
    expect(read("Task\n\ntwo_sum([2, 7], 9) -> [0, 1]\n[3] , 3 -> [0]\n")).toBe("two_sum");
    expect(read("Task\n\n[1] -> 1\n")).toBeNull();
    expect(read("Task\n\nf(1) -> 1\ng(1) -> 1\n")).toBeNull();
  });

  test("bare samples with different numbers of arguments are refused", () => {
    const { samples, refused } = readStatement("Sum\n\n1, 2, 3 -> 6\n1, 2 -> 3\n", "none");
    expect(samples).toEqual([]);
    expect(refused).toHaveLength(2);
  });

  test("arguments in another order than in the first sample are refused", () => {
    const statement =
      "Return it.\n\nInput: a = [1], b = 2\nOutput: 3\n\nInput: b = 2, a = [1]\nOutput: 3\n";
    const { samples, refused } = readStatement(statement, "none");
    expect(samples.map(({ test: { input } }) => input)).toEqual(["[[1],2]"]);
    expect(refused).toHaveLength(1);
  });

  test("2 and 2.0 are no contradiction, digits beyond a double are one", () => {
    const same = readStatement("T\n\nf([1]) -> 2\nf([1.0]) -> 2.0\n", "none");
    expect(same.samples).toHaveLength(2);
    const other = readStatement(
      "T\n\nf([1]) -> 10000000000000000000001\nf([1]) -> 10000000000000000000002\n",
      "none",
    );
    expect(other.samples).toEqual([]);
  });
});

const plainText = fc.stringMatching(/^[ -~]{0,12}$/);
const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), plainText);
const argument = fc.oneof(
  fc.array(fc.oneof(scalar, fc.array(scalar, { maxLength: 3 })), { maxLength: 4 }),
  scalar,
);

test("calls of any literals are read exactly, whatever their strings hold", () => {
  fc.assert(
    fc.property(fc.array(argument, { maxLength: 3 }), argument, (given, result) => {
      const left = given.map((value) => JSON.stringify(value)).join(", ");
      const right = JSON.stringify(result);
      // `f() -> null` is how a signature looks.
      fc.pre(given.length > 0 || result !== null);
      for (const arrow of [" -> ", "->", " => ", " → ", " --> "]) {
        const line = `f(${left})${arrow}${right}`;
        expect(callsIn(`Task\n\n${line}\n`)).toEqual([
          `[${left.length > 0 ? given.map((v) => JSON.stringify(v)).join(",") : ""}] ${right}`,
        ]);
      }
    }),
    { numRuns: 200 },
  );
});

test("pairs of named arguments are read exactly, whatever their strings hold", () => {
  fc.assert(
    fc.property(argument, argument, argument, (first, second, result) => {
      const input = `Input: xs = ${JSON.stringify(first)}, k = ${JSON.stringify(second)}`;
      const output = `Output: ${JSON.stringify(result)}`;
      const statement = `Task\n\nReturn it.\n\nExample 1:\n\n${input}\n${output}\n`;
      expect(callsIn(statement)).toEqual([
        `${JSON.stringify([first, second])} ${JSON.stringify(result)}`,
      ]);
    }),
    { numRuns: 300 },
  );
});
