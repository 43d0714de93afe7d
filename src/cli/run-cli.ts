import { type Command, CommanderError } from "commander";

import { messageOf, PipelineError } from "../core/errors.js";
import { failureOf, type RunFailure } from "../core/events.js";
import { EXIT_CODES, exitCodeOf } from "../core/exit-code.js";
import { printable, printableJson } from "../core/printable.js";
import { resultWithoutRun } from "../report/result.js";
import type { CliContext } from "./cli-context.js";
import { createProgram, QUEST } from "./program.js";
import { WELCOME } from "./welcome.js";

/** How one command line is answered. */
interface Answering {
  readonly argv: readonly string[];
  readonly context: CliContext;
  /** Whether there must be one JSON document on stdout, also for an error. */
  readonly wantsJson: () => boolean;
}

/** Runs one command line and returns the exit code. Never ends the process itself. */
export async function runCli(argv: readonly string[], given: CliContext): Promise<number> {
  if (argv.length === 0) {
    given.stdout(WELCOME);
    return EXIT_CODES.passed;
  }
  let format = argv.includes("--json") || isYes(given.env["PIPELINE_JSON"]) ? "json" : "text";
  const onFormat = (known: string): void => {
    format = known;
  };
  const context: CliContext = { ...guarded(given, () => format), onFormat };
  const wantsJson = (): boolean => format === "json";
  try {
    return await runCommand(argv, context);
  } catch (error) {
    return reportError(error, { argv, context, wantsJson });
  }
}

/**
 * What is printed may quote programs, models and packages wherever it comes from: nothing of it reaches a terminal that
 * could act on it. Only colours pass, which are ours. What is piped on to a program stays as it is.
 */
function guarded(given: CliContext, format: () => string): CliContext {
  const { stdout, stderr, stdoutStream } = given;
  const forTerminal = (text: string): void =>
    stdout(format() === "text" ? printable(text, "colours") : printableJson(text));
  return {
    ...given,
    stdout: stdoutStream.isTTY === true ? forTerminal : stdout,
    stderr: (text) => stderr(printable(text, "colours")),
  };
}

function isYes(value: string | undefined): boolean {
  return /^(?:1|true|yes|on|y)$/i.test(value ?? "");
}

async function runCommand(argv: readonly string[], context: CliContext): Promise<number> {
  const [first, second] = argv;
  if (first === QUEST || (first === "help" && second === QUEST)) {
    const { runQuest } = await import("./commands/run-quest.js");
    return runQuest(first === QUEST ? argv.slice(1) : ["--help"], context);
  }
  let exitCode: number = EXIT_CODES.passed;
  const program = createProgram(context, (code) => {
    exitCode = code;
  });
  await program.parseAsync(understood(argv, program), { from: "user" });
  return exitCode;
}

/** Help on a command that there is not: commander helps in general; the command itself it refuses, with what may be meant. */
function understood(argv: readonly string[], { commands }: Command): string[] {
  const [first, second] = argv;
  if (first !== "help" || second === undefined || second.startsWith("-")) return [...argv];
  if (second === "help") return ["help"];
  return commands.some((command) => command.name() === second) ? [...argv] : argv.slice(1);
}

function reportError(error: unknown, answering: Answering): number {
  if (error instanceof CommanderError) return reportUsage(error, answering);
  const known = asPipelineError(error, answering.context.signal);
  return known === null ? reportBug(error, answering) : reportKnown(known, answering);
}

/** Commander has printed its message; it ends with 1 where a wrong command line is 2 here. */
function reportUsage({ exitCode, message }: CommanderError, answering: Answering): number {
  if (exitCode === 0) return EXIT_CODES.passed;
  writeErrorDocument(answering, { kind: "usage", message: message.replace(/^error: /, "") });
  return EXIT_CODES.wrongUsage;
}

function reportKnown(error: PipelineError, answering: Answering): number {
  const { kind, message, details, hint } = error;
  const { context } = answering;
  if (!writeErrorDocument(answering, failureOf(error))) {
    if (kind !== "cancelled") context.stderr(`error: ${printable(message)}\n`);
    if (details !== null) context.stderr(`${printable(details)}\n`);
    if (hint !== null) context.stderr(`  ${printable(hint)}\n`);
  }
  return exitCodeOf(kind);
}

function reportBug(error: unknown, answering: Answering): number {
  const { argv, context } = answering;
  context.stderr(`error: this is a bug in pipeline: ${messageOf(error)}\n`);
  const verbose = argv.includes("-v") || argv.includes("--verbose");
  const stack = error instanceof Error ? error.stack : undefined;
  context.stderr(verbose && stack !== undefined ? `${stack}\n` : "  -v shows where it happened\n");
  writeErrorDocument(answering, { kind: "bug", message: messageOf(error) });
  return EXIT_CODES.bug;
}

/** An abort that some library threw in its own words is still a cancel. */
function asPipelineError(error: unknown, signal: AbortSignal): PipelineError | null {
  if (error instanceof PipelineError) return error;
  return signal.aborted ? new PipelineError("cancelled", "interrupted") : null;
}

/** With `--json` there is one document on stdout whatever happens; true when it was written. */
function writeErrorDocument({ context, wantsJson }: Answering, error: RunFailure): boolean {
  if (!wantsJson()) return false;
  context.stdout(`${JSON.stringify(resultWithoutRun(error))}\n`);
  return true;
}
