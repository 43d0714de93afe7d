import type { Language } from "../../core/language.js";
import { GO, JAVAC, javaOf, nativeCompiler, RUSTC } from "./compilers.js";
import { findTool, type Search, type Tool, type Unusable, type Wanted } from "./find-tool.js";
import { PYPY } from "./interpreters.js";
import { JAVA } from "./java.js";
import type { LanguageRow, Recipe, Runtime, Start, Tools } from "./language-row.js";
import { C, cplusplus, GO_BUILD, RUST } from "./native.js";
import { findTypescript, TYPESCRIPT } from "./typescript.js";

const INTERPRETED: Pick<Runtime, "stackMb" | "spareDataMb"> = { stackMb: 256, spareDataMb: 4096 };
const PYTHON: Runtime = {
  ...INTERPRETED,
  command: ({ runtime }, { main, args }) => [pathOf(runtime), main, ...args],
};

/** Node hangs at its start when its threads get too large a stack or too little data. */
const NODE: Runtime = { stackMb: 64, spareDataMb: 4096, command: nodeCommand };

function nodeCommand(
  { runtime }: Tools,
  { memoryMb, main, args }: Start,
): readonly [string, ...string[]] {
  const flags = ["--stack-size=57000", `--max-old-space-size=${memoryMb}`];
  return [pathOf(runtime), ...flags, main, ...args];
}

/** Stack traces of compiled programs then tell the lines of their sources. */
const NODE_WITH_SOURCE_MAPS: Runtime = {
  ...NODE,
  command: (tools, start) => {
    const [node, ...rest] = nodeCommand(tools, start);
    return [node, "--enable-source-maps", ...rest];
  },
};

const NATIVE: Runtime = {
  ...INTERPRETED,
  command: (_tools, { main, args }) => [`../artifact/${main}`, ...args],
};

/** The main thread gets its stack from `-Xss`; the collector with one thread holds the measurements still. */
const JVM: Runtime = {
  stackMb: 64,
  spareDataMb: 4096,
  command: ({ runtime }, { memoryMb, main, args }) => [
    pathOf(runtime),
    "-Xss64m",
    `-Xmx${memoryMb}m`,
    "-XX:+UseSerialGC",
    "-XX:-UsePerfData",
    "-cp",
    "../artifact",
    main,
    ...args,
  ],
};

function pathOf(tool: Tool | null): string {
  if (tool === null) throw new Error("this language has nothing that runs it");
  return tool.path;
}

/** Finds a compiler whose programs run by themselves. */
function compilerAlone(wanted: Wanted) {
  return async (search: Search): Promise<Tools | Unusable> => {
    const compiler = await findTool(wanted, search);
    return "unusable" in compiler ? compiler : { compiler, runtime: null };
  };
}

/** Finds what runs programs as they are written. */
function runtimeAlone(wanted: Wanted) {
  return async (search: Search): Promise<Tools | Unusable> => {
    const runtime = await findTool(wanted, search);
    return "unusable" in runtime ? runtime : { compiler: null, runtime };
  };
}

async function findJava(search: Search): Promise<Tools | Unusable> {
  const compiler = await findTool(JAVAC, search);
  return "unusable" in compiler ? compiler : { compiler, runtime: javaOf(compiler) };
}

function cplusplusRow(standard: string): LanguageRow {
  const recipe: Recipe = cplusplus(standard);
  return {
    find: compilerAlone(nativeCompiler("g++", "clang++")),
    install: "install g++ (Debian and Ubuntu: apt install g++)",
    recipe,
    run: NATIVE,
  };
}

/** How each language is found, compiled and run. */
export const ROWS: Readonly<Record<Language, LanguageRow>> = {
  python: {
    find: null,
    install: "install python3 (Debian and Ubuntu: apt install python3)",
    recipe: null,
    run: PYTHON,
  },
  pypy: {
    find: runtimeAlone(PYPY),
    install: "install PyPy (Debian and Ubuntu: apt install pypy3)",
    recipe: null,
    run: PYTHON,
  },
  javascript: {
    find: null,
    install: "install Node 20.19 or later",
    recipe: null,
    run: NODE,
  },
  typescript: {
    find: findTypescript,
    install: "install pipeline again with its optional dependencies, esbuild among them",
    recipe: TYPESCRIPT,
    run: NODE_WITH_SOURCE_MAPS,
  },
  c: {
    find: compilerAlone(nativeCompiler("gcc", "clang")),
    install: "install gcc (Debian and Ubuntu: apt install gcc libc6-dev)",
    recipe: C,
    run: NATIVE,
  },
  cpp: cplusplusRow("gnu++20"),
  cpp17: cplusplusRow("gnu++17"),
  java: {
    find: findJava,
    install: "install a Java development kit (Debian and Ubuntu: apt install default-jdk-headless)",
    recipe: JAVA,
    run: JVM,
  },
  rust: {
    find: compilerAlone(RUSTC),
    install: "install Rust where every user can read it (Debian and Ubuntu: apt install rustc)",
    recipe: RUST,
    run: NATIVE,
  },
  go: {
    find: compilerAlone(GO),
    install: "install Go (Debian and Ubuntu: apt install golang-go)",
    recipe: GO_BUILD,
    run: NATIVE,
  },
};
