import { createHash, randomUUID } from "node:crypto";
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

import type { CollectedFile } from "../sandbox/execution.js";

/** What is kept of one compilation. */
export interface Kept {
  /** What is started; null when the compiler refused. */
  readonly main: string | null;
  readonly log: string;
}

/** A compilation that was made before. */
export interface Found extends Kept {
  /** The folder with what came out. */
  readonly directory: string;
}

const entrySchema = z.object({
  format: z.literal(1),
  main: z.string().nullable(),
  log: z.string(),
  files: z.array(
    z.object({ name: z.string(), bytes: z.int(), sha256: z.string(), executable: z.boolean() }),
  ),
});

type Entry = z.infer<typeof entrySchema>;

const MEGABYTE = 2 ** 20;
const MOST_MEGABYTES = 2048;
/** A file of this size is not read again only to see whether it is whole. */
const LARGE_BYTES = 32 * MEGABYTE;
/** What was used so lately may be in use by another process. */
const IN_USE_MS = 3_600_000;
const SWEEP_AFTER_BYTES = 64 * MEGABYTE;

/**
 * Compilations by the hash of all that decides about them. Several processes may use one folder: what is there is
 * whole, because it comes there by renaming, and what has been damaged since is made anew.
 */
export class ArtifactCache {
  readonly #artifacts: string;
  readonly #entries: string;
  readonly #mostBytes: number;
  #unswept = Number.POSITIVE_INFINITY;

  constructor(directory: string, mostMegabytes: number = MOST_MEGABYTES) {
    this.#artifacts = path.join(directory, "artifacts");
    this.#entries = path.join(directory, "compilations");
    this.#mostBytes = mostMegabytes * MEGABYTE;
  }

  /** What is kept under a key; null when there is nothing, or it is damaged. */
  async find(key: string): Promise<Found | null> {
    const entry = await this.#read(key);
    if (entry === null || !(await this.#isWhole(key, entry))) return null;
    const now = new Date();
    await utimes(this.#entryFile(key), now, now).catch(() => {}); // It was swept away just now.
    return { main: entry.main, log: entry.log, directory: this.#directory(key) };
  }

  /** Keeps what was made and returns it as it is kept. */
  async store(key: string, kept: Kept, files: ReadonlyMap<string, CollectedFile>): Promise<Found> {
    const entry: Entry = { format: 1, ...kept, files: [...files].map(describe) };
    await mkdir(this.#entries, { recursive: true, mode: 0o755 });
    await this.#storeFiles(key, entry, files);
    const draft = `${this.#entryFile(key)}.${randomUUID()}.tmp`;
    await writeFile(draft, JSON.stringify(entry));
    await rename(draft, this.#entryFile(key));
    this.#unswept += sizeOf(entry);
    if (this.#unswept > SWEEP_AFTER_BYTES) await this.#sweep();
    return { ...kept, directory: this.#directory(key) };
  }

  async #storeFiles(
    key: string,
    entry: Entry,
    files: ReadonlyMap<string, CollectedFile>,
  ): Promise<void> {
    const draft = path.join(this.#artifacts, `${randomUUID()}.tmp`);
    await mkdir(draft, { recursive: true, mode: 0o755 });
    try {
      for (const [name, file] of files) await writeReadable(path.join(draft, name), file);
      await this.#putInPlace(draft, key, entry);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }

  /** Another process may have been faster with the same; what is damaged gives way. */
  async #putInPlace(draft: string, key: string, entry: Entry): Promise<void> {
    const target = this.#directory(key);
    for (let attempt = 0; ; attempt += 1) {
      try {
        await rename(draft, target);
        return;
      } catch (error) {
        if (await this.#isWhole(key, entry)) return;
        if (attempt === 3) throw error;
        const grave = `${draft}.${attempt}`;
        await rename(target, grave).catch(() => {}); // Somebody else has moved it away.
        await rm(grave, { recursive: true, force: true });
      }
    }
  }

  async #isWhole(key: string, { files }: Entry): Promise<boolean> {
    try {
      for (const { name, bytes, sha256 } of files) {
        const file = path.join(this.#directory(key), name);
        if ((await stat(file)).size !== bytes) return false;
        if (bytes < LARGE_BYTES && hashOf(await readFile(file)) !== sha256) return false;
      }
      return (await stat(this.#directory(key))).isDirectory();
    } catch {
      return false; // A file is not there.
    }
  }

  async #read(key: string): Promise<Entry | null> {
    try {
      return entrySchema.parse(JSON.parse(await readFile(this.#entryFile(key), "utf8")));
    } catch {
      return null; // There is none, or it is of another version.
    }
  }

  /** Removes what was not used for the longest time until the rest fits. */
  async #sweep(): Promise<void> {
    this.#unswept = 0;
    const entries = await this.#all();
    let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    const oldest = entries.toSorted((left, right) => left.usedAt - right.usedAt);
    for (const { key, bytes, usedAt } of oldest) {
      if (total <= this.#mostBytes || Date.now() - usedAt < IN_USE_MS) return;
      await rm(this.#entryFile(key), { force: true });
      await rm(this.#directory(key), { recursive: true, force: true });
      total -= bytes;
    }
  }

  async #all() {
    const names = (await readdir(this.#entries)).filter((name) => name.endsWith(".json"));
    const found = await Promise.all(
      names.map(async (name) => {
        const key = path.basename(name, ".json");
        const entry = await this.#read(key);
        const stats = await stat(this.#entryFile(key)).catch(() => null);
        const usedAt = stats?.mtimeMs ?? 0;
        return { key, usedAt, bytes: entry === null ? 0 : sizeOf(entry) };
      }),
    );
    return found;
  }

  #directory(key: string): string {
    return path.join(this.#artifacts, key);
  }

  #entryFile(key: string): string {
    return path.join(this.#entries, `${key}.json`);
  }
}

function describe([name, { bytes, executable }]: readonly [string, CollectedFile]) {
  return { name, bytes: bytes.length, sha256: hashOf(bytes), executable };
}

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function sizeOf({ files }: Entry): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0) + 4096;
}

/** Readable by the user as whom programs are run, whatever our own mask says, and changed by nobody. */
async function writeReadable(file: string, { bytes, executable }: CollectedFile): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await chmod(folder, 0o755);
  await writeFile(file, bytes);
  await chmod(file, executable ? 0o555 : 0o444);
}
