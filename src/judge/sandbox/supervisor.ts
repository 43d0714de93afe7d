import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { messageOf } from "../../core/errors.js";
import {
  type Execution,
  type Greeting,
  greetingSchema,
  type RunRequest,
  replySchema,
} from "./execution.js";
import { type Frame, FrameReader } from "./frames.js";

/** Where the Python supervisor is; the same from `src/` and from `dist/`. */
const RUNNER = fileURLToPath(new URL("../../../src/judge/sandbox/runner-python/", import.meta.url));

/** Beyond the longest run: after this the supervisor itself hangs. */
const PATIENCE_MS = 60_000;
const FAREWELL_MS = 8_000;

/** The judge's own trouble with one run. It says nothing about the program. */
export class SupervisorTrouble extends Error {
  override readonly name = "SupervisorTrouble";
}

/** How programs are to be kept apart. */
export interface SupervisorOptions {
  /** The Python that runs the supervisor. */
  readonly python: string;
  /** An existing folder in which the runs have theirs. */
  readonly temporaryFolder: string;
  readonly useLandlock: boolean;
  /** The user as whom programs run; null: as ourselves. */
  readonly uid: number | null;
}

/**
 * One process that runs programs one after another. When we die, or `close` it, it ends what it runs and
 * removes its folder.
 */
export class Supervisor {
  readonly greeting: Greeting;
  readonly #link: Link;
  readonly #folder: string;
  #prepared = 0;

  private constructor(greeting: Greeting, link: Link, folder: string) {
    this.greeting = greeting;
    this.#link = link;
    this.#folder = folder;
  }

  /** Throws SupervisorTrouble when it does not come up. */
  static async start(options: SupervisorOptions): Promise<Supervisor> {
    const folder = await mkdtemp(path.join(options.temporaryFolder, "pipeline-judge-"));
    const link = new Link(options, folder);
    try {
      const { header } = await link.next(PATIENCE_MS);
      return new Supervisor(greetingSchema.parse(header), link, folder);
    } catch (error) {
      await link.close(folder);
      throw new SupervisorTrouble(messageOf(error), { cause: error });
    }
  }

  /** Runs one program. Throws SupervisorTrouble, after which only `close` makes sense. */
  async run(request: RunRequest): Promise<Execution> {
    const stdin = Buffer.from(request.stdin);
    const prepared = await this.#prepare(request);
    const message = {
      argv: request.command,
      env: request.environment,
      files: request.files,
      adopt: prepared?.name ?? null,
      readable: [...request.readable, ...(prepared?.readable ?? [])],
      writable: request.writable,
      limits: request.limits,
      mayFork: request.mayFork,
      artifact: request.artifact,
      collect: request.collect,
      stdinBytes: stdin.length,
    };
    this.#link.send(Buffer.from(`${JSON.stringify(message)}\n`), stdin);
    return readExecution(await this.#link.next(request.limits.wallMs + PATIENCE_MS));
  }

  async #prepare({ prepare }: RunRequest) {
    if (prepare === null) return null;
    this.#prepared += 1;
    const name = `prepared-${this.#prepared}`;
    const folder = path.join(this.#folder, name);
    await mkdir(folder);
    return { name, readable: await prepare(folder) };
  }

  /** Ends whatever runs, at once, and removes all its files. */
  async close(): Promise<void> {
    await this.#link.close(this.#folder);
  }
}

function readExecution({ header, blocks }: Frame): Execution {
  const { data: reply } = replySchema.safeParse(header);
  if (reply === undefined) throw new SupervisorTrouble("The supervisor's answer cannot be read.");
  if ("trouble" in reply) throw new SupervisorTrouble(reply.trouble);
  const [stdout = Buffer.alloc(0), stderr = Buffer.alloc(0), result = Buffer.alloc(0)] = blocks;
  const { work, files, ...measured } = reply;
  const collected = files.map(({ name, executable }, at) => {
    return [name, { bytes: blocks[at + 3] ?? Buffer.alloc(0), executable }] as const;
  });
  // The name of the folder is different every time, and what is reported should not be.
  const text = stderr.toString("utf8").replaceAll(`${work}/`, "").replaceAll(work, ".");
  return { ...measured, stdout, stderr: text, result, files: new Map(collected) };
}

interface Waiting {
  readonly resolve: (frame: Frame) => void;
  readonly reject: (error: Error) => void;
}

/** The pipes to the process: one message out, one message back. */
class Link {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #frames = new FrameReader();
  readonly #closed: Promise<void>;
  #waiting: Waiting | null = null;
  #unread: Frame[] = [];
  #complaint = "";
  #over: Error | null = null;

  constructor({ python, useLandlock, uid }: SupervisorOptions, folder: string) {
    const script = path.join(RUNNER, "supervise.py");
    const args = [
      folder,
      useLandlock ? "landlock" : "no-landlock",
      uid === null ? "-" : String(uid),
    ];
    // Its own session: a Ctrl-C in the terminal is for us to act on. Its environment holds nothing of ours.
    this.#process = spawn(python, ["-I", "-S", "-B", script, ...args], {
      detached: true,
      cwd: "/",
      env: { PATH: "/usr/bin:/bin", LANG: "C.UTF-8" },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const { stdin, stdout, stderr } = this.#process;
    this.#closed = new Promise((resolve) => this.#process.once("close", () => resolve()));
    this.#process.once("error", (error) => this.#end(error));
    this.#process.once("close", () => {
      this.#end(
        new SupervisorTrouble(
          `The supervisor ended: ${this.#complaint.trim() || "no reason given"}`,
        ),
      );
    });
    // A supervisor that is gone is noticed by its "close"; the broken pipe says nothing more.
    stdin.on("error", () => {});
    stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-2000);
    });
    stdout.on("data", (piece: Buffer) => this.#receive(piece));
  }

  send(...messages: readonly Buffer[]): void {
    for (const message of messages) this.#process.stdin.write(message);
  }

  /** The next frame. Rejects when the process has ended or says nothing for too long. */
  async next(patienceMs: number): Promise<Frame> {
    const unread = this.#unread.shift();
    if (unread !== undefined) return unread;
    if (this.#over !== null) throw this.#over;
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), patienceMs);
    try {
      return await new Promise<Frame>((resolve, reject) => {
        this.#waiting = { resolve, reject };
      });
    } finally {
      clearTimeout(timer);
    }
  }

  async close(folder: string): Promise<void> {
    this.#process.stdin.end();
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), FAREWELL_MS);
    if (this.#process.pid !== undefined) await this.#closed;
    clearTimeout(timer);
    // It has removed the folder itself, unless it was killed. A rest that resists harms no verdict.
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
  }

  #receive(piece: Buffer): void {
    try {
      for (const frame of this.#frames.push(piece)) this.#deliver(frame);
    } catch (error) {
      this.#end(new SupervisorTrouble("The supervisor's answer cannot be read.", { cause: error }));
      this.#process.kill("SIGKILL");
    }
  }

  #deliver(frame: Frame): void {
    if (this.#waiting === null) this.#unread.push(frame);
    else this.#waiting.resolve(frame);
    this.#waiting = null;
  }

  #end(error: Error): void {
    this.#over ??= error;
    this.#waiting?.reject(this.#over);
    this.#waiting = null;
  }
}
