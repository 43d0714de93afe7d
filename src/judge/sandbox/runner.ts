import { chmod, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";

import { messageOf } from "../../core/errors.js";
import { INSIDE } from "./bubblewrap.js";
import { fieldsOfRequest, type Measured, readExecutions } from "./exchange.js";
import type { Execution, Greeting } from "./execution.js";
import { Link, RunnerTrouble } from "./link.js";
import { type Field, textField } from "./message.js";
import type { ReadyRequest } from "./prepared.js";
import { underSeatbelt } from "./seatbelt.js";
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
  readonly #link: Link;
  readonly #root: Root;
  readonly #adapt: (request: ReadyRequest, slot: number) => ReadyRequest;

  private constructor(greeting: Greeting, link: Link, { options, root }: Started) {
    this.greeting = greeting;
    this.shown = options.shown;
    this.#link = link;
    this.#root = root;
    const isEnclosed = options.walls.kind === "seatbelt";
    this.#adapt = isEnclosed
      ? (request, slot) => enclosed(request, root.folder, slot)
      : (request) => request;
  }

  /** Throws RunnerTrouble when it does not come up. */
  static async start(options: RunnerOptions): Promise<Runner> {
    const root = await makeRoot(options);
    const link = new Link(await spawnRunner(options));
    try {
      const greeting = readGreeting(await link.next(PATIENCE_MS));
      link.send(setupOf(options, greeting, root.folder));
      await link.next(PATIENCE_MS);
      return new Runner(greeting, link, { options, root });
    } catch (error) {
      await link.close();
      await removeRoot(root);
      throw new RunnerTrouble(messageOf(error), { cause: error });
    }
  }

  /** Runs one program. Throws RunnerTrouble, after which only `close` makes sense. */
  async run(request: ReadyRequest): Promise<Execution> {
    const [measured] = await this.#exchange([request]);
    if (measured === undefined) throw new RunnerTrouble("The runner tells of no program.");
    return measured.execution;
  }

  /** Runs two programs, each of which reads what the other writes. */
  async runPair(program: ReadyRequest, partner: ReadyRequest): Promise<PairExecution> {
    const [first, second] = await this.#exchange([program, partner]);
    if (first === undefined || second === undefined) {
      throw new RunnerTrouble("The runner does not tell of both programs.");
    }
    const firstToEnd = first.endedNs <= second.endedNs ? "program" : "partner";
    return { program: first.execution, partner: second.execution, firstToEnd };
  }

  async #exchange(requests: readonly ReadyRequest[]): Promise<readonly Measured[]> {
    this.#link.send(
      requests.flatMap((request, slot) => fieldsOfRequest(this.#adapt(request, slot))),
    );
    const longestMs = Math.max(...requests.map(({ limits }) => limits.wallMs));
    return readExecutions(await this.#link.next(longestMs + PATIENCE_MS));
  }

  /** Ends whatever runs, at once, and removes all its files. */
  async close(): Promise<void> {
    await this.#link.close();
    await removeRoot(this.#root);
  }
}

interface Started {
  readonly options: RunnerOptions;
  readonly root: Root;
}

/** The folder of all runs, as the runner sees it, and whether it is one of this machine. */
interface Root {
  readonly folder: string;
  readonly isOurs: boolean;
}

/** Each program of a request has a folder of its own, named by a letter. */
const SLOTS = ["a", "b"];

function enclosed(request: ReadyRequest, root: string, slot: number): ReadyRequest {
  const folder = path.join(root, SLOTS[slot] ?? "");
  const { artifact, readable, writable, mayFork, command } = request;
  const reach = {
    readable: [...readable, folder, ...(artifact === null ? [] : [artifact])],
    writable: [...writable, path.join(folder, "work")],
    mayFork,
  };
  return { ...request, command: underSeatbelt(command, reach) };
}

/** In namespaces nobody else sees it, and it goes with them. */
async function makeRoot({ walls, temporaryFolder }: RunnerOptions): Promise<Root> {
  if (walls.kind === "namespaces") return { folder: INSIDE.root, isOurs: false };
  const folder = await mkdtemp(path.join(temporaryFolder, "pipeline-judge-"));
  await chmod(folder, 0o711); // Another user may pass through, and look at nothing.
  return { folder, isOurs: true };
}

/** The runner has removed it itself, unless it was killed. A rest that resists harms no verdict. */
async function removeRoot({ folder, isOurs }: Root): Promise<void> {
  if (isOurs) await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
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

function setupOf(options: RunnerOptions, { landlock, seccomp }: Greeting, root: string) {
  const { walls, uid, useLandlock } = options;
  const isInside = walls.kind === "namespaces";
  // Elsewhere the files of this machine cannot be written to, or belong to somebody else.
  const facts = isInside || uid !== null ? "changeable" : "pretended";
  const filters = seccomp
    ? (["single", "family"] as const).map((profile) => ({
        name: `filter-${profile}`,
        bytes: systemCallFilter(process.arch, profile, facts) ?? Buffer.alloc(0),
      }))
    : [];
  return [
    textField("root", root),
    textField("namespaces", isInside ? 1 : 0),
    textField("landlock", useLandlock ? landlock : 0),
    // A bubblewrap is that user already.
    ...(uid === null || isInside ? [] : [textField("uid", uid)]),
    ...filters,
  ];
}
