import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { z } from "zod";

import { languageOfFile } from "../../src/core/language.js";
import type { Oracle } from "../../src/core/oracle.js";
import type { Problem } from "../../src/core/problem.js";
import type { Program } from "../../src/core/solution.js";
import { readStatement } from "../../src/statement/read-statement.js";

const CORPUS = import.meta.dirname;

const factsSchema = z.strictObject({
  /** The largest size that the statement allows. */
  largest: z.int().positive(),
  shape: z.enum(["stdio", "call"]),
  entry: z.string().nullable(),
  /** Of the right programs. */
  complexity: z.string(),
  wrong: z.record(
    z.string(),
    z.strictObject({
      kind: z.string(),
      /** The smallest input known on which it fails; null where only large ones show it. */
      smallest: z.string().nullable(),
    }),
  ),
});

type Facts = z.infer<typeof factsSchema>;

/** A problem whose right and wrong programs are known. */
export interface CorpusProblem {
  readonly name: string;
  readonly problem: Problem;
  readonly oracle: Oracle;
  readonly facts: Facts;
  readonly right: readonly Program[];
  readonly wrong: readonly WrongProgram[];
}

interface WrongProgram {
  readonly program: Program;
  /** What its author got wrong, such as `off-by-one`. */
  readonly kind: string;
  readonly smallest: string | null;
}

/** All problems of the corpus, by name. */
export async function readCorpus(): Promise<readonly CorpusProblem[]> {
  const entries = await readdir(CORPUS, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(names.toSorted().map(readProblem));
}

async function readProblem(name: string): Promise<CorpusProblem> {
  const folder = path.join(CORPUS, name);
  const text = (file: string) => readFile(path.join(folder, file), "utf8");
  const facts = factsSchema.parse(JSON.parse(await text("corpus.json")));
  const program = async (file: string, { shape, entry }: Pick<Program, "shape" | "entry">) => {
    const language = languageOfFile(file);
    if (language === null) throw new Error(`no language is known for ${name}/${file}`);
    const fileName = path.basename(file);
    return { language, fileName, source: await text(file), shape, entry };
  };
  const printing = { shape: "stdio", entry: null } as const;
  const oracleFile = (part: string) => `oracle/${part}.py`;
  const hasChecker = existsSync(path.join(folder, oracleFile("check")));
  const files = await readdir(folder);
  return {
    name,
    facts,
    problem: readStatement(await text("problem.txt"), name),
    oracle: {
      brute: await program(oracleFile("brute"), facts),
      generator: await program(oracleFile("generate"), printing),
      validator: await program(oracleFile("validate"), printing),
      checker: hasChecker ? await program(oracleFile("check"), printing) : null,
      largestSize: facts.largest,
    },
    right: await Promise.all(
      files
        .filter((file) => /^right(?:-\d+)?\.\w+$/.test(file))
        .map((file) => program(file, facts)),
    ),
    wrong: await Promise.all(
      Object.entries(facts.wrong).map(async ([file, { kind, smallest }]) => ({
        program: await program(`wrong/${file}`, facts),
        kind,
        smallest,
      })),
    ),
  };
}
