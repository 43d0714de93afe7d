import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { arch } from "node:os";
import path from "node:path";

import type { Program } from "../../core/solution.js";
import { describeEnding } from "../../core/verdict.js";
import type { Tool } from "../languages/find-tool.js";
import type { Recipe, Sources, Tools } from "../languages/language-row.js";
import { ROWS } from "../languages/table.js";
import { missingText, type Toolchain } from "../languages/toolchain.js";
import type { Crew } from "../sandbox/crew.js";
import type { Execution } from "../sandbox/execution.js";
import type { ArtifactCache, Found, Kept } from "./artifact-cache.js";
import { type Compilation, programFile } from "./compilation.js";
import { compileRequest } from "./compile-request.js";
import { PrecompiledHeaders } from "./precompiled-headers.js";

/** What programs are compiled with. */
export interface CompilerOptions {
  readonly toolchain: Toolchain;
  readonly crew: Pick<Crew, "run">;
  /** Asked for when there is something to compile. */
  readonly cache: () => Promise<ArtifactCache>;
}

const LOG_CHARACTERS = 8000;

/** Compiles programs of any language, inside the sandbox, and the same program only once. */
export class Compiler {
  readonly #options: CompilerOptions;
  readonly #headers: PrecompiledHeaders;
  readonly #known = new Map<string, Promise<Compilation>>();

  constructor(options: CompilerOptions) {
    this.#options = options;
    this.#headers = new PrecompiledHeaders(options);
  }

  /** Never throws for what a program does to its compiler. */
  async compile(program: Program): Promise<Compilation> {
    const { language } = program;
    const { recipe } = ROWS[language];
    const tools = await this.#options.toolchain.find(language);
    if ("unusable" in tools) {
      return { kind: "unavailable", reason: missingText(language, tools) };
    }
    const { compiler } = tools;
    if (recipe === null || compiler === null) {
      const main = programFile(program);
      return { kind: "ready", program, tools, artifact: null, main, log: null };
    }
    const work: Work = { program, recipe, tools, compiler, sources: recipe.arrange(program) };
    const key = keyOf(work);
    const known = this.#known.get(key) ?? this.#compileOnce(key, work);
    this.#known.set(key, known);
    return withOwnName(await known, work);
  }

  async #compileOnce(key: string, work: Work): Promise<Compilation> {
    const cache = await this.#options.cache();
    const found = await cache.find(key);
    if (found !== null) return readBack(found, work);
    const made = await this.#make(work);
    if (made.kind === "unavailable") return made;
    const { kept, files, isFinal } = made;
    if (!isFinal) return { kind: "refused", log: kept.log };
    return readBack(await cache.store(key, kept, files), work);
  }

  /** Tries the command lines in turn. */
  async #make(work: Work): Promise<Made | (Compilation & { readonly kind: "unavailable" })> {
    const { recipe, compiler, sources, tools } = work;
    const { toolchain, crew } = this.#options;
    const { header, environment } = recipe;
    const { files } = sources;
    const texts = Object.values(files);
    const headers = await this.#headers.folderFor({ header, compiler, tools, texts });
    let made: Made | null = null;
    for (const command of recipe.commands(compiler, sources)) {
      const call = { command, environment, files, headers, outputFolder: "out" };
      const execution = await crew.run(compileRequest(call, toolchain, tools));
      if (execution.ending.kind === "not-started") {
        const reason = `the compiler could not be started: ${execution.ending.reason}`;
        return { kind: "unavailable", reason };
      }
      made = madeBy(execution, work);
      if (made.kept.main !== null || !recipe.nextIsBetter(made.kept.log)) break;
    }
    return made ?? { kind: "unavailable", reason: "there is no way to compile it" };
  }
}

/** One program on its way through its compiler. */
interface Work {
  readonly program: Program;
  readonly recipe: Recipe;
  readonly tools: Tools;
  readonly compiler: Tool;
  readonly sources: Sources;
}

interface Made {
  readonly kind: "made";
  readonly kept: Kept;
  readonly files: Execution["files"];
  /** Whether it would come out the same again: a time limit depends on what else the machine does. */
  readonly isFinal: boolean;
}

function madeBy(execution: Execution, { recipe, sources }: Work): Made {
  const { ending } = execution;
  const said = execution.stdout.toString();
  if (ending.kind !== "exited" || ending.code !== 0) {
    const stopped =
      ending.kind === "exited" ? "" : `The compiler did not finish: ${describeEnding(ending)}.\n`;
    const log = logOf(`${stopped}${said || execution.stderr}`) || "The compiler failed silently.";
    const isFinal = ending.kind !== "wall-limit" && ending.kind !== "cpu-limit";
    return { kind: "made", kept: { main: null, log }, files: new Map(), isFinal };
  }
  const product = recipe.product(execution.files, sources);
  if ("missing" in product) {
    const kept = { main: null, log: logOf(`${product.missing}\n${said}`) };
    return { kind: "made", kept, files: new Map(), isFinal: true };
  }
  const kept = { main: product.main, log: logOf(said) };
  return { kind: "made", kept, files: execution.files, isFinal: true };
}

/** The log with the name that the program's author knows, which its compiler did not see. */
function withOwnName(compilation: Compilation, { program, sources }: Work): Compilation {
  if (compilation.kind === "unavailable" || compilation.log === null) return compilation;
  const own = programFile(program);
  const log = compilation.log.replaceAll(`./${sources.main}`, own).replaceAll(sources.main, own);
  return { ...compilation, log };
}

/** What was kept, as something to start. */
async function readBack(found: Found, work: Work): Promise<Compilation> {
  const { program, recipe, tools } = work;
  const { main, log, directory } = found;
  if (main === null) return { kind: "refused", log };
  if (recipe.makes === "artifact") {
    return { kind: "ready", program, tools, artifact: directory, main, log };
  }
  const source = await readFile(path.join(directory, main), "utf8");
  const written: Program = { ...program, fileName: main, source };
  return { kind: "ready", program: written, tools, artifact: null, main, log };
}

/** Changes when the same sources would be kept in another form. */
const FORMAT = 1;

/** A hash of all that decides about what comes out. */
function keyOf({ program, recipe, compiler, sources }: Work): string {
  const files = Object.entries(sources.files).toSorted(([left], [right]) =>
    left < right ? -1 : 1,
  );
  const { path: file, version } = compiler;
  const commands = recipe.commands(compiler, sources);
  const { environment } = recipe;
  const all = { FORMAT, language: program.language, files, file, version, commands, environment };
  return createHash("sha256")
    .update(JSON.stringify([all, arch()]))
    .digest("hex");
}

/** The beginning says what is wrong first; the rest follows from it. */
function logOf(text: string): string {
  const log = text.trim();
  if (log.length <= LOG_CHARACTERS) return log;
  return `${log.slice(0, LOG_CHARACTERS)}\n… ${log.length - LOG_CHARACTERS} more characters`;
}
