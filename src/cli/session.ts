import type { EndedRun } from "../orchestrator/run.js";
import type { RunListener, RunSession } from "../orchestrator/session.js";
import { type Flags, resolveSettings, type Settings } from "../settings/settings.js";
import { createApprover } from "./approver.js";
import type { CliContext, CliFlags } from "./cli-context.js";
import type { CliOutput, OutputMode } from "./output.js";
import { Reporter } from "./reporter.js";
import { createSpinner } from "./spinner.js";
import { terminalOf } from "./terminal.js";

/** The settings of one command, from its flags and from everywhere else. */
export async function settingsFor(flags: CliFlags, context: CliContext): Promise<Settings> {
  const known: Flags = flags;
  const { env, cwd, onFormat } = context;
  const settings = await resolveSettings({ flags: known, env, cwd });
  onFormat?.(settings.format);
  return settings;
}

/** The streams of a command, with what its settings say about colour and silence. */
function outputFor(settings: Settings, context: CliContext): CliOutput {
  const silent = settings.format !== "text" || settings.verbosity === "quiet";
  const isForPerson = modeFor(settings, context).kind === "human";
  return {
    stdout: context.stdout,
    stderr: context.stderr,
    stdoutIsTerminal: context.stdoutStream.isTTY === true,
    terminal: terminalOf(context.stderrStream, context.env, {
      // A log is read by machines and kept: no colour and no broken lines, also where a terminal shows it.
      color: settings.color && isForPerson,
      isBroken: isForPerson,
      silent,
    }),
  };
}

function modeFor(settings: Settings, { stderrStream, env }: CliContext): OutputMode {
  if (settings.format !== "text") return { kind: settings.format };
  if (settings.verbosity === "quiet") return { kind: "quiet" };
  const watched = stderrStream.isTTY === true && (env["CI"] ?? "") === "";
  return { kind: watched ? "human" : "log" };
}

/** Follows a run on the terminal to its end and returns its exit code. */
export async function tellRun(
  settings: Settings,
  context: CliContext,
  run: (session: RunSession) => Promise<EndedRun>,
): Promise<number> {
  return withReporter(settings, context, async (reporter, session) => {
    const ended = await run(session);
    reporter.ended(ended);
    return ended.result.exit_code;
  });
}

/** Does some work that is told on the terminal while it happens. */
export async function withReporter<T>(
  settings: Settings,
  context: CliContext,
  work: (reporter: Reporter, session: RunSession) => Promise<T>,
): Promise<T> {
  const output = outputFor(settings, context);
  const spinner = await createSpinner(output.terminal);
  const mode = modeFor(settings, context);
  const verbose = settings.verbosity === "verbose";
  const reporter = new Reporter({ output, mode, spinner, now: () => new Date(), verbose });
  const listener: RunListener = {
    started: (plan, notes) => reporter.started(plan, notes),
    event: (event, state, replayed) => reporter.event(event, state, replayed),
    notice: (agent, notice) => reporter.notice(agent, notice),
  };
  const approver = createApprover(context);
  try {
    return await work(reporter, { listener, approver, signal: context.signal, env: context.env });
  } finally {
    spinner.hide();
  }
}
