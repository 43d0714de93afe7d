import { isUtf8 } from "node:buffer";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";

import { PipelineError } from "../core/errors.js";
import { naturalOrder } from "../core/pair-sample-files.js";

/** Largest file of settings, statement or source that is read, in bytes. */
const MAX_TEXT_BYTES = 1_000_000;

/** Programs that a compiler writes are smaller. */
const MAX_BINARY_BYTES = 32_000_000;

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

  /** Throws PipelineError "bad_input" when there is far too much in the folder. */
  static async list(folder: string, shownAs: string): Promise<PackageFiles> {
    const root = await realpath(folder);
    const listing: Listing = { root, shownAs, found: new Map() };
    await listFolder(listing, { directory: root, name: "", above: [root] });
    return new PackageFiles(shownAs, listing.found);
  }

  /** One file that is a whole problem by itself. */
  static async ofFile(file: string, shownAs: string): Promise<PackageFiles> {
    const { size: bytes } = await stat(file);
    const found = new Map([[path.basename(file), { path: file, bytes, unfollowed: null }]]);
    return new PackageFiles(path.dirname(shownAs), found);
  }

  has(name: string): boolean {
    return this.#found.has(name);
  }

  /**
   * The files in a folder and in all folders below it, with their whole names. Throws PipelineError "bad_input" when
   * the folder is a link that cannot be followed.
   */
  under(folder: string): readonly string[] {
    const parts = folder.split("/");
    for (const index of parts.keys()) this.requireFollowed(parts.slice(0, index + 1).join("/"));
    return this.names.filter((name) => name.startsWith(`${folder}/`));
  }

  bytesOf(name: string): number {
    return this.#found.get(name)?.bytes ?? 0;
  }

  /** False for a link that leads out of the package, or nowhere. */
  isFollowed(name: string): boolean {
    return (this.#found.get(name)?.unfollowed ?? null) === null;
  }

  /** Throws PipelineError "bad_input" for a link that leads out of the package, or nowhere. */
  requireFollowed(name: string): void {
    const why = this.#found.get(name)?.unfollowed ?? null;
    if (why === null) return;
    throw this.#refuse(name, `is a link that leads ${why}`, {
      hint:
        why === "nowhere"
          ? "Put the file itself there, or take the link away."
          : `Copy the package with all that its links lead to: cp -rL ${this.#shownAs} COPY`,
    });
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
    const bytes = await this.#readBytes(name, maxBytes);
    if (isUtf8(bytes)) return bytes.toString("utf8");
    throw this.#refuse(name, "is not UTF-8 text", { hint: "Save it as UTF-8, or leave it out." });
  }

  /** Whether the bytes of a file are UTF-8. Throws PipelineError "bad_input" for a file that is too large. */
  async isUtf8(name: string, maxBytes: number): Promise<boolean> {
    return isUtf8(await this.#readBytes(name, maxBytes));
  }

  /** Whether a file is what a compiler writes rather than text. */
  async isBinary(name: string): Promise<boolean> {
    return (
      this.bytesOf(name) <= MAX_BINARY_BYTES &&
      (await this.#readBytes(name, MAX_BINARY_BYTES)).includes(0)
    );
  }

  /** A source, whose comments may be older than UTF-8. Throws PipelineError "bad_input" when it may not be read. */
  async readSource(name: string): Promise<SourceReading> {
    this.requireFollowed(name);
    if (this.bytesOf(name) > MAX_TEXT_BYTES) return { kind: "none", why: "is too large" };
    const bytes = await this.#readBytes(name, MAX_TEXT_BYTES);
    if (bytes.includes(0)) return { kind: "none", why: "is a binary file, not text" };
    if (!isUtf8(bytes)) return { kind: "latin-1", text: bytes.toString("latin1") };
    const text = bytes.toString("utf8");
    return { kind: "utf-8", text: text.startsWith("\uFEFF") ? text.slice(1) : text };
  }

  async #readBytes(name: string, maxBytes: number): Promise<Buffer> {
    const file = this.#found.get(name);
    if (file === undefined)
      throw this.#refuse(name, "is not there", { hint: "Check the package." });
    this.requireFollowed(name);
    if (file.bytes > maxBytes) throw this.tooLarge(name, maxBytes);
    return readFile(file.path).catch((cause: unknown) => {
      throw this.#refuse(name, "may not be read", { hint: "Change its permissions.", cause });
    });
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

/** A source as text, and in which way it was read; `none`: it is no source. */
export type SourceReading =
  | { readonly kind: "utf-8" | "latin-1"; readonly text: string }
  | { readonly kind: "none"; readonly why: string };

interface FoundFile {
  /** Absolute, without links. */
  readonly path: string;
  readonly bytes: number;
  /** Where a link leads that is not followed; null for all else. It matters only when it is needed. */
  readonly unfollowed: "out of the package" | "nowhere" | null;
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
    const file = entry.isSymbolicLink() ? await followLink(listing, target) : { path: target };
    if ("unfollowed" in file) {
      listing.found.set(name, { path: target, bytes: 0, unfollowed: file.unfollowed });
      continue;
    }
    await listEntry(listing, { directory: file.path, name, above: folder.above });
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
    listing.found.set(name, { path: file, bytes: stats.size, unfollowed: null });
    if (listing.found.size > MOST_FILES) {
      throw badInput(`${listing.shownAs} holds more than ${MOST_FILES} files.`);
    }
  }
}

async function followLink(
  { root }: Listing,
  link: string,
): Promise<Pick<FoundFile, "path"> | Pick<FoundFile, "unfollowed">> {
  const target = await realpath(link).catch(() => null);
  if (target === null) return { unfollowed: "nowhere" };
  if (target === root || target.startsWith(root + path.sep)) return { path: target };
  return { unfollowed: "out of the package" };
}

function badInput(message: string, cause?: unknown): PipelineError {
  return new PipelineError("bad_input", message, { cause, hint: "Name the problem's folder." });
}
