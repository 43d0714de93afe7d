import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";

import type { Language } from "../../../src/core/language.js";
import type { Program } from "../../../src/core/solution.js";
import { ArtifactCache } from "../../../src/judge/compile/artifact-cache.js";
import { Compiler } from "../../../src/judge/compile/compiler.js";
import { findToolchain } from "../../../src/judge/languages/toolchain.js";
import type { Execution, RunRequest } from "../../../src/judge/sandbox/execution.js";
import { notStarted } from "../../../src/judge/sandbox/execution.js";

const never = new AbortController().signal;

/** A whole program in a language. */
export function whole(language: Language, fileName: string, source: string): Program {
  return { language, fileName, source, shape: "stdio", entry: null };
}

/** A crew that runs nothing: every compiler ends at once, having written these files. */
export class PretendedCrew {
  readonly requests: RunRequest[] = [];
  readonly #made: (request: RunRequest) => Partial<Execution>;

  constructor(answer: (request: RunRequest) => Partial<Execution>) {
    this.#made = answer;
  }

  run(request: RunRequest): Promise<Execution> {
    this.requests.push(request);
    return Promise.resolve({ ...notStarted(""), ...this.#made(request) });
  }
}

/** A folder that is there while the tests of a file run. */
export function folderForTests(): () => string {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pipeline-compile-test-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

/** A compiler with the tools of this machine and a crew of the test's own. */
export async function compilerWith(crew: PretendedCrew, directory: string): Promise<Compiler> {
  const toolchain = await findToolchain(["/usr/bin/python3", "python3"], never);
  return new Compiler({
    crew,
    toolchain,
    cache: () => Promise.resolve(new ArtifactCache(directory)),
  });
}

/** One file as a compiler leaves it. */
export function made(name: string, text: string): Partial<Execution> {
  const file = { bytes: Buffer.from(text), executable: true };
  return { ending: { kind: "exited", code: 0 }, files: new Map([[name, file]]) };
}
