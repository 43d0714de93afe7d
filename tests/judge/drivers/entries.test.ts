import { describe, expect, test } from "vitest";

import type { Language } from "../../../src/core/language.js";
import { callerOf } from "../../../src/judge/drivers/drivers.js";

/** All that is made for a function, as one text. */
function driverText(language: Language, source: string, entry: string | null): string {
  const driver = callerOf(language)?.driverFor(source, entry, "mine.cpp");
  return [driver?.source, ...Object.values(driver?.companions ?? {})].join("\n");
}

type Row = readonly [language: Language, source: string, entry: string | null, call: string];

const FOUND: readonly Row[] = [
  ["cpp", "static inline int f(int x) { return x; }\nint main() {}", null, "&::f);"],
  [
    "cpp",
    "int f(int x);\nint g(int y) { return f(y); }\nint f(int x) { return x; }",
    "f",
    "&::f);",
  ],
  [
    "cpp",
    "int dfs(int x);\nclass Solution { public: int f(int x) { return x; } };",
    null,
    "&Solution::f);",
  ],
  [
    "cpp",
    "class Solution { public: int f(int n) { return 1; } private: int f(int n, int m) { return 1; } };",
    "f",
    "static_cast<int (Solution::*)(int)>(&Solution::f));",
  ],
  [
    "cpp",
    "struct Box { Box() : x{1} {} ~Box() {} bool operator<(const Box& o) const { return x < o.x; } int x; int f(int) { return 1; } };",
    "Box.f",
    '{"int", {""}, {"int"}}, &Box::f);',
  ],
  [
    "cpp",
    "auto f(vector<pair<int, int>> x, unsigned n = 3) -> vector<int> { return {}; }",
    "f",
    '{"vector<int>", {"x", "n"}, {"vector<pair<int, int>>", "unsigned"}}, &::f);',
  ],
  [
    "cpp",
    "int x = [](int y) { return y; }(1);\nstruct Solution { [[nodiscard]] int twoSum(int a) noexcept { return a; } };",
    "two_sum",
    "&Solution::twoSum);",
  ],
  [
    "java",
    "class Solution { public int f(int x) { return x; } private int g() { return 1; } }",
    null,
    'call("Solution", "f", "x")',
  ],
  [
    "java",
    "package a.b;\nimport java.util.*;\npublic class Main { static <T> T f(List<? extends T> x, int... y) { return null; } }",
    "f",
    'call("a.b.Main", "f", "x", "y")',
  ],
  [
    "java",
    "interface Shape { int f(); }\nenum E { A { int f() { return 1; } }; }\nrecord Point(int x) { @Mark(1) final int[] f(final @Mark int a[]) throws Error { return a; } }",
    "f",
    'call("Point", "f", "a")',
  ],
  ["rust", "pub fn f(x: i32) -> i32 { x }\nfn g() {}", null, "super::f(a0)"],
  [
    "rust",
    "#[derive(Default)]\nstruct Box2 { n: i32 }\nimpl Box2 { fn f(&self) -> i32 { self.n } }",
    "Box2.f",
    "let mut target = <Box2 as Default>::default();",
  ],
  [
    "rust",
    "impl Solution { pub fn two_sum(nums: Vec<i32>) -> i32 { 1 } fn g() {} }",
    "twoSum",
    "struct Solution;",
  ],
  [
    "rust",
    "type Grid = Vec<Vec<char>>;\nfn f(mut k: usize, grid: &mut Grid) {}",
    null,
    "super::f(a0, &mut *a1)",
  ],
  [
    "rust",
    "impl Iterator for X { fn f(&mut self) {} }\nmod tests { fn g() {} }\npub(crate) fn h<'a>(x: &'a str) -> Result<&'a str, Error> { Ok(x) }",
    null,
    "let a0: & '_ str",
  ],
  [
    "go",
    "package main\nfunc F(a, b int, c ...string) int { return 1 }\nfunc g() {}",
    null,
    'pipelineCall(F, []string{"a", "b", "c"})',
  ],
  [
    "go",
    "func f([]int, map[string]int) int { return func(x int) int { return x }(1) }",
    null,
    'pipelineCall(f, []string{"", ""})',
  ],
  [
    "go",
    "type Box struct{}\nfunc (b *Box) Size(x int) int { return x }\nfunc helper() {}",
    "Box.size",
    "pipelineCall(new(Box).Size,",
  ],
];

const MISSING: readonly Row[] = [
  ["cpp", "int broken( {", "f", "The file has no function f."],
  [
    "cpp",
    "int a() { return 1; } int b() { return 2; }",
    null,
    "The file has 2 public functions: a, b, and nothing says which one to call.",
  ],
  [
    "cpp",
    "template <class T> T f(vector<T> x) { return x[0]; }",
    "f",
    "The function f is a template, so it has no types to call it with.",
  ],
  [
    "cpp",
    "class Solution { int f(int x) { return x; } };",
    null,
    "Class Solution has no public method.",
  ],
  [
    "java",
    "class Solution { int a() { return 1; } int b() { return 1; } }",
    null,
    "Class Solution has 2 public methods: a, b.",
  ],
  [
    "java",
    "class Solution { int a() { return 1; } }",
    "Solution.b",
    "The file has no method Solution.b.",
  ],
  [
    "rust",
    "fn f<T: Ord>(x: T) -> T { x }",
    "f",
    "The function f has type parameters, so it has no types to call it with.",
  ],
  [
    "rust",
    "async fn f(x: i32) -> i32 { x }",
    "f",
    "The function f is async, and nothing here would wait for it.",
  ],
  [
    "rust",
    "fn f(x: impl Fn(i32) -> i32) {}",
    "f",
    "Parameter 1, x, is of the type impl Fn(i32) -> i32, which cannot be made from JSON here.",
  ],
  [
    "go",
    "func Max[T int | float64](a, b T) T { return a }",
    "Max",
    "The function Max has type parameters, so it has no types to call it with.",
  ],
  ["go", "var f = func(x int) int { return x }", "f", "The file has no function f."],
];

describe("the function that is called", () => {
  test.each(FOUND)("in %s %j is found as %j", (language, source, entry, call) => {
    expect(driverText(language, source, entry)).toContain(call);
  });

  test.each(MISSING)("in %s %j is not found as %j", (language, source, entry, sentence) => {
    expect(driverText(language, source, entry)).toContain(JSON.stringify(sentence));
  });

  test("stays on its own lines, and its macros end with it", () => {
    const source = "#define int long long\nclass Solution { public: int f() { return 1; } };";
    const text = driverText("cpp", source, "f");

    expect(text).toContain(`#line 1 "mine.cpp"\n${source}\n`);
    expect(text.indexOf("#undef int")).toBeGreaterThan(text.indexOf("class Solution"));
  });
});
