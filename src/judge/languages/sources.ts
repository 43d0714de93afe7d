import path from "node:path";

import type { Program } from "../../core/solution.js";
import type { Sources } from "./language-row.js";

/** The files of a program, of which the main one gets a name that its compiler accepts. */
export function sourcesOf({ source, companions = {} }: Program, main: string): Sources {
  const others = Object.entries(companions).filter(([name]) => isInner(name) && name !== main);
  return { main, files: { ...Object.fromEntries(others), [main]: source } };
}

/** Whether a name stays below the folder that it is relative to. */
function isInner(name: string): boolean {
  const normal = path.posix.normalize(name);
  return !path.posix.isAbsolute(normal) && normal !== ".." && !normal.startsWith("../");
}

/** The names of the files that a compiler is given, the main one first. */
export function filesToCompile({ main, files }: Sources, ending: RegExp): readonly string[] {
  const others = Object.keys(files).filter((name) => name !== main && ending.test(name));
  return [main, ...others.toSorted()].map((name) => `./${name}`);
}
