import { chmod, lchown, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import path from "node:path";

import { messageOf } from "../../core/errors.js";
import { INSIDE } from "./bubblewrap.js";
import { fieldsOfRequest, type Measured, readExecutions } from "./exchange.js";
import type { Execution, Greeting, RunRequest } from "./execution.js";
import { Link, RunnerTrouble } from "./link.js";
import { type Field, textField } from "./message.js";
import { type RunnerOptions, spawnRunner } from "./spawn-runner.js";
import { systemCallFilter } from "./system-calls.js";

/** Two programs that talked with each other. */
export interface PairExecution {
  readonly program: Execution;
  readonly partner: Execution;
  readonly firstToEnd: "program" | "partner";
}

/** Beyond the longest run: after this the runner itself hangs. */
const PATIENCE_MS = 60_000;

/**
 * One process that runs programs one after another. When we die, or `close` it, it ends what it runs and
 * removes its files.
 */
export class Runner {
  readonly greeting: Greeting;
  readonly shown: readonly string[];
  readonly #options: RunnerOptions;
  readonly #link: Link;
  readonly #folder: string;
  #prepared = 0;

  private constructor(greeting: Greeting, link: Link, started: Started) {
    this.greeting = greeting;
    this.shown = started.options.shown;
    this.#options = started.options;
    this.#link = link;
    this.#folder = started.folder;
  }

  /** Throws RunnerTrouble when it does not come up. */
  static async start(options: RunnerOptions): Promise<Runner> {
    const folder = await mkdtemp(path.join(options.temporaryFolder, "pipeline-judge-"));
    if (options.uid !== null) await chmod(folder, 0o711);
    const link = new Link(await spawnRunner(options, folder));
    try {
      const greeting = readGreeting(await link.next(PATIENCE_MS));
      link.send(setupOf(options, greeting, folder));
      await link.next(PATIENCE_MS);
      return new Runner(greeting, link, { options, folder });
    } catch (error) {
      await link.close();
      await rm(folder, { recursive: true, force: true });
      throw new RunnerTrouble(messageOf(error), { cause: error });
    }
  }

  /** Runs one program. Throws RunnerTrouble, after which only `close` makes sense. */
  async run(request: RunRequest): Promise<Execution> {
    const [measured] = await this.#exchange([request]);
    if (measured === undefined) throw new RunnerTrouble("The runner tells of no program.");
    return measured.execution;
  }

  /** Runs two programs, each of which reads what the other writes. */
  async runPair(program: RunRequest, partner: RunRequest): Promise<PairExecution> {
    const [first, second] = await this.#exchange([program, partner]);
    if (first === undefined || second === undefined) {
      throw new RunnerTrouble("The runner does not tell of both programs.");
    }
    const firstToEnd = first.endedNs <= second.endedNs ? "program" : "partner";
    return { program: first.execution, partner: second.execution, firstToEnd };
  }

  async #exchange(requests: readonly RunRequest[]): Promise<readonly Measured[]> {
    const folders = await Promise.all(requests.map(async (request) => this.#prepare(request)));
    try {
      this.#link.send(
        requests.flatMap((request, at) =>
          fieldsOfRequest(withPackages(request, folders[at]), folders[at]?.folder ?? null),
        ),
      );
      const longestMs = Math.max(...requests.map(({ limits }) => limits.wallMs));
      return readExecutions(await this.#link.next(longestMs + PATIENCE_MS));
    } finally {
      for (const prepared of folders) {
        if (prepared !== null) await rm(prepared.folder, { recursive: true, force: true });
      }
    }
  }

  async #prepare({ prepare }: RunRequest): Promise<Prepared | null> {
    if (prepare === null) return null;
    this.#prepared += 1;
    const folder = path.join(this.#folder, `prepared-${this.#prepared}`);
    await mkdir(folder);
    const readable = await prepare(folder);
    if (this.#options.uid !== null) await handOver(folder, this.#options.uid);
    return { folder, readable };
  }

  /** Ends whatever runs, at once, and removes all its files. */
  async close(): Promise<void> {
    await this.#link.close();
    // A rest that resists harms no verdict.
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
  }
}

interface Started {
  readonly options: RunnerOptions;
  readonly folder: string;
}

/** A folder that was filled for a run, and what else of this machine it leads to. */
interface Prepared {
  readonly folder: string;
  readonly readable: readonly string[];
}

function withPackages(request: RunRequest, prepared: Prepared | null | undefined): RunRequest {
  return prepared ? { ...request, readable: [...request.readable, ...prepared.readable] } : request;
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

function readGreeting(message: readonly Field[]): Greeting {
  const number = (wanted: string) =>
    Number(message.find(({ name }) => name === wanted)?.bytes.toString() ?? Number.NaN);
  const [landlock, seccomp] = [number("landlock"), number("seccomp")];
  if (!Number.isInteger(landlock) || !Number.isInteger(seccomp)) {
    throw new RunnerTrouble("The runner's greeting cannot be read.");
  }
  return { landlock, seccomp: seccomp === 1 && systemCallFilter(process.arch, "single") !== null };
}

function setupOf(options: RunnerOptions, { landlock, seccomp }: Greeting, folder: string) {
  const { walls, uid, useLandlock } = options;
  const isInside = walls.kind === "namespaces";
  const filters = seccomp
    ? (["single", "family"] as const).map((profile) => ({
        name: `filter-${profile}`,
        bytes: systemCallFilter(process.arch, profile) ?? Buffer.alloc(0),
      }))
    : [];
  return [
    textField("root", isInside ? INSIDE.root : folder),
    textField("namespaces", isInside ? 1 : 0),
    textField("landlock", useLandlock ? landlock : 0),
    // A bubblewrap is that user already.
    ...(uid === null || isInside ? [] : [textField("uid", uid)]),
    ...filters,
  ];
}
