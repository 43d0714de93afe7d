import { LANGUAGES } from "../core/language.js";
import type { Program } from "../core/solution.js";
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

/**
 * A file of the user's as a program that the judge can run. A file that reads no input and offers one
 * function is called; one that offers several things, or cannot be started, is a module.
 */
export function programOfFile({ fileName, language, source }: CodeFile): Program {
  const program = { language, fileName, source };
  const { harness } = LANGUAGES[language];
  if (harness === null) {
    return { ...program, shape: MAIN.test(source) ? "stdio" : "module", entry: null };
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
