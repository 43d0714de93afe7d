import type { Readable } from "node:stream";

/** Everything that the command line takes from the process it runs in. */
export interface CliContext {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdoutStream: { readonly isTTY?: boolean };
  readonly stderrStream: { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Told as soon as the settings are known: how an error is to be put. */
  readonly onFormat?: (format: "text" | "json" | "jsonl") => void;
}

/** Flags as commander hands them over: text, lists of text, or true. */
export type CliFlags = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

/** One command: returns the exit code, throws PipelineError for what a person must be told. */
export type CommandAction = (
  operands: readonly string[],
  flags: CliFlags,
  context: CliContext,
) => Promise<number>;
