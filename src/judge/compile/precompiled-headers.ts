import { createHash } from "node:crypto";
import { arch } from "node:os";
import path from "node:path";

import type { Tool } from "../languages/find-tool.js";
import type { Header, Tools } from "../languages/language-row.js";
import type { ArtifactCache } from "./artifact-cache.js";
import { headerRequest } from "./compile-request.js";
import type { CompilerOptions } from "./compiler.js";

/** A program that may include the header. */
export interface Including {
  readonly header: Header | null;
  readonly compiler: Tool;
  readonly tools: Tools;
  readonly texts: readonly string[];
}

/** Headers compiled beforehand. That costs as much as several programs, so the first program does without. */
export class PrecompiledHeaders {
  readonly #options: CompilerOptions;
  readonly #building = new Map<string, Promise<string | null>>();

  constructor(options: CompilerOptions) {
    this.#options = options;
  }

  /** The folder of the header that a program includes; null when it includes none, or it is not worth while yet. */
  async folderFor({ header, compiler, tools, texts }: Including): Promise<string | null> {
    if (header === null || !header.canCompile(compiler)) return null;
    if (!texts.some((text) => header.includedBy.test(text))) return null;
    const cache = await this.#options.cache();
    const key = keyOf(header, compiler);
    const found = await cache.find(key);
    if (found !== null) return found.main === null ? null : found.directory;
    if (await isFirstUse(cache, key)) return null;
    const building = this.#building.get(key) ?? this.#build(key, { header, compiler, tools });
    this.#building.set(key, building);
    return building;
  }

  async #build(
    key: string,
    { header, compiler, tools }: { header: Header; compiler: Tool; tools: Tools },
  ): Promise<string | null> {
    const { toolchain, crew, cache } = this.#options;
    const call = {
      command: header.command(compiler),
      environment: {},
      files: { [header.source]: header.text },
      headers: null,
      outputFolder: path.posix.join("out", path.posix.dirname(header.file)),
    };
    const { ending, files } = await crew.run(headerRequest(call, toolchain, tools));
    if (ending.kind === "not-started") return null;
    // One that cannot be made is kept as well: nobody tries again.
    const main = files.has(header.file) ? header.file : null;
    const stored = await (await cache()).store(
      key,
      { main, log: "" },
      main === null ? new Map() : files,
    );
    return main === null ? null : stored.directory;
  }
}

/** Leaves a note that a header was wanted. */
async function isFirstUse(cache: ArtifactCache, key: string): Promise<boolean> {
  const note = `${key}-wanted`;
  if ((await cache.find(note)) !== null) return false;
  await cache.store(note, { main: null, log: "" }, new Map());
  return true;
}

function keyOf(header: Header, compiler: Tool): string {
  const { path: file, version } = compiler;
  const all = { file, version, command: header.command(compiler), arch: arch() };
  return createHash("sha256").update(JSON.stringify(all)).digest("hex");
}
