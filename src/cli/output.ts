import type { Terminal } from "./terminal.js";

/** The two streams of a command line: the result goes to stdout, everything else to stderr. */
export interface CliOutput {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly stdoutIsTerminal: boolean;
  /** What the terminal behind stderr can do. */
  readonly terminal: Terminal;
}

/**
 * How a run is told. `human`: lines for a person. `log`: one dated line a step. `json`, `jsonl`: one
 * object or the events on stdout and nothing on stderr. `quiet`: errors and the result only.
 */
export interface OutputMode {
  readonly kind: "human" | "log" | "json" | "jsonl" | "quiet";
}
