import { chmod, lchown, mkdir, mkdtemp, readdir, rm, rmdir } from "node:fs/promises";
import path from "node:path";

import type { RunRequest } from "./execution.js";

/** A request whose working folder has been filled: nothing is left to be done before it can run. */
export interface ReadyRequest extends Omit<RunRequest, "prepare"> {
  /** The folder whose content the working folder gets. Null: it begins empty. */
  readonly prepared: string | null;
}

const PREFIX = "pipeline-prepared-";

/** Folders that are filled for runs, and their removal. */
export class PreparedFolders {
  readonly #temporaryFolder: string;
  readonly #uid: number | null;
  #root: Promise<string> | null = null;

  /** `uid`: the user as whom programs run; null: as ourselves. */
  constructor(temporaryFolder: string, uid: number | null) {
    this.#temporaryFolder = temporaryFolder;
    this.#uid = uid;
  }

  /** Fills a folder where the request wants one. */
  async ready(request: RunRequest): Promise<ReadyRequest> {
    const { prepare, ...rest } = request;
    if (prepare === null) return { ...rest, prepared: null };
    this.#root ??= this.#makeRoot();
    const folder = await mkdtemp(path.join(await this.#root, "run-"));
    const leadsTo = await prepare(folder);
    if (this.#uid !== null) await handOver(folder, this.#uid);
    return { ...rest, prepared: folder, readable: [...rest.readable, ...leadsTo] };
  }

  /** Removes the folder of a request that has run. */
  async discard({ prepared }: ReadyRequest): Promise<void> {
    if (prepared !== null) await rm(prepared, { recursive: true, force: true });
  }

  /** Removes them all. A rest that resists harms no verdict. */
  async close(): Promise<void> {
    if (this.#root === null) return;
    const root = await this.#root.catch(() => null);
    if (root === null) return;
    await rm(root, { recursive: true, force: true }).catch(() => {});
    await rmdir(path.dirname(root)).catch(() => {}); // Another judge of this process may use it.
  }

  async #makeRoot(): Promise<string> {
    await this.#removeAbandoned();
    const all = path.join(this.#temporaryFolder, `${PREFIX}${process.pid}`);
    await mkdir(all, { recursive: true });
    const root = await mkdtemp(path.join(all, "crew-"));
    // Another user, as whom the runner may run, must pass through; he can look at nothing.
    for (const folder of [all, root]) await chmod(folder, 0o711);
    return root;
  }

  /** Folders of processes that were killed: a copy of somebody's project must not lie about. */
  async #removeAbandoned(): Promise<void> {
    for (const name of await readdir(this.#temporaryFolder)) {
      const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length)) : 0;
      if (pid <= 0 || isAlive(pid)) continue;
      // Of another user, or gone already.
      await rm(path.join(this.#temporaryFolder, name), { recursive: true, force: true }).catch(
        () => {},
      );
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Gives a folder and all that is in it to a user. Links are not followed. */
async function handOver(folder: string, uid: number): Promise<void> {
  await lchown(folder, uid, uid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const inner = path.join(folder, entry.name);
    if (entry.isDirectory()) await handOver(inner, uid);
    else await lchown(inner, uid, uid);
  }
}
