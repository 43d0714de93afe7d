import {
  type Expectation,
  endOfCall,
  expectationsIn,
  withoutComments,
} from "./node-expectations.js";
import { alteredCopies } from "./node-plan.js";
import type { EndedTest } from "./test-events.js";
import type { Draw, TestPlan } from "./test-plan.js";

/** How the tests of a compiled language are compiled, started and read. */
export interface NativeTests {
  /** The name under which the compiler takes a file of tests. */
  readonly fileName: (name: string) => string;
  /** Shell commands with the compiler as $0, the file of tests as $1 and another name of the program as $2. */
  readonly compile: string;
  readonly start: string;
  readonly plan: (source: string, draw: Draw) => TestPlan;
  readonly read: (output: string) => readonly EndedTest[];
  /** How a run ends of which a test has failed, as the control always does. */
  readonly failure: { readonly code: number; readonly line: RegExp };
}

const PROGRAM = "./tests_beside_the_program";
const RUST_TEST =
  /#\[(?:\w+::)?test\]\s*(?:#\[[^\]]*\]\s*)*(?:pub\s+)?fn\s+(\w+)\s*\(\s*\)[^{]*\{/g;
const RUST_GRAMMAR = {
  comparison: /\bassert_eq!\(/g,
  literal:
    /^(?:[-\s[\](){},.&]|vec!|Some|Ok|None|"(?:\\.|[^"\\\n])*"|\d[\d_.]*(?:[iuf]\d+|[iu]size)?|\b(?:true|false)\b)+$/,
};

/** Rust: an integration test, with the program as the crate that it uses. */
export const RUST_TESTS: NativeTests = {
  fileName: (name) => name,
  compile: [
    `"$0" --edition 2021 -O --cap-lints allow --crate-type rlib --crate-name solution solution.rs`,
    `"$0" --edition 2021 -O --cap-lints allow --test --crate-name tests --extern solution=libsolution.rlib --extern "$2=libsolution.rlib" -L . -o ${PROGRAM} "./$1"`,
  ].join(" && "),
  start: `${PROGRAM} --test-threads=1`,
  plan: (source, draw) => {
    const code = withoutComments(source);
    const found = [...code.matchAll(RUST_TEST)];
    const expectations = found.flatMap((match) => rustExpectations(code, match));
    const control = `case_${draw(1_000_000)}`;
    const value = draw(1000);
    const text = `\n#[test]\nfn ${control}() { assert_eq!(${value}, ${value + 1 + draw(9)}); }\n`;
    const tests = found.map(([, name = ""]) => name);
    const maySkip = /#\[ignore/.test(code) ? tests : [];
    return planOf(
      { source, text, control, tests, maySkip },
      alteredCopies(source, draw, expectations),
    );
  },
  read: readRust,
  failure: { code: 101, line: /^test result: FAILED\./m },
};

function rustExpectations(code: string, match: RegExpExecArray): Expectation[] {
  const [whole, test = ""] = match;
  const start = match.index + whole.length;
  const end = endOfCall(code, start);
  const isPlain = end !== null && !whole.includes("should_panic") && !whole.includes("ignore");
  return isPlain ? expectationsIn(code, { test, start, end }, RUST_GRAMMAR) : [];
}

function readRust(output: string): EndedTest[] {
  return [...output.matchAll(/^test (\S+)(?: - should panic)? \.\.\. (ok|FAILED|ignored)/gm)].map(
    ([, path = "", said]) => {
      const test = path.split("::").at(-1) ?? path;
      const block = output.split(`---- ${path} stdout ----\n`)[1]?.split("\n---- ")[0] ?? "";
      const note = block.split("\n").slice(0, 3).join(" ").trim();
      const failed = /assert|panicked at 'not/.test(block) ? "failed" : "error";
      const outcome = said === "ok" ? "passed" : said === "ignored" ? "skipped" : failed;
      return { event: "end", test, outcome, note, cpuMs: 0 };
    },
  );
}

const GO_TEST = /^func\s+(Test\w*)\s*\(\s*\w+\s+\*testing\.T\s*\)\s*\{/gm;
const GO_COMPARED = /!=\s*(-?\d+|"(?:\\.|[^"\\\n])*")(?=\s*\{\s*t\.(?:Error|Fatal))/g;

/** Go: a test in the package of the program. */
export const GO_TESTS: NativeTests = {
  fileName: (name) => (name.endsWith("_test.go") ? name : `${name.replace(/\.go$/, "")}_test.go`),
  compile: `"$0" test -c -o ${PROGRAM} ./solution.go "./$1"`,
  start: `${PROGRAM} -test.v -test.parallel=1`,
  plan: (source, draw) => {
    const code = withoutComments(source);
    const found = [...code.matchAll(GO_TEST)];
    const expectations = found.flatMap((match) => goExpectations(code, match));
    const control = `TestCase${draw(1_000_000)}`;
    const text = `\nfunc ${control}(t *testing.T) { t.Fatal("case ${draw(1000)}") }\n`;
    const tests = found.map(([, name = ""]) => name);
    const maySkip = /\.Skip/.test(code) ? tests : [];
    return planOf(
      { source, text, control, tests, maySkip },
      alteredCopies(source, draw, expectations),
    );
  },
  read: readGo,
  failure: { code: 1, line: /^FAIL$/m },
};

function goExpectations(code: string, match: RegExpExecArray): Expectation[] {
  const [whole, test = ""] = match;
  const start = match.index + whole.length;
  const end = endOfCall(code, start);
  if (end === null) return [];
  return [...code.slice(start, end).matchAll(GO_COMPARED)].flatMap((compared) => {
    const before = code.slice(start, start + compared.index);
    if (/\b(?:for|return|func|else|switch)\b/.test(before)) return [];
    const from = start + compared.index + compared[0].length - (compared[1] ?? "").length;
    return [{ test, start: from, end: start + compared.index + compared[0].length }];
  });
}

function readGo(output: string): EndedTest[] {
  return [...output.matchAll(/^--- (PASS|FAIL|SKIP): (\S+) .*\n((?:[ \t]+.*\n)*)/gm)].map(
    ([, said, test = "", lines = ""]) => {
      const outcome = said === "PASS" ? "passed" : said === "SKIP" ? "skipped" : "failed";
      const [note = ""] = lines.trim().split("\n");
      return { event: "end", test, outcome, note, cpuMs: 0 };
    },
  );
}

interface Parts extends Pick<TestPlan, "source" | "control" | "tests" | "maySkip"> {
  /** The control, as it stands in the source. */
  readonly text: string;
}

function planOf({ text, source, ...parts }: Parts, altered: TestPlan["altered"]): TestPlan {
  return { ...parts, run: "tests", source: source + text, altered, pairs: [] };
}
