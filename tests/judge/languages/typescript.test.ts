import { expect, test } from "vitest";

import type { Program } from "../../../src/core/solution.js";
import { given, only, python } from "../judging.js";

const DOUBLE: Program = {
  ...python(""),
  language: "typescript",
  fileName: "solution_v1.ts",
  source: `interface Pair { readonly left: number; readonly right: number }
export function sum({ left, right }: Pair): number {
  if (left < 0) throw new Error("negative");
  return left + right;
}
`,
  shape: "call",
  entry: "sum",
};

test("a function in TypeScript is called with its arguments", async () => {
  const input = '[{ "left": 1, "right": 2 }]';
  expect(await only(DOUBLE, { cases: [given("1", input, "3")] })).toMatchObject({ verdict: "AC" });
  expect(await only(DOUBLE, { cases: [given("1", input, "4")] })).toMatchObject({ verdict: "WA" });
});

test.each([
  ["1", "AC"],
  ["2", "WA"],
] as const)("a test file in TypeScript that expects %s is %s", async (expected, verdict) => {
  const source = `import { test } from "node:test";
import assert from "node:assert";
import { sum } from "./solution.ts";
test("adds", () => { const wanted: number = ${expected}; assert.equal(sum({ left: 1, right: 0 }), wanted); });
`;
  const proof = {
    kind: "test-file",
    id: "p",
    origin: "proof",
    fileName: "proof_1.ts",
    source,
  } as const;
  expect(await only(DOUBLE, { cases: [proof] })).toMatchObject({ verdict });
});

test("an error in TypeScript is told with the line of its source", async () => {
  const source = `type Wanted = number;\n\n\nconst x: Wanted = 1;\nthrow new Error("no " + x);\n`;
  const program: Program = { ...DOUBLE, source, shape: "stdio", entry: null };
  const { verdict, stderr } = await only(program);

  expect(verdict).toBe("RE");
  expect(stderr).toMatch(/solution_v1\.ts:5/);
});
