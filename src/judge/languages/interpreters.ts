import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

import type { Tool, Wanted } from "./find-tool.js";

const OLDEST_PYTHON = [3, 8] as const;
const run = promisify(execFile);

/** The Node that runs us. */
export async function findNode(): Promise<Tool> {
  const file = await realpath(process.execPath);
  const libraries = path.resolve(file, "../../lib");
  return { path: file, version: process.versions.node, readable: [file, libraries] };
}

const describedSchema = z.object({
  executable: z.string().min(1),
  real: z.string(),
  version: z.tuple([z.int(), z.int(), z.int()]),
  implementation: z.string(),
  prefixes: z.array(z.string()),
  library: z.string(),
});

const DESCRIBE = `import json, os, sys
print(json.dumps({"executable": sys.executable, "real": os.path.realpath(sys.executable),
  "version": sys.version_info[:3], "implementation": sys.implementation.name, "prefixes": [sys.prefix, sys.base_prefix],
  "library": os.path.dirname(os.__file__)}))`;

/** A Python, and by which of the implementations. */
export interface Python extends Tool {
  readonly implementation: string;
}

/** Asks a Python what it is. Null when there is none, it does not work, or it is too old. */
export async function examinePython(command: string, signal: AbortSignal): Promise<Python | null> {
  try {
    const { stdout } = await run(command, ["-I", "-c", DESCRIBE], { signal, timeout: 20_000 });
    const python = describedSchema.parse(JSON.parse(stdout));
    const [major, minor] = python.version;
    if (major !== OLDEST_PYTHON[0] || minor < OLDEST_PYTHON[1]) return null;
    const parts = python.prefixes.flatMap((prefix) => [
      path.join(prefix, "lib"),
      path.join(prefix, "lib64"),
      path.join(prefix, "pyvenv.cfg"),
    ]);
    return {
      path: python.executable,
      version: python.version.join("."),
      implementation: python.implementation,
      readable: [
        python.executable,
        python.real,
        python.library,
        ...parts,
        `/etc/python${major}.${minor}`,
      ],
    };
  } catch {
    signal.throwIfAborted();
    return null; // Not a Python that works; the next one may.
  }
}

/** The Python that compiles while it runs. */
export const PYPY: Wanted = {
  commands: ["pypy3", "pypy"],
  examine: async (file, signal) => {
    const python = await examinePython(file, signal);
    return python?.implementation === "pypy" ? python : null;
  },
};
