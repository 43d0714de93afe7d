import type { Program } from "../core/solution.js";
import type { CodeFile } from "../settings/problem-file.js";

/** Signs that a program reads its standard input itself. */
const READS_STANDARD_INPUT = {
  python: /\binput\s*\(|\bsys\.stdin\b|\bfileinput\b|open\s*\(\s*0\b/,
  javascript: /\bprocess\.stdin\b|readFileSync\s*\(\s*(?:0|["']\/dev\/stdin["'])|\breadline\b/,
} as const;

/** A file of the user's as a program that the judge can run. */
export function programOfFile({ fileName, language, source }: CodeFile): Program {
  const readsInput = READS_STANDARD_INPUT[language].test(source);
  return { language, fileName, source, shape: readsInput ? "stdio" : "call", entry: null };
}
