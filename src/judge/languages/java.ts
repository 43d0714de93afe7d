import type { Program } from "../../core/solution.js";
import type { CollectedFile } from "../sandbox/execution.js";
import { hasMain } from "./class-file.js";
import type { Product, Recipe, Sources } from "./language-row.js";
import { filesToCompile, sourcesOf } from "./sources.js";

const TEXT_OR_COMMENT =
  /\/\*[^]*?\*\/|\/\/[^\n]*|"""[^]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;
const PUBLIC_TYPE =
  /^[^{};]*?\bpublic\s+(?:(?:abstract|final|sealed|non-sealed|static|strictfp)\s+)*(?:class|interface|enum|record|@interface)\s+(\w+)/;

/** A public class must stand in a file of its name. */
function arrange(program: Program): Sources {
  return sourcesOf(program, `${publicType(program.source) ?? "Main"}.java`);
}

/** The public type at the top level of a source; null when it has none. */
function publicType(source: string): string | null {
  const code = source.replace(TEXT_OR_COMMENT, " ");
  let depth = 0;
  let top = "";
  for (const letter of code) {
    if (letter === "{") depth += 1;
    if (depth === 0) top += letter;
    if (letter === "}") {
      depth -= 1;
      top += ";";
    }
  }
  for (const declaration of top.split(";")) {
    const name = PUBLIC_TYPE.exec(declaration)?.[1];
    if (name !== undefined) return name;
  }
  return null;
}

/** The name of a class without its package. */
function simpleName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** The class to start: the one of the main file's name, else `Main`, else the first that can be started. */
function product(files: ReadonlyMap<string, CollectedFile>, { main }: Sources): Product {
  const startable = [...files]
    .filter(([name, { bytes }]) => name.endsWith(".class") && hasMain(bytes))
    .map(([name]) => name.slice(0, -".class".length).replaceAll("/", "."))
    .toSorted();
  const preferred = [main.replace(/\.java$/, ""), "Main", "Solution"];
  const wanted = preferred.flatMap((name) =>
    startable.filter((other) => simpleName(other) === name),
  );
  const found = wanted[0] ?? startable[0];
  return found === undefined
    ? {
        missing:
          "No class has a method `public static void main(String[] args)`, so there is nothing to start.",
      }
    : { main: found };
}

/** For the compiler's own machine: it lives for a moment, and deep expressions need a deep stack. */
const OWN_FLAGS = [
  "-J-Xss64m",
  "-J-Xmx1024m",
  "-J-XX:+UseSerialGC",
  "-J-XX:TieredStopAtLevel=1",
  "-J-XX:-UsePerfData",
];

/** All classes of a program. */
export const JAVA: Recipe = {
  arrange,
  header: null,
  commands: ({ path: javac }, sources) => [
    [
      javac,
      ...OWN_FLAGS,
      "-encoding",
      "UTF-8",
      "-proc:none",
      "-nowarn",
      "-sourcepath",
      ".",
      "-d",
      "out",
      ...filesToCompile(sources, /\.java$/i),
    ],
  ],
  nextIsBetter: () => false,
  environment: {},
  makes: "artifact",
  product,
};
