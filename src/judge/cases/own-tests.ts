import { LANGUAGES } from "../../core/language.js";
import type { Program } from "../../core/solution.js";
import { blockBelow, withoutStrings } from "./python-text.js";

/** The name under which the main block of a file is run as a test. */
export const MAIN_TEST = "main";

/**
 * The tests that stand in a program's own file, by name, in the order of the file; read from the source
 * without running it. Empty: it has none.
 */
export function findOwnTests(program: Program): readonly string[] {
  switch (LANGUAGES[program.language].harness) {
    case "python":
      return pythonTests(program.source);
    case "node":
      return javascriptTests(program.source);
    case null:
      return [];
  }
}

const TEST_FUNCTION = /^(\s*)(?:async\s+)?def\s+(test(?:_\w*)?)\s*\(([^)]*)\)/;
const CLASS = /^class\s+(\w+)\s*(?:\(([^)]*)\))?\s*:/;
const MAIN_GUARD = /^if\s+__name__\s*==/;
const ASSERTION = /^\s*assert\b|\.assert\w+\(|\bunittest\.main\(/m;
const READS_INPUT = /\binput\s*\(|\bsys\s*\.\s*stdin\b/;
const CHECKING_CALL = /\b(\w*(?:test|check|verify)\w*)\s*\(/gi;

function pythonTests(source: string): readonly string[] {
  const lines = withoutStrings(source).split("\n");
  const tests = [...functionTests(lines, ""), ...classTests(lines)];
  if (callsDoctest(source)) tests.push("doctest");
  if (tests.length > 0) return [...new Set(tests)];
  return hasCheckingMain(lines) ? [MAIN_TEST] : [];
}

/** Test functions of one indentation that can be called without arguments. */
function functionTests(lines: readonly string[], indent: string): string[] {
  return lines.flatMap((line) => {
    const match = TEST_FUNCTION.exec(line);
    if (match?.[1] !== indent || match[2] === undefined) return [];
    const needed = (match[3] ?? "")
      .split(",")
      .map((parameter) => parameter.trim())
      .filter((parameter) => !/^$|^(?:self|cls)$|^[*/]|=/.test(parameter));
    return needed.length === 0 ? [match[2]] : [];
  });
}

function classTests(lines: readonly string[]): string[] {
  const testClasses = new Set(["TestCase", "IsolatedAsyncioTestCase"]);
  return lines.flatMap((line, index) => {
    const [, name, bases = ""] = CLASS.exec(line) ?? [];
    if (name === undefined) return [];
    const derived = bases
      .split(",")
      .some((base) => testClasses.has(base.trim().split(".").at(-1) ?? ""));
    if (derived) testClasses.add(name);
    if (!derived && !name.startsWith("Test")) return [];
    const body = blockBelow(lines, index);
    const indent = /^\s*/.exec(body.find((inner) => inner.trim() !== "") ?? "")?.[0] ?? "";
    return functionTests(body, indent).map((test) => `${name}.${test}`);
  });
}

function callsDoctest(source: string): boolean {
  return /\bdoctest\.(?:testmod|run_docstring_examples)\(/.test(source) && /^\s*>>> /m.test(source);
}

/** Whether the main block asserts something itself, or calls a function by whose name and body it checks. */
function hasCheckingMain(lines: readonly string[]): boolean {
  const guard = lines.findIndex((line) => MAIN_GUARD.test(line));
  if (guard < 0) return false;
  const block = blockBelow(lines, guard).join("\n");
  if (READS_INPUT.test(block)) return false;
  if (ASSERTION.test(block)) return true;
  return [...block.matchAll(CHECKING_CALL)].some(([, name]) => {
    const at = lines.findIndex((line) => new RegExp(`^def\\s+${name ?? ""}\\s*\\(`).test(line));
    return at >= 0 && ASSERTION.test(blockBelow(lines, at).join("\n"));
  });
}

const NODE_TEST = /["']node:test["']/;
const NAMED_TEST = /(?<![.\w$])(?:test|it)\(\s*(["'`])((?:\\.|(?!\1)[^\\\n])*)\1/g;
const JAVASCRIPT_COMMENT = /\/\*[^]*?\*\/|^\s*\/\/.*$/gm;
const JAVASCRIPT_GUARD =
  /\brequire\.main\s*===?\s*module\b|\bimport\.meta\.(?:main|url|filename)\b/;

/** Whether a JavaScript source uses the test runner of Node. */
export function usesNodeTest(source: string): boolean {
  return NODE_TEST.test(source);
}

function javascriptTests(source: string): readonly string[] {
  const code = source.replace(JAVASCRIPT_COMMENT, "");
  if (usesNodeTest(code)) {
    const names = [...code.matchAll(NAMED_TEST)].map(([, , name = ""]) => name);
    return [...new Set(names.filter((name) => !name.includes("${") && !name.includes("\\")))];
  }
  const guard = code.search(JAVASCRIPT_GUARD);
  return guard >= 0 && /\bassert(?:\.\w+)?\(/.test(code.slice(guard)) ? [MAIN_TEST] : [];
}
