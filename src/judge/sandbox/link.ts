import type { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";

import { encodeMessage, type Field, MessageReader } from "./message.js";

const FAREWELL_MS = 8_000;
const LONGEST_COMPLAINT = 2000;
/** What timers can count to. */
const LONGEST_PATIENCE_MS = 2 ** 31 - 1;

/** The judge's own trouble with one run. It says nothing about the program. */
export class RunnerTrouble extends Error {
  override readonly name = "RunnerTrouble";
}

/** A process with pipes for its three standard streams, whatever other descriptors it has. */
export type Piped = ChildProcess & {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
};

interface Waiting {
  readonly resolve: (message: readonly Field[]) => void;
  readonly reject: (error: Error) => void;
}

/** The pipes to a runner: one message out, one message back. */
export class Link {
  readonly #process: Piped;
  readonly #reader = new MessageReader();
  readonly #closed: Promise<void>;
  #waiting: Waiting | null = null;
  #unread: (readonly Field[])[] = [];
  #complaint = "";
  #over: Error | null = null;

  constructor(runner: Piped) {
    this.#process = runner;
    const { stdin, stdout, stderr } = runner;
    this.#closed = new Promise((resolve) => runner.once("close", () => resolve()));
    runner.once("error", (error) => this.#end(error));
    runner.once("close", () => {
      const reason = this.#complaint.trim() || "no reason given";
      this.#end(new RunnerTrouble(`The runner ended: ${reason}`));
    });
    // A runner that is gone is noticed by its "close"; the broken pipe says nothing more.
    stdin.on("error", () => {});
    stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-LONGEST_COMPLAINT);
    });
    stdout.on("data", (piece: Buffer) => this.#receive(piece));
  }

  send(fields: readonly Field[]): void {
    const { stdin } = this.#process;
    stdin.cork();
    for (const piece of encodeMessage(fields)) stdin.write(piece);
    stdin.uncork();
  }

  /** The next message. Throws RunnerTrouble when the process has ended, also because it said nothing for too long. */
  async next(patienceMs: number): Promise<readonly Field[]> {
    const unread = this.#unread.shift();
    if (unread !== undefined) return unread;
    if (this.#over !== null) throw this.#over;
    const timer = setTimeout(
      () => this.#process.kill("SIGKILL"),
      Math.min(patienceMs, LONGEST_PATIENCE_MS),
    );
    try {
      return await new Promise<readonly Field[]>((resolve, reject) => {
        this.#waiting = { resolve, reject };
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the process with all that it runs. */
  async close(): Promise<void> {
    this.#process.stdin.end();
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), FAREWELL_MS);
    if (this.#process.pid !== undefined) await this.#closed;
    clearTimeout(timer);
  }

  #receive(piece: Buffer): void {
    try {
      for (const message of this.#reader.push(piece)) this.#deliver(message);
    } catch (error) {
      this.#end(new RunnerTrouble("The runner's answer cannot be read.", { cause: error }));
      this.#process.kill("SIGKILL");
    }
  }

  #deliver(message: readonly Field[]): void {
    if (this.#waiting === null) this.#unread.push(message);
    else this.#waiting.resolve(message);
    this.#waiting = null;
  }

  #end(error: Error): void {
    this.#over ??= error;
    this.#waiting?.reject(this.#over);
    this.#waiting = null;
  }
}
