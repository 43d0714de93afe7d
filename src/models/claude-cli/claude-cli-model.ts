import path from "node:path";

import { messageOf, PipelineError } from "../../core/errors.js";
import type { Answer, Model, ModelRequest, Prices } from "../../core/ports.js";
import { tokensAtWorst } from "../../core/prompt-tokens.js";
import { NO_USAGE } from "../../core/usage.js";
import type { CostOf } from "../messages/account.js";
import { resolveModelName } from "../model-names.js";
import { type Pace, REAL_PACE } from "../pace.js";
import { type Outcome, withRetries } from "../retry.js";
import { startWatchdog } from "../watchdog.js";
import { billedOf, type Progress } from "./billed.js";
import { commandLine, needsFile, type SystemPrompt } from "./command-line.js";
import { type ClaudeLogin, childEnvironment, type Environment, secretsIn } from "./environment.js";
import { type Fault, faultOf, tooLate } from "./fault.js";
import { foldedPrompt } from "./folded-prompt.js";
import { CommandOutput } from "./output.js";
import { type Ending, runProcess, STOP_GRACE, type StopGrace } from "./process.js";
import { Seats } from "./seats.js";
import { answerIn, type OutputOf, spentOn } from "./took.js";
import { type WorkingFolder, withWorkingFolder } from "./working-folder.js";

/** Everything that the backend is told from outside. It reads no variable and no file of the user's by itself. */
export interface ClaudeCliOptions {
  /** A name that is found on the PATH, or an absolute path; `claude` if not given. */
  readonly command?: string;
  /** The user's environment. Only what the command cannot do without is handed on. */
  readonly env: Environment;
  /** Who pays; the subscription of whoever is logged in with the command if not given. */
  readonly login?: ClaudeLogin;
  /** What tokens cost where the command does not say; null when no price is known. */
  readonly costOf: CostOf;
  /** What a call may cost, of which the command is told, too. Null: no limit in dollars. */
  readonly prices: Prices | null;
  /** How often one call is tried, 4 if not given. */
  readonly attempts?: number;
  /** The longest that the command may say nothing, 5 minutes if not given. */
  readonly stallTimeoutMs?: number;
  /** The longest that a call may take with all its attempts, 30 minutes if not given. Waiting for a seat is no part of it. */
  readonly deadlineMs?: number;
  /** How many run at a time, 2 if not given: each is heavy. */
  readonly seats?: number;
  readonly stopGrace?: StopGrace;
  /** How a program is started; for real if not given. */
  readonly run?: typeof runProcess;
  /** Where its working folders are made; the system's own place if not given. */
  readonly temporaryFolder?: string;
  readonly pace?: Pace;
}

/**
 * A model behind the user's own `claude` command, which is started once for every request and uses its own login: no token
 * is read or stored here. What it cost is what the command reports, which on a plan is only worth so much, not billed.
 * A call throws "bad_settings" (not installed, too old), "no_key", "refused_key", "usage" (no such model), "service" or
 * "cancelled".
 */
export function createClaudeCliModel(options: ClaudeCliOptions): Model {
  const backend = backendFrom(options);
  return {
    async complete(request, signal) {
      const leave = await backend.seats.take(signal).catch(() => null);
      if (leave === null) {
        await request.account.failed({ why: "cancelled", usage: NO_USAGE, billed: "known" });
        throw cancelled();
      }
      const deadline = startWatchdog(backend.deadlineMs);
      try {
        return await callCommand(backend, request, { asked: signal, deadline: deadline.signal });
      } finally {
        deadline.stop();
        leave();
      }
    },
  };
}

interface Backend extends Required<Omit<ClaudeCliOptions, "seats" | "temporaryFolder">> {
  /** The command in a sentence. */
  readonly name: string;
  readonly secrets: readonly string[];
  readonly seats: Seats;
  readonly temporaryFolder: string | null;
}

/** The two things that end a call from outside. */
interface CallEnds {
  readonly asked: AbortSignal;
  readonly deadline: AbortSignal;
}

function backendFrom(options: ClaudeCliOptions): Backend {
  const { command = "claude", login = { kind: "subscription" } } = options;
  return {
    command,
    name: path.basename(command),
    env: options.env,
    login,
    costOf: options.costOf,
    prices: options.prices,
    attempts: options.attempts ?? 4,
    stallTimeoutMs: options.stallTimeoutMs ?? 5 * 60_000,
    deadlineMs: options.deadlineMs ?? 30 * 60_000,
    seats: new Seats(options.seats ?? 2),
    stopGrace: options.stopGrace ?? STOP_GRACE,
    run: options.run ?? runProcess,
    temporaryFolder: options.temporaryFolder ?? options.env["TMPDIR"] ?? null,
    pace: options.pace ?? REAL_PACE,
    secrets: secretsIn(options.env, login),
  };
}

async function callCommand(
  backend: Backend,
  request: ModelRequest,
  ends: CallEnds,
): Promise<Answer> {
  const { name, attempts, pace } = backend;
  const signal = AbortSignal.any([ends.asked, ends.deadline]);
  const attempt = async (number: number): Promise<Outcome<Answer>> => {
    // The first one is held by whoever calls.
    const maxOutputTokens =
      number === 1 ? request.maxOutputTokens : await request.account.reserve();
    return attemptOnce(backend, { ...request, maxOutputTokens }, { ...ends, either: signal });
  };
  return withRetries(attempt, {
    attempts,
    host: name,
    random: () => pace.random(),
    pause: async (ms) => {
      await pace.pause(ms, signal).catch((thrown: unknown) => {
        throwIfEnded(ends, backend);
        throw thrown;
      });
    },
    onNotice: request.onNotice,
  });
}

interface AttemptEnds extends CallEnds {
  readonly either: AbortSignal;
}

/** One start of the command. Where it brings no answer, that is in the account when this ends. */
async function attemptOnce(
  backend: Backend,
  request: ModelRequest,
  ends: AttemptEnds,
): Promise<Outcome<Answer>> {
  const { name, costOf } = backend;
  const { account, onNotice } = request;
  const model = resolveModelName(request.model);
  const output = new CommandOutput(backend.secrets);
  const of: OutputOf = { host: name, model, costOf, onNotice };
  const progress: Progress = { stage: "not-started" };
  const tried = await outcomeOf(backend, { request, model, output, progress, of }, ends).catch(
    (thrown: unknown) => ({ kind: "thrown" as const, why: whyOf(thrown), thrown }),
  );
  if (tried.kind === "answer") return tried;
  const { why } = tried;
  const billed = billedOf(progress, output);
  await account.failed({ why, usage: spentOn(output, of), billed });
  if (tried.kind === "thrown") throw tried.thrown;
  return tried;
}

async function outcomeOf(
  backend: Backend,
  { of, ...call }: Command & { readonly of: OutputOf },
  ends: AttemptEnds,
): Promise<Outcome<Answer>> {
  const { command, name, login, secrets } = backend;
  const { output, model, progress } = call;
  throwIfEnded(ends, backend);
  const { ending, stalled } = await runCommand(backend, call, ends.either);
  // An answer that is whole is paid for: it counts, whatever became of the command or the caller since.
  const answer = answerIn(output, of);
  if (answer !== null) return { kind: "answer", answer };
  throwIfEnded(ends, backend);
  const fault = stalled
    ? silence(backend.stallTimeoutMs)
    : faultOf({ ending, output, command, name, model, login, secrets });
  if (ending.kind === "not-started") progress.stage = "not-started";
  else if (fault.kind === "final") progress.stage = "turned-down";
  if (fault.kind === "final") throw fault.error;
  return { ...fault, waitMs: null };
}

interface Command {
  readonly request: ModelRequest;
  readonly model: string;
  readonly output: CommandOutput;
  /** Changes while the command is at work. */
  readonly progress: Progress;
}

/** Starts the command and reads what it writes until it ends, by itself or because there is enough. */
function runCommand(
  backend: Backend,
  { request, model, output, progress }: Command,
  signal: AbortSignal,
): Promise<{ readonly ending: Ending; readonly stalled: boolean }> {
  return withWorkingFolder(backend.temporaryFolder, async (folder) => {
    const prompt = foldedPrompt(request);
    const { command, env, login, prices, stopGrace } = backend;
    const { maxOutputTokens, effort, thinking } = request;
    const system = await systemPrompt(request.system, folder);
    const added = prices?.addedTokens ?? 0;
    const inputTokens = tokensAtWorst(request.system + prompt) + added;
    const worstCaseUsd = prices?.worstCaseUsd(model, inputTokens, maxOutputTokens) ?? null;
    const enough = new AbortController();
    const silent = startWatchdog(backend.stallTimeoutMs);
    progress.stage = "started";
    try {
      const ending = await backend.run(
        {
          command,
          args: commandLine({ login, system, model, effort, worstCaseUsd }),
          env: childEnvironment(env, login, { maxOutputTokens, thinks: thinking !== "off" }),
          cwd: folder.cwd,
          stdin: prompt,
          onLine: (line) => {
            silent.heard();
            output.take(line);
            if (output.isEnough) enough.abort();
          },
        },
        AbortSignal.any([signal, silent.signal, enough.signal]),
        stopGrace,
      );
      return { ending, stalled: silent.signal.aborted };
    } finally {
      silent.stop();
    }
  });
}

async function systemPrompt(text: string, folder: WorkingFolder): Promise<SystemPrompt> {
  if (!needsFile(text)) return { kind: "text", text };
  return { kind: "file", path: await folder.writeBeside("system.txt", text) };
}

function silence(stallTimeoutMs: number): Fault {
  return { kind: "passing", why: `nothing was heard for ${stallTimeoutMs / 1000} s` };
}

function throwIfEnded({ asked, deadline }: CallEnds, { name, deadlineMs }: Backend): void {
  if (asked.aborted) throw cancelled();
  if (deadline.aborted) throw tooLate(name, deadlineMs / 60_000);
}

function whyOf(thrown: unknown): string {
  if (thrown instanceof PipelineError && thrown.kind === "cancelled") return "cancelled";
  return messageOf(thrown).replace(/\.$/, "");
}

function cancelled(): PipelineError {
  return new PipelineError("cancelled", "The call to the model was cancelled.");
}
