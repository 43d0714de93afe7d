import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { access, chmod, constants, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** What runs the programs: our own small one, compiled here, or the one in Python that speaks the same protocol. */
export type RunnerProgram =
  | { readonly kind: "native"; readonly file: string }
  | { readonly kind: "python"; readonly interpreter: string; readonly readable: readonly string[] };

const SOURCES = fileURLToPath(new URL("../../../src/judge/sandbox/runner-c/", import.meta.url));
/** The Python runner; the same from `src/` and from `dist/`. */
export const PYTHON_RUNNER = fileURLToPath(
  new URL("../../../src/judge/sandbox/runner-python/", import.meta.url),
);

const COMPILERS = ["cc", "gcc", "clang"].flatMap((name) => [
  `/usr/bin/${name}`,
  `/usr/local/bin/${name}`,
]);
const FLAGS = ["-std=gnu11", "-O2", "-Wall"];
/** A static program starts in half the time. Not every system has what it needs for that. */
const LINKS = [["-static"], []] as const;
const COMPILE_TIME_LIMIT_MS = 60_000;
const run = promisify(execFile);

/**
 * The native runner, compiled when it is not in the cache yet. Null where there is no Linux or no C compiler, or it fails:
 * the runner in Python does the same more slowly.
 */
export async function nativeRunner(cacheDirectory: string): Promise<RunnerProgram | null> {
  if (process.platform !== "linux") return null; // It is made of what only Linux offers.
  const sources = await readSources();
  const file = path.join(cacheDirectory, "runner", `runner-${keyOf(sources)}`);
  if (await canExecute(file)) return { kind: "native", file };
  for (const compiler of COMPILERS) {
    if (!(await canExecute(compiler))) continue;
    for (const link of LINKS) {
      if (await compile(compiler, link, file)) return { kind: "native", file };
    }
  }
  return null;
}

async function readSources(): Promise<readonly (readonly [name: string, text: string])[]> {
  const names = (await readdir(SOURCES)).filter((name) => /\.[ch]$/.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => [name, await readFile(path.join(SOURCES, name), "utf8")] as const),
  );
}

function keyOf(sources: readonly (readonly [string, string])[]): string {
  const hash = createHash("sha256").update(JSON.stringify([process.arch, FLAGS, sources]));
  return hash.digest("hex").slice(0, 32);
}

async function compile(compiler: string, link: readonly string[], file: string): Promise<boolean> {
  const sources = (await readdir(SOURCES)).filter((name) => name.endsWith(".c"));
  const draft = `${file}.${randomUUID()}`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const args = [...FLAGS, ...link, "-o", draft, ...sources.toSorted()];
    await run(compiler, args, {
      cwd: SOURCES,
      env: { PATH: "/usr/local/bin:/usr/bin:/bin" },
      timeout: COMPILE_TIME_LIMIT_MS,
    });
    await chmod(draft, 0o755);
    await rename(draft, file);
    return true;
  } catch {
    await rm(draft, { force: true });
    return false; // No C library, no room, no cache: the next way is tried.
  }
}

async function canExecute(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
