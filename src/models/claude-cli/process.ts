import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";

/** One start of a program. */
export interface Start {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin: string;
  /** Hears every whole line of the standard output, as it comes. */
  readonly onLine: (line: string) => void;
}

/** How long a program that was asked to stop may take, before it is asked again and before it is killed. */
export interface StopGrace {
  readonly terminateAfterMs: number;
  readonly killAfterMs: number;
}

export const STOP_GRACE: StopGrace = { terminateAfterMs: 2_000, killAfterMs: 5_000 };

/** How a program ended. */
export type Ending =
  | { readonly kind: "not-started"; readonly code: string | null; readonly reason: string }
  | { readonly kind: "exited"; readonly exitCode: number; readonly complaint: string }
  | { readonly kind: "killed"; readonly by: string; readonly complaint: string }
  | { readonly kind: "too-much-output"; readonly megabytes: number };

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const MEGABYTE = 2 ** 20;
const MOST_OUTPUT_MEGABYTES = 64;
const LONGEST_COMPLAINT = 2_000;
/** How long pipes may stay open after the program that wrote to them has ended. */
const FAREWELL_MS = 1_000;

/**
 * Runs a program in a process group of its own and waits until nothing of it is left. When the signal aborts, the group
 * is asked to stop, then told, then killed.
 */
export async function runProcess(
  start: Start,
  signal: AbortSignal,
  grace: StopGrace = STOP_GRACE,
): Promise<Ending> {
  // A group of its own: a Ctrl-C in the terminal is for us to act on, and what it starts ends with it.
  const child: Child = spawn(start.command, [...start.args], {
    cwd: start.cwd,
    env: { ...start.env },
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = endOf(child);
  const complaint = tailOf(child.stderr);
  const tooMuch = new AbortController();
  readLines(child.stdout, start.onLine, () => tooMuch.abort());
  // Whoever ends without reading its prompt is told of by its end.
  child.stdin.on("error", () => undefined);
  child.stdin.end(start.stdin);
  const stop = stopOn(AbortSignal.any([signal, tooMuch.signal]), child, grace);
  try {
    const ending = await ended;
    if (ending.kind === "not-started") return ending;
    if (tooMuch.signal.aborted)
      return { kind: "too-much-output", megabytes: MOST_OUTPUT_MEGABYTES };
    return { ...ending, complaint: complaint() };
  } finally {
    stop();
  }
}

type Bare<E> = E extends { readonly complaint: string } ? Omit<E, "complaint"> : never;
type End = Extract<Ending, { kind: "not-started" }> | Bare<Ending>;

function endOf(child: Child): Promise<End> {
  return new Promise((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      // Also sent when a signal cannot be delivered to a program that runs.
      if (child.pid !== undefined) return;
      resolve({ kind: "not-started", code: error.code ?? null, reason: error.message });
    });
    child.once("exit", () => {
      // What it started and left behind.
      signalGroup(child, "SIGKILL");
      const farewell = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, FAREWELL_MS);
      child.once("close", () => clearTimeout(farewell));
    });
    child.once("close", (exitCode, by) => {
      if (exitCode !== null) resolve({ kind: "exited", exitCode });
      else resolve({ kind: "killed", by: by ?? "a signal" });
    });
  });
}

/** Begins to stop the program when the signal aborts. Returns how to forget about it. */
function stopOn(signal: AbortSignal, child: Child, grace: StopGrace): () => void {
  const timers: NodeJS.Timeout[] = [];
  const after = (ms: number, name: NodeJS.Signals): void => {
    timers.push(setTimeout(() => signalGroup(child, name), ms));
  };
  const stop = (): void => {
    // The first one lets it say what was spent.
    signalGroup(child, "SIGINT");
    after(grace.terminateAfterMs, "SIGTERM");
    after(grace.killAfterMs, "SIGKILL");
  };
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return () => {
    signal.removeEventListener("abort", stop);
    for (const timer of timers) clearTimeout(timer);
  };
}

function signalGroup({ pid }: Child, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // Nothing of the group is left.
  }
}

function readLines(stdout: Readable, onLine: (line: string) => void, onTooMuch: () => void): void {
  let bytes = 0;
  let pieces: string[] = [];
  stdout.setEncoding("utf8").on("data", (text: string) => {
    bytes += Buffer.byteLength(text);
    if (bytes > MOST_OUTPUT_MEGABYTES * MEGABYTE) {
      stdout.destroy();
      onTooMuch();
      return;
    }
    const [first = "", ...more] = text.split("\n");
    pieces.push(first);
    for (const piece of more) {
      onLine(pieces.join(""));
      pieces = [piece];
    }
  });
  stdout.once("end", () => {
    const rest = pieces.join("");
    if (rest !== "") onLine(rest);
  });
}

/** The last words of a stream. */
function tailOf(stream: Readable): () => string {
  let tail = "";
  stream.setEncoding("utf8").on("data", (text: string) => {
    tail = (tail + text).slice(-LONGEST_COMPLAINT);
  });
  return () => tail;
}
