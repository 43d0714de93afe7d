import { LANGUAGES, type Language } from "../core/language.js";
import type { Program, Shape } from "../core/solution.js";
import type { CodeFile } from "../settings/problem-file.js";

type Harness = "python" | "node";

/** Signs that a program reads its standard input itself. */
const READS_STANDARD_INPUT: Readonly<Record<Harness, RegExp>> = {
  python: /\binput\s*\(|\bsys\.stdin\b|\bfileinput\b|open\s*\(\s*0\b/,
  node: /\bprocess\.stdin\b|readFileSync\s*\(\s*(?:0|["']\/dev\/stdin["'])|\breadline\b/,
};

/** Functions and classes at the top of a file that are meant for others: the keyword, then the name. */
const PUBLIC_NAME: Readonly<Record<Harness, RegExp>> = {
  python: /^(?:async\s+)?(def|class)\s+(?!_|test|Test)(\w+)/gm,
  node: /^(?:export\s+)?(?:default\s+)?(?:async\s+)?(function|class)\s+(?!_)(\w+)/gm,
};

/** Where the languages that only run as a whole begin: `int main(`, `fn main(`, `func main(` and the like. */
const MAIN = /\bmain\s*\(/;

/** What sites of problems have people write, in languages whose functions can be called once they are compiled. */
const SOLUTION: Readonly<Partial<Record<Language, RegExp>>> = {
  cpp: /^\s*(?:class|struct)\s+Solution\b/m,
  cpp17: /^\s*(?:class|struct)\s+Solution\b/m,
  java: /^\s*(?:public\s+|final\s+)*class\s+Solution\b/m,
  rust: /^\s*impl\s+Solution\b/m,
  go: /^func\s+(?!_|Test)\w+\s*\(/m,
};

/**
 * A file of the user's as a program that the judge can run. A file that reads no input and offers one
 * function is called; one that offers several things, or cannot be started, is a module.
 */
export function programOfFile({ fileName, language, source }: CodeFile): Program {
  const program = { language, fileName, source };
  const { harness } = LANGUAGES[language];
  if (harness === null) {
    return { ...program, shape: shapeOfCompiled(language, source), entry: null };
  }
  if (READS_STANDARD_INPUT[harness].test(source)) {
    return { ...program, shape: "stdio", entry: null };
  }
  const offered = [...source.matchAll(PUBLIC_NAME[harness])];
  const [, keyword, name] = offered[0] ?? [];
  return offered.length === 1 && keyword !== "class" && name !== undefined
    ? { ...program, shape: "call", entry: name }
    : { ...program, shape: "module", entry: null };
}

function shapeOfCompiled(language: Language, source: string): Shape {
  if (MAIN.test(source)) return "stdio";
  return SOLUTION[language]?.test(source) === true ? "call" : "module";
}
