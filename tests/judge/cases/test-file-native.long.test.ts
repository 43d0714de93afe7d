import { describe, expect, test } from "vitest";

import type { TestFileCase } from "../../../src/core/case.js";
import type { Program } from "../../../src/core/solution.js";
import { createJudge } from "../../../src/judge/create-judge.js";
import { never, only } from "../judging.js";

const { languages } = await createJudge().probe(never);

async function run(program: Program, source: string, fileName: string) {
  const one: TestFileCase = { kind: "test-file", id: "t", origin: "given", fileName, source };
  const { verdict, note } = await only(program, { cases: [one] });
  return [verdict, note];
}

function rust(source: string): Program {
  return { language: "rust", fileName: "solution_v1.rs", source, shape: "stdio", entry: null };
}

function go(source: string): Program {
  return { language: "go", fileName: "solution_v1.go", source, shape: "stdio", entry: null };
}

const RUST_TESTS = `use solution::double;
#[test]
fn one() { assert_eq!(double(1), 2); }
#[test]
fn ten() { println!("ten"); assert_eq!(double(10), 20, "ten"); assert!(double(2) == 4); }
#[test]
#[should_panic]
fn too_large() { double(-1); }
`;

describe.skipIf(languages.rust === null)("tests in Rust", () => {
  const rustBody = (body: string) =>
    rust(`pub fn double(x: i64) -> i64 { if x < 0 { panic!("no") } ${body} } fn main() {}`);

  test("pass for an honest program", async () => {
    expect(await run(rustBody("2 * x"), RUST_TESTS, "doubling.rs")).toEqual(["AC", ""]);
  });

  test.each([
    ["WA", "an honest wrong answer", rustBody("x + 1")],
    ["RE", "an end in the function", rustBody("std::process::exit(0)")],
    [
      "WA",
      "results of its own",
      rustBody(
        `use std::io::Write; let _ = std::io::stdout().write_all(b"\\ntest one ... ok\\ntest ten ... ok\\ntest too_large ... ok\\ntest result: FAILED. 3 passed\\n"); std::process::exit(101)`,
      ),
    ],
    [
      "WA",
      "a value that equals everything",
      rust(
        `#[derive(Debug)] pub struct Same; impl PartialEq<i64> for Same { fn eq(&self, _: &i64) -> bool { true } } pub fn double(x: i64) -> Same { if x < 0 { panic!() } Same } fn main() {}`,
      ),
    ],
  ])("come to %s with %s", async (verdict, _, program) => {
    expect((await run(program, RUST_TESTS, "doubling.rs"))[0]).toBe(verdict);
  });

  test("that ask for what is not there cannot be compiled", async () => {
    expect(await run(rust("fn main() {}"), RUST_TESTS, "doubling.rs")).toEqual([
      "RE",
      expect.stringMatching(/^The tests cannot be compiled: error\[E0432\]/),
    ]);
  });
});

const GO_TESTS = `package main
import "testing"
func TestOne(t *testing.T) {
	if got := Double(1); got != 2 {
		t.Errorf("got %d", got)
	}
}
func TestTable(t *testing.T) {
	for _, c := range []struct{ given, want int }{{1, 2}, {10, 20}} {
		t.Run("part", func(t *testing.T) {
			if got := Double(c.given); got != c.want {
				t.Fatalf("Double(%d) = %d", c.given, got)
			}
		})
	}
}
`;

describe.skipIf(languages.go === null)("tests in Go", () => {
  const main = "func main() {}";

  test("pass for an honest program", async () => {
    const program = go(`package main\nfunc Double(x int) int { return 2 * x }\n${main}`);

    expect(await run(program, GO_TESTS, "doubling_test.go")).toEqual(["AC", ""]);
  });

  test.each([
    ["WA", "an honest wrong answer", `func Double(x int) int { return x + 1 }`],
    [
      "RE",
      "an end at the start",
      `import "os"\nfunc init() { os.Exit(0) }\nfunc Double(x int) int { return 0 }`,
    ],
    [
      "RE",
      "an end in the function",
      `import "os"\nfunc Double(x int) int { os.Exit(0); return 0 }`,
    ],
    [
      "WA",
      "results of its own",
      `import ("fmt"; "os")\nfunc init() { fmt.Print("--- PASS: TestOne (0.00s)\\n--- PASS: TestTable (0.00s)\\nFAIL\\n"); os.Exit(1) }\nfunc Double(x int) int { return 0 }`,
    ],
  ])("come to %s with %s", async (verdict, _, source) => {
    const program = go(`package main\n${source}\n${main}`);

    expect((await run(program, GO_TESTS, "doubling_test.go"))[0]).toBe(verdict);
  });
});
