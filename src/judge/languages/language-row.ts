import type { Program } from "../../core/solution.js";
import type { CollectedFile } from "../sandbox/execution.js";
import type { Search, Tool, Unusable } from "./find-tool.js";

/** What a language is compiled and run with. */
export interface Tools {
  /** Null: programs are run as they are written. */
  readonly compiler: Tool | null;
  /** Null: what comes out of the compiler runs by itself. */
  readonly runtime: Tool | null;
}

/** Everything that the judge has to know of a language. */
export interface LanguageRow {
  /** Looks for the tools on this machine. Null: the judge needs them itself and has them already. */
  readonly find: ((search: Search) => Promise<Tools | Unusable>) | null;
  /** How a person gets the tools. */
  readonly install: string;
  /** Null: there is nothing to compile. */
  readonly recipe: Recipe | null;
  readonly run: Runtime;
}

/** How a program is started, and what its run-time system needs. */
export interface Runtime {
  readonly stackMb: number;
  /**
   * What the run-time system asks for and does not use, stacks of threads and space for code above all. Ample:
   * the memory that is really held is what decides, and this only what a program can ask for at one blow.
   */
  readonly spareDataMb: number;
  readonly command: (tools: Tools, start: Start) => readonly [string, ...string[]];
}

/** One start of a program. */
export interface Start {
  readonly memoryMb: number;
  /** What is started: a file in the artifact, a class, or a file in the working folder. */
  readonly main: string;
  readonly args: readonly string[];
}

/** How the programs of a language are compiled. The compiler works in a folder with the sources and fills `out`. */
export interface Recipe {
  readonly arrange: (program: Program) => Sources;
  /** Null: nothing is worth compiling beforehand. */
  readonly header: Header | null;
  /** Command lines, of which the next is tried where the log says that this one could not work here. */
  readonly commands: (compiler: Tool, sources: Sources) => readonly (readonly string[])[];
  readonly nextIsBetter: (log: string) => boolean;
  readonly environment: Readonly<Record<string, string>>;
  /** `artifact`: something to start from its folder. `source`: a program that is run as it is then written. */
  readonly makes: "artifact" | "source";
  readonly product: (files: ReadonlyMap<string, CollectedFile>, sources: Sources) => Product;
}

/** The sources as the compiler wants them, by name in its working folder. */
export interface Sources {
  readonly main: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A header that takes long to read and can be compiled beforehand. */
export interface Header {
  readonly includedBy: RegExp;
  /** What comes out, by name in the folder that programs see as `../artifact`. */
  readonly file: string;
  /** Name and text of the source that includes it. */
  readonly source: string;
  readonly text: string;
  readonly command: (compiler: Tool) => readonly string[];
  readonly canCompile: (compiler: Tool) => boolean;
}

/** What there is to start, by name, or why there is nothing. */
export type Product = { readonly main: string } | { readonly missing: string };
