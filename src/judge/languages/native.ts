import type { Program } from "../../core/solution.js";
import type { Tool } from "./find-tool.js";
import type { Header, Product, Recipe, Sources } from "./language-row.js";
import { filesToCompile, sourcesOf } from "./sources.js";

const MAIN = "main";
const OUTPUT = `out/${MAIN}`;

/** What every compiler to machine code makes: one file that runs by itself. */
function program(files: ReadonlyMap<string, unknown>): Product {
  return files.has(MAIN) ? { main: MAIN } : { missing: "The compiler has written no program." };
}

interface Family {
  readonly standard: string;
  readonly fileName: string;
  readonly ending: RegExp;
  readonly header: Header | null;
}

/** C and C++. A static program starts in half the time; not every machine has what it needs for that. */
function compiledBy({ standard, fileName, ending, header }: Family): Recipe {
  const flags = flagsOf(standard);
  return {
    arrange: (source) => sourcesOf(source, fileName),
    header,
    commands: (compiler, sources) =>
      [["-static"], []].map((link) => [
        compiler.path,
        ...flags,
        "-I../artifact",
        "-I.",
        ...link,
        "-o",
        OUTPUT,
        ...filesToCompile(sources, ending),
        "-lm",
      ]),
    nextIsBetter: (log) =>
      /cannot find -l|library not found for -l|unable to find library/.test(log),
    environment: {},
    makes: "artifact",
    product: program,
  };
}

function flagsOf(standard: string): readonly string[] {
  return ["-O2", `-std=${standard}`, "-pthread"];
}

const STANDARD_HEADER = "bits/stdc++.h";

/** The header that includes all others, compiled with the very flags of the programs: any other is not used. */
function standardHeader(standard: string): Header {
  return {
    includedBy: /^[ \t]*#[ \t]*include[ \t]*[<"]bits\/stdc\+\+\.h[>"]/m,
    file: `${STANDARD_HEADER}.gch`,
    source: "header.h",
    text: `#include <${STANDARD_HEADER}>\n`,
    command: (compiler) => [
      compiler.path,
      ...flagsOf(standard),
      "-x",
      "c++-header",
      "-o",
      `out/${STANDARD_HEADER}.gch`,
      "./header.h",
    ],
    canCompile: ({ version }) => /g\+\+/.test(version),
  };
}

const C_SOURCE = /\.c$/i;
const CPP_SOURCE = /\.(?:cpp|cc|cxx|c\+\+)$/i;

/** C, by the newest standard that old compilers know as well. */
export const C = compiledBy({
  standard: "gnu17",
  fileName: "main.c",
  ending: C_SOURCE,
  header: null,
});

/** C++ of a standard such as `gnu++20`. */
export function cplusplus(standard: string): Recipe {
  const header = standardHeader(standard);
  return compiledBy({ standard, fileName: "main.cpp", ending: CPP_SOURCE, header });
}

/** One crate, which finds its modules beside it. */
export const RUST: Recipe = {
  arrange: (source) => sourcesOf(source, "main.rs"),
  header: null,
  commands: ({ path: rustc }, { main }) => [
    [rustc, "-O", "--edition", "2021", "--crate-name", "main", "-o", OUTPUT, `./${main}`],
  ],
  nextIsBetter: () => false,
  environment: {},
  makes: "artifact",
  product: program,
};

/** One package, or a module when it brings a `go.mod`. Nothing is fetched. */
export const GO_BUILD: Recipe = {
  arrange: (source: Program) => sourcesOf(source, "main.go"),
  header: null,
  commands: ({ path: go }: Tool, sources: Sources) => {
    const isModule = Object.hasOwn(sources.files, "go.mod");
    const targets = isModule ? ["."] : filesToCompile(sources, /(?<!_test)\.go$/);
    return [[go, "build", "-o", OUTPUT, ...targets]];
  },
  nextIsBetter: () => false,
  environment: {
    CGO_ENABLED: "0",
    GOFLAGS: "-mod=mod",
    GOPROXY: "off",
    GOSUMDB: "off",
    GOTOOLCHAIN: "local",
    GOTELEMETRY: "off",
  },
  makes: "artifact",
  product: program,
};
