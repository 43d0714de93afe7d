import { access, constants, realpath } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";

import type { Program } from "../../core/solution.js";
import { reachableByAll } from "../sandbox/account.js";
import type { Search, Tool, Unusable } from "./find-tool.js";
import { findNode } from "./interpreters.js";
import type { Product, Recipe, Sources, Tools } from "./language-row.js";
import { sourcesOf } from "./sources.js";

const packageSchema = z.object({ version: z.string() });

/** Node, and the program that takes the types out. */
export async function findTypescript(search: Search): Promise<Tools | Unusable> {
  const compiler = await findEsbuild();
  if (compiler === null) return { unusable: "is not installed" };
  if (search.forAnotherUser && !(await reachableByAll(compiler.path))) {
    return { unusable: "lies where the user as whom programs are run cannot enter" };
  }
  return { compiler, runtime: await findNode() };
}

async function findEsbuild(): Promise<Tool | null> {
  try {
    const ours = createRequire(import.meta.url);
    const theirs = createRequire(ours.resolve("esbuild"));
    const { version } = packageSchema.parse(ours("esbuild/package.json"));
    const program = `@esbuild/${process.platform}-${process.arch}/bin/esbuild`;
    const file = await realpath(theirs.resolve(program));
    await access(file, constants.X_OK);
    return { path: file, version: `esbuild ${version}`, readable: [file] };
  } catch {
    return null; // It was left out of the installation, or does not exist for this machine.
  }
}

const SOURCE = /\.[mc]?ts$/i;
const ENDINGS: Readonly<Record<string, string>> = { ".mts": ".mjs", ".cts": ".cjs" };

function arrange(program: Program): Sources {
  return sourcesOf(program, path.basename(program.fileName));
}

/** Types are taken out, not checked, as by every tool that runs TypeScript directly. */
export const TYPESCRIPT: Recipe = {
  arrange,
  header: null,
  commands: ({ path: esbuild }, { main, files }) => {
    const isAlone = Object.keys(files).filter((name) => SOURCE.test(name)).length === 1;
    const flags = [
      "--target=node20",
      "--sourcemap=inline",
      "--tsconfig-raw={}",
      "--log-limit=20",
      "--log-level=warning",
    ];
    // Only files of the same program can be put together: what they import by name is Node's own.
    const together = ["--bundle", "--platform=node", "--format=cjs", "--packages=external"];
    const output = `--outfile=out/${compiledName(main)}`;
    return [[esbuild, main, output, ...flags, ...(isAlone ? [] : together)]];
  },
  nextIsBetter: () => false,
  environment: {},
  makes: "source",
  product: (files, { main }): Product => {
    const name = compiledName(main);
    return files.has(name) ? { main: name } : { missing: "Nothing came of taking the types out." };
  },
};

function compiledName(file: string): string {
  const { name, ext } = path.parse(file);
  return `${name}${ENDINGS[ext.toLowerCase()] ?? ".js"}`;
}
