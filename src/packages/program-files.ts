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

/** A program and what is to be told about its files, or why they are none that can be run here. */
export type ProgramReading =
  | {
      readonly kind: "program";
      readonly program: Program;
      readonly remarks: readonly string[];
    }
  | { readonly kind: "unknown"; readonly why: string };

/** True for a file that only other files include. */
export function isHeader(name = ""): boolean {
  return /\.(?:h|hh|hpp|hxx|inl|inc)$/i.test(name);
}

/** Where a program of several files begins. */
const STARTS_HERE =
  /\bint\s+main\s*\(|\bstatic\s+void\s+main\s*\(|\bfn\s+main\s*\(|\bfunc\s+main\s*\(|\b__main__\b/;

/** What compilers and editors leave beside sources. */
const LEFT_OUT =
  /(?:^|\/)(?:a\.out|makefile|[^/]*\.(?:class|pyc|pyo|o|obj|a|so|dll|exe|jar|zip|gz|png|jpe?g|gif|bmp|webp|ico|pdf))$/i;

/**
 * Reads the files of one program: the one that it starts with, and the others as companions. Throws PipelineError
 * "bad_input" when one is a link that cannot be followed.
 */
export async function readProgram(
  files: PackageFiles,
  { folder, names, entryPoint }: ProgramFiles,
): Promise<ProgramReading> {
  const kept = names.filter((name) => !LEFT_OUT.test(name));
  for (const name of kept) files.requireFollowed(name);
  const sources = kept.filter((name) => !isHeader(name) && isSource(name));
  const reading = await readTexts(files, sources.length === 0 ? [] : kept);
  if (typeof reading === "string") return { kind: "unknown", why: reading };
  const { texts, remarks } = reading;
  const main = mainOf(sources, { folder, texts, entryPoint });
  const language = main === undefined ? null : languageOfFile(main);
  if (main === undefined && sources.length > 1) return { kind: "unknown", why: "no main file" };
  if (main === undefined || language === null) {
    const shown = names.map((name) => path.posix.basename(name)).slice(0, 3);
    return { kind: "unknown", why: `no language is known for ${shown.join(", ") || "no file"}` };
  }
  return { kind: "program", program: programOf({ main, language }, { folder, texts }), remarks };
}

function isSource(name: string): boolean {
  return languageOfFile(name) !== null;
}

interface ReadTexts {
  readonly texts: ReadonlyMap<string, string>;
  readonly remarks: readonly string[];
}

/** The text of every file, without those that are none and nobody compiles; or why one of the sources is none. */
async function readTexts(
  files: PackageFiles,
  names: readonly string[],
): Promise<ReadTexts | string> {
  const texts = new Map<string, string>();
  const remarks: string[] = [];
  for (const name of names) {
    const reading = await files.readSource(name);
    const isCompiled = isHeader(name) || isSource(name);
    if (reading.kind === "none") {
      if (isCompiled) return `${path.posix.basename(name)} ${reading.why}`;
    } else if (reading.kind === "utf-8" || isCompiled) {
      texts.set(name, reading.text);
      if (reading.kind === "latin-1")
        remarks.push(`${files.shown(name)} is not UTF-8, and was read as Latin-1`);
    }
  }
  return { texts, remarks };
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
  const announced = named(given) ?? named("__main__") ?? named("main");
  if (announced !== undefined) return announced;
  if (sources.every((name) => name.endsWith(".py"))) return startOfPython(sources, texts);
  return (
    sources.find((name) => STARTS_HERE.test(texts.get(name) ?? "")) ??
    named(path.posix.basename(folder)) ??
    sources[0]
  );
}

/** The only file that no other imports, else the only one that says that it is started. */
function startOfPython(
  sources: readonly string[],
  texts: ReadonlyMap<string, string>,
): string | undefined {
  const modules = sources.filter((name) => stemOf(name) !== "__init__");
  const loose = modules.filter(
    (name) => !sources.some((other) => other !== name && imports(texts.get(other) ?? "", name)),
  );
  const started = modules.filter((name) => texts.get(name)?.includes("__main__") === true);
  return [loose, started].find(({ length }) => length === 1)?.[0];
}

function imports(source: string, name: string): boolean {
  const word = path.posix.parse(name).name.replaceAll(/[^\w]/g, "\\$&");
  return new RegExp(
    `^[ \\t]*(?:(?:from[ \\t]+\\.+[ \\t]+)?import\\b[^\\n#]*\\b${word}\\b|from[ \\t]+[\\w.]*\\b${word}[ \\t]+import\\b)`,
    "m",
  ).test(source);
}

function stemOf(name: string): string {
  return path.posix.parse(name).name.toLowerCase();
}
