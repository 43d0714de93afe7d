import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";

import { runCli } from "../../src/cli/run-cli.js";

const ROOT = path.resolve(import.meta.dirname, "../..");
const MAIN = path.join(ROOT, "dist/cli/main.js");

/** What one command line came to. */
export interface Ran {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandLine {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Hands over the means to stop the command on its way. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
}

/** The built command line in an environment that holds nothing of the user's. */
export function pipelineCommand(line: CommandLine): Promise<Ran> {
  return nodeProgram({ ...line, args: [MAIN, ...line.args] });
}

/** The same command line without a process of its own: for tables of many rows, where nothing is run or stopped. */
export async function pipelineInProcess(line: Omit<CommandLine, "onStart">): Promise<Ran> {
  const written = { stdout: "", stderr: "" };
  const code = await runCli(line.args, {
    stdout: (text) => void (written.stdout += text),
    stderr: (text) => void (written.stderr += text),
    stdin: Readable.from([line.stdin ?? ""]),
    stdoutStream: {},
    stderrStream: {},
    env: { PATH: process.env["PATH"] ?? "", ...line.env },
    cwd: line.cwd,
    signal: new AbortController().signal,
  });
  return { code, signal: null, ...written };
}

/** A home that all tests share, so that what is compiled for one is there for the next. */
async function sharedHome(): Promise<string> {
  const home = path.join(tmpdir(), "pipeline-tests-home");
  await mkdir(home, { recursive: true });
  return home;
}

/** Any program for Node, in the same environment. */
export async function nodeProgram(line: CommandLine): Promise<Ran> {
  const child = spawn(process.execPath, line.args, {
    cwd: line.cwd,
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: await sharedHome(),
      LANG: "C.UTF-8",
      // Enough to find what a test hides; a test that wants more says so.
      PIPELINE_STRESS_CASES: "40",
      PIPELINE_STRESS_SECONDS: "3",
      ...line.env,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const written = { stdout: "", stderr: "" };
  line.onStart?.((signal) => void child.kill(signal));
  const note = (stream: "stdout" | "stderr") => (chunk: string) => {
    written[stream] += chunk;
  };
  child.stdout.setEncoding("utf8").on("data", note("stdout"));
  child.stderr.setEncoding("utf8").on("data", note("stderr"));
  // A command may end without reading its input.
  child.stdin.on("error", () => undefined).end(line.stdin ?? "");
  const [code, signal]: [number | null, string | null] = await once(child, "close").then(
    ([exitCode, exitSignal]) => [exitCode, exitSignal],
  );
  return { code, signal, ...written };
}

/** The folder of the repository. */
export const REPOSITORY = ROOT;
