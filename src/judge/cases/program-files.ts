import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import type { Program } from "../../core/solution.js";
import { filesOf } from "../compile/compilation.js";

/** Where the harnesses are; the same from `src/` and from `dist/`. */
const HARNESS = fileURLToPath(new URL("../../../src/judge/harness/", import.meta.url));

/** The files of a run: the program itself, and the harnesses that it needs. */
export function programFiles(
  program: Program,
  harnesses: readonly string[] = [],
): Readonly<Record<string, string>> {
  return { ...filesOf(program), ...harnessFiles(harnesses) };
}

/** Harnesses alone, by their name in a run. */
export function harnessFiles(names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [`harness/${name}`, harness(name)]));
}

function harness(name: string): string {
  return readFileSync(path.join(HARNESS, name), "utf8");
}
