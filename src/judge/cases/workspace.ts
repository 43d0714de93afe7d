import {
  copyFile,
  lstat,
  mkdir,
  readdir,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import path from "node:path";

/** A project that cannot be copied: one sentence says why. */
export class WorkspaceRefused extends Error {
  override readonly name = "WorkspaceRefused";
}

const MOST_MEGABYTES = 200;
const MOST_FILES = 20_000;
const NEVER_COPIED = new Set([
  ".git",
  ".hg",
  ".svn",
  "__pycache__",
  ".pytest_cache",
  ".mypy_cache",
  ".ruff_cache",
  ".cache",
]);
/** Secrets of the project. What tests need of settings stands in the examples. */
const SETTINGS_WITH_SECRETS = /^\.env(?:\.(?!example$|sample$|template$|test$).*)?$/;

/** What a copy is made with. */
export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  /** Whether installed packages may be used where they are, by a link, instead of being copied. */
  readonly linkPackages: boolean;
}

/**
 * Copies a project folder without its history, caches, earlier output and secrets. Returns the folders of
 * installed packages that the copy has links to. Throws WorkspaceRefused when it is too large.
 */
export async function copyProject(options: CopyOptions): Promise<readonly string[]> {
  const copy = new ProjectCopy(options);
  await copy.folder("");
  return copy.linked;
}

class ProjectCopy {
  readonly linked: string[] = [];
  readonly #options: CopyOptions;
  #bytes = 0;
  #files = 0;

  constructor(options: CopyOptions) {
    this.#options = options;
  }

  async folder(relative: string): Promise<void> {
    const { from, to } = this.#options;
    const entries = await readdir(path.join(from, relative), { withFileTypes: true });
    await mkdir(path.join(to, relative), { recursive: true });
    for (const entry of entries) {
      const inner = path.join(relative, entry.name);
      if (isLeftOut(inner)) continue;
      if (entry.isDirectory()) await this.#directory(inner);
      else if (entry.isSymbolicLink()) await this.#link(inner);
      else if (entry.isFile()) await this.#file(inner);
    }
  }

  async #directory(inner: string): Promise<void> {
    const { from, to, linkPackages } = this.#options;
    const source = path.join(from, inner);
    if (!linkPackages || !(await holdsPackages(source))) return this.folder(inner);
    await symlink(source, path.join(to, inner));
    this.linked.push(source);
  }

  /** A link is copied as it is. Where it leads is decided, and guarded, in the sandbox. */
  async #link(inner: string): Promise<void> {
    const { from, to } = this.#options;
    await symlink(await readlink(path.join(from, inner)), path.join(to, inner));
    this.#count(0);
  }

  async #file(inner: string): Promise<void> {
    const { from, to } = this.#options;
    this.#count((await stat(path.join(from, inner))).size);
    await copyFile(path.join(from, inner), path.join(to, inner));
  }

  #count(bytes: number): void {
    this.#files += 1;
    this.#bytes += bytes;
    if (this.#files > MOST_FILES || this.#bytes > MOST_MEGABYTES * 2 ** 20) {
      throw new WorkspaceRefused(
        `The project folder holds more than ${MOST_FILES} files or ${MOST_MEGABYTES} MB, too much to copy for a test.`,
      );
    }
  }
}

function isLeftOut(inner: string): boolean {
  const name = path.basename(inner);
  return inner === "output" || NEVER_COPIED.has(name) || SETTINGS_WITH_SECRETS.test(name);
}

/** Whether a folder holds what a package manager has put there. */
async function holdsPackages(folder: string): Promise<boolean> {
  if (path.basename(folder) === "node_modules") return true;
  try {
    await stat(path.join(folder, "pyvenv.cfg"));
    return true;
  } catch {
    return false; // Not a virtual environment.
  }
}

/**
 * Writes a text over one file of a copy. Throws WorkspaceRefused when the path leads out of the copy, also
 * through a link.
 */
export async function replaceFile(root: string, relative: string, text: string): Promise<void> {
  const parts = path.normalize(relative).split(path.sep);
  const name = parts.pop() ?? "";
  if (path.isAbsolute(relative) || parts.includes("..") || name === "" || name === "..") {
    throw new WorkspaceRefused(`${relative} is not a file below the project folder.`);
  }
  let folder = root;
  for (const part of parts) {
    folder = path.join(folder, part);
    await mkdir(folder, { recursive: true });
    if ((await lstat(folder)).isSymbolicLink()) {
      throw new WorkspaceRefused(
        `${relative} lies behind a link that leads out of the project folder.`,
      );
    }
  }
  const file = path.join(folder, name);
  await rm(file, { force: true }); // Never through a link, which would reach the user's own file.
  await writeFile(file, text);
}
