import path from "node:path";

import { type Language, languageOfFile } from "../core/language.js";
import type { Program } from "../core/solution.js";
import type { PackageFiles } from "./package-files.js";

/** Some files that make one program, and the folder that their names are relative to. */
export interface ProgramFiles {
  readonly folder: string;
  readonly names: readonly string[];
  /** File or class that the program starts with, where somebody says so. */
  readonly entryPoint?: string | undefined;
}

/** A program, or why its files are none that can be run here. */
export type ProgramReading =
  | { readonly kind: "program"; readonly program: Program }
  | { readonly kind: "unknown"; readonly why: string };

/** True for a file that only other files include. */
export function isHeader(name = ""): boolean {
  return /\.(?:h|hh|hpp|hxx|inl|inc)$/i.test(name);
}

/** Where a program of several files begins. */
const STARTS_HERE =
  /\bint\s+main\s*\(|\bstatic\s+void\s+main\s*\(|\bfn\s+main\s*\(|\bfunc\s+main\s*\(|\b__main__\b/;

/** Reads the files of one program: the one that it starts with, and the others as companions. */
export async function readProgram(
  files: PackageFiles,
  { folder, names, entryPoint }: ProgramFiles,
): Promise<ProgramReading> {
  const sources = names.filter((name) => !isHeader(name) && languageOfFile(name) !== null);
  const texts = new Map<string, string>();
  for (const name of sources.length === 0 ? [] : names) {
    texts.set(name, await files.readText(name));
  }
  const main = mainOf(sources, { folder, texts, entryPoint });
  const language = main === undefined ? null : languageOfFile(main);
  if (main === undefined || language === null) {
    const shown = names.map((name) => path.posix.basename(name)).slice(0, 3);
    return { kind: "unknown", why: `no language is known for ${shown.join(", ") || "no file"}` };
  }
  return { kind: "program", program: programOf({ main, language }, { folder, texts }) };
}

interface Texts {
  readonly folder: string;
  readonly texts: ReadonlyMap<string, string>;
}

function programOf(
  { main, language }: { readonly main: string; readonly language: Language },
  { folder, texts }: Texts,
): Program {
  const others = [...texts].filter(([name]) => name !== main);
  const companions = Object.fromEntries(
    others.map(([name, text]) => [path.posix.relative(folder, name), text]),
  );
  return {
    language,
    fileName: path.posix.relative(folder, main),
    source: texts.get(main) ?? "",
    shape: "stdio",
    entry: null,
    ...(others.length === 0 ? {} : { companions }),
  };
}

function mainOf(
  sources: readonly string[],
  { folder, texts, entryPoint }: Texts & Pick<ProgramFiles, "entryPoint">,
): string | undefined {
  if (sources.length <= 1) return sources[0];
  const named = (word: string) => sources.find((name) => stemOf(name) === word.toLowerCase());
  const given = stemOf(entryPoint ?? "");
  return (
    named(given) ??
    named("__main__") ??
    named("main") ??
    sources.find((name) => STARTS_HERE.test(texts.get(name) ?? "")) ??
    named(path.posix.basename(folder)) ??
    sources[0]
  );
}

function stemOf(name: string): string {
  return path.posix.parse(name).name.toLowerCase();
}
