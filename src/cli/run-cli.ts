import { CommanderError } from "commander";

import { messageOf, PipelineError } from "../core/errors.js";
import type { RunFailure } from "../core/events.js";
import { EXIT_CODES, exitCodeOf } from "../core/exit-code.js";
import type { CliContext } from "./cli-context.js";
import { createProgram, QUEST } from "./program.js";
import { WELCOME } from "./welcome.js";

/** Runs one command line and returns the exit code. Never ends the process itself. */
export async function runCli(argv: readonly string[], context: CliContext): Promise<number> {
  if (argv.length === 0) {
    context.stdout(WELCOME);
    return EXIT_CODES.passed;
  }
  let exitCode: number = EXIT_CODES.passed;
  try {
    if (argv[0] === QUEST) {
      const { runQuest } = await import("./commands/run-quest.js");
      return await runQuest(argv.slice(1), context);
    }
    const program = createProgram(context, (code) => {
      exitCode = code;
    });
    await program.parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    return reportError(error, argv, context);
  }
}

function reportError(error: unknown, argv: readonly string[], context: CliContext): number {
  if (error instanceof CommanderError) {
    // Commander has printed its message; it ends with 1 where a wrong command line is 2 here.
    return error.exitCode === 0 ? EXIT_CODES.passed : EXIT_CODES.wrongUsage;
  }
  const known = asPipelineError(error, context.signal);
  if (known === null) {
    context.stderr(`error: this is a bug in pipeline: ${messageOf(error)}\n`);
    const verbose = argv.includes("-v") || argv.includes("--verbose");
    const stack = error instanceof Error ? error.stack : undefined;
    context.stderr(
      verbose && stack !== undefined ? `${stack}\n` : "  -v shows where it happened\n",
    );
    writeErrorDocument(argv, context, { kind: "bug", message: messageOf(error) });
    return EXIT_CODES.bug;
  }
  if (known.kind !== "cancelled") context.stderr(`error: ${known.message}\n`);
  if (known.hint !== null) context.stderr(`  ${known.hint}\n`);
  writeErrorDocument(argv, context, { kind: known.kind, message: known.message });
  return exitCodeOf(known.kind);
}

/** An abort that some library threw in its own words is still a cancel. */
function asPipelineError(error: unknown, signal: AbortSignal): PipelineError | null {
  if (error instanceof PipelineError) return error;
  return signal.aborted ? new PipelineError("cancelled", "interrupted") : null;
}

/** With `--json` there is one document on stdout whatever happens, in the form of `result.json`. */
function writeErrorDocument(
  argv: readonly string[],
  { env, stdout }: CliContext,
  error: RunFailure,
): void {
  if (!argv.includes("--json") && !isYes(env["PIPELINE_JSON"])) return;
  const document = {
    schema: 1,
    run: null,
    dir: null,
    status: "stopped",
    reason: error.message,
    exit_code: exitCodeOf(error.kind),
    final: null,
    error,
  };
  stdout(`${JSON.stringify(document)}\n`);
}

function isYes(value: string | undefined): boolean {
  return /^(?:1|true|yes|on|y)$/i.test(value ?? "");
}
