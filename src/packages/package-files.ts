import { isUtf8 } from "node:buffer";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";

import { PipelineError } from "../core/errors.js";
import { naturalOrder } from "../core/pair-sample-files.js";

/** Largest file of settings, statement or source that is read, in bytes. */
const MAX_TEXT_BYTES = 1_000_000;

const MOST_FILES = 50_000;
const MOST_LEVELS = 24;

/** Folders that tools leave behind. */
const LEFT_BEHIND = new Set(["__pycache__", "__MACOSX", "node_modules"]);

/** A hidden file that says something. */
const TIME_LIMIT_FILE = ".timelimit";

/** The files of a package by relative name. They are listed once; what they hold stays on the disk until it is read. */
export class PackageFiles {
  /** In natural order, with `/` between folders. */
  readonly names: readonly string[];
  readonly #shownAs: string;
  readonly #found: ReadonlyMap<string, FoundFile>;

  private constructor(shownAs: string, found: ReadonlyMap<string, FoundFile>) {
    this.#shownAs = shownAs;
    this.#found = found;
    this.names = [...found.keys()].toSorted(naturalOrder.compare);
  }

  /** Throws PipelineError "bad_input" when a link leads out of the folder, or there is far too much in it. */
  static async list(folder: string, shownAs: string): Promise<PackageFiles> {
    const root = await realpath(folder);
    const listing: Listing = { root, shownAs, found: new Map() };
    await listFolder(listing, { directory: root, name: "", above: [root] });
    return new PackageFiles(shownAs, listing.found);
  }

  /** One file that is a whole problem by itself. */
  static async ofFile(file: string, shownAs: string): Promise<PackageFiles> {
    const { size: bytes } = await stat(file);
    const found = new Map([[path.basename(file), { path: file, bytes }]]);
    return new PackageFiles(path.dirname(shownAs), found);
  }

  has(name: string): boolean {
    return this.#found.has(name);
  }

  /** The files in a folder and in all folders below it, with their whole names. */
  under(folder: string): readonly string[] {
    return this.names.filter((name) => name.startsWith(`${folder}/`));
  }

  bytesOf(name: string): number {
    return this.#found.get(name)?.bytes ?? 0;
  }

  /** The name that the user knows a file by. */
  shown(name: string): string {
    return path.join(this.#shownAs, name);
  }

  /** Throws PipelineError "bad_input" for a file that is too large, binary or not UTF-8. */
  async readText(name: string, maxBytes = MAX_TEXT_BYTES): Promise<string> {
    const text = await this.readData(name, maxBytes);
    if (!text.includes("\0")) return text.startsWith("\uFEFF") ? text.slice(1) : text;
    throw this.#refuse(name, "is a binary file, not text", { hint: "Put UTF-8 text there." });
  }

  /** Test data as it stands, every byte of it. Throws like `readText`, but for bytes that are 0. */
  async readData(name: string, maxBytes: number): Promise<string> {
    const file = this.#found.get(name);
    if (file === undefined)
      throw this.#refuse(name, "is not there", { hint: "Check the package." });
    if (file.bytes > maxBytes) throw this.tooLarge(name, maxBytes);
    const bytes = await readFile(file.path).catch((cause: unknown) => {
      throw this.#refuse(name, "may not be read", { hint: "Change its permissions.", cause });
    });
    if (isUtf8(bytes)) return bytes.toString("utf8");
    throw this.#refuse(name, "is not UTF-8 text", { hint: "Save it as UTF-8, or leave it out." });
  }

  tooLarge(name: string, maxBytes: number): PipelineError {
    const is = Math.ceil(this.bytesOf(name) / 1_000_000);
    const most = Math.floor(maxBytes / 1_000_000);
    return this.#refuse(name, `is too large with ${is} MB: at most ${most} MB is read`, {
      hint: "Make it smaller, or leave it out.",
    });
  }

  #refuse(name: string, what: string, next: { hint: string; cause?: unknown }): PipelineError {
    return new PipelineError("bad_input", `${this.shown(name)} ${what}.`, next);
  }
}

interface FoundFile {
  /** Absolute, without links. */
  readonly path: string;
  readonly bytes: number;
}

interface Listing {
  readonly root: string;
  readonly shownAs: string;
  readonly found: Map<string, FoundFile>;
}

interface ListedFolder {
  readonly directory: string;
  /** Relative to the package, empty for the package itself. */
  readonly name: string;
  /** The folders that it stands in, so that a link to one of them goes round only once. */
  readonly above: readonly string[];
}

async function listFolder(listing: Listing, folder: ListedFolder): Promise<void> {
  const shown = path.join(listing.shownAs, folder.name);
  if (folder.above.length > MOST_LEVELS) throw badInput(`${shown} nests too deeply.`);
  const entries = await readdir(folder.directory, { withFileTypes: true }).catch(
    (cause: unknown) => {
      throw badInput(`The folder ${shown} may not be listed.`, cause);
    },
  );
  for (const entry of entries) {
    if (isLeftOut(entry.name)) continue;
    const name = folder.name === "" ? entry.name : `${folder.name}/${entry.name}`;
    const target = path.join(folder.directory, entry.name);
    const file = entry.isSymbolicLink() ? await followLink(listing, target, name) : target;
    await listEntry(listing, { directory: file, name, above: folder.above });
  }
}

function isLeftOut(name: string): boolean {
  return LEFT_BEHIND.has(name) || (name.startsWith(".") && name !== TIME_LIMIT_FILE);
}

async function listEntry(listing: Listing, entry: ListedFolder): Promise<void> {
  const { directory: file, name, above } = entry;
  const stats = await stat(file);
  if (stats.isDirectory()) {
    if (above.includes(file)) return;
    await listFolder(listing, { directory: file, name, above: [...above, file] });
  } else if (stats.isFile()) {
    listing.found.set(name, { path: file, bytes: stats.size });
    if (listing.found.size > MOST_FILES) {
      throw badInput(`${listing.shownAs} holds more than ${MOST_FILES} files.`);
    }
  }
}

async function followLink({ root, shownAs }: Listing, link: string, name: string): Promise<string> {
  const shown = path.join(shownAs, name);
  const target = await realpath(link).catch((cause: unknown) => {
    throw badInput(`${shown} is a link that leads nowhere.`, cause);
  });
  if (target === root || target.startsWith(root + path.sep)) return target;
  throw badInput(`${shown} is a link that leads out of the package.`);
}

function badInput(message: string, cause?: unknown): PipelineError {
  const isLink = message.includes(" is a link ");
  return new PipelineError("bad_input", message, {
    cause,
    hint: isLink
      ? "Put the file itself there, or take the link away."
      : "Name the problem's folder.",
  });
}
